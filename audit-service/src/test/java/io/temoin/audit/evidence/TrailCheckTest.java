// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.SaidInLog;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.chassis.testing.EventContract;
import io.temoin.shredding.TenantId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whatever is done to the trail past the service is found by comparing it with its log. */
@QuarkusTest
class TrailCheckTest {

    private static final long SEED = 20_261_126L;
    private static final int ENTRIES = 24;

    /** As it is configured for tests. */
    private static final int BATCH_SIZE = 16;

    private static final List<String> TEXTS =
            List.of(
                    "service",
                    "action",
                    "actor",
                    "organisation",
                    "role",
                    "workstation",
                    "reason_code",
                    "reason_reference",
                    "operation",
                    "channel",
                    "controller",
                    "subject",
                    "recording",
                    "decision",
                    "consent",
                    "correlation",
                    "causation",
                    "stream");

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final TrailCheckJob check;
    private final Clock clock;
    private final MeterRegistry metrics;

    TrailCheckTest(TrailCheckJob check, Clock clock, MeterRegistry metrics) {
        this.metrics = metrics;
        this.check = check;
        this.clock = clock;
    }

    @Test
    void nothingDiffersInATrailThatNobodyTouched() {
        LogSize logSize = recorded();

        assertThat(check.differences(logSize, clock.instant())).isEmpty();
    }

    @Test
    void everySingleChangeIsFound() throws SQLException {
        LogSize logSize = recorded();
        try (Connection owner = Database.as("owner");
                Statement statement = owner.createStatement()) {
            for (String table : List.of("audit_entry", "entry_salt", "log_leaf")) {
                statement.execute(
                        "create temporary table kept_%1$s as select * from %1$s where tenant = '%2$s'"
                                .formatted(table, space.tenant()));
            }
            statement.execute(
                    "alter table kept_audit_entry drop column workstation_name, drop column correlation_name");
            for (String change : changes()) {
                assertThat(statement.executeUpdate(change)).as(change).isPositive();

                assertThat(check.differences(logSize, clock.instant())).as(change).isNotEmpty();

                restore(statement);
            }
            assertThat(check.differences(logSize, clock.instant())).isEmpty();
        }
    }

    /** Else it would never be compared where a service is started anew every day. */
    @Test
    void theTrailIsComparedSoonAfterTheStart() throws SQLException {
        recorded();
        double before = gauge("temoin.audit.trail.differs");
        EvidenceDesk.asOwner(
                "audit_entry",
                "update audit_entry set actor = 'x' where tenant = '%s'".formatted(space.tenant()));

        check.start(new StartupEvent());

        await().atMost(Duration.ofSeconds(30))
                .until(() -> gauge("temoin.audit.trail.differs") > before);
    }

    @Test
    void aLogThatCannotBeComparedHidesNoOtherAndIsNoCompleteComparison() throws SQLException {
        // Given a log that cannot be read, and another that differs
        Instant now = clock.instant();
        String unreadable = recorded().log();
        Space other = new Space();
        EvidenceDesk desk = new EvidenceDesk(other);
        desk.record(List.of(desk.example("io.temoin.recording.ListeningGranted.v1")));
        check.look(now.plus(Duration.ofHours(2)));
        double before = gauge("temoin.audit.trail.differs");
        EvidenceDesk.asOwner(
                "audit_entry",
                "update audit_entry set actor = 'x' where tenant = '%s'".formatted(other.tenant()));

        // When
        try (Unreadable _ = Unreadable.log(unreadable, 0)) {
            check.look(now.plus(Duration.ofHours(4)));
        }

        // Then
        assertThat(gauge("temoin.audit.trail.differs")).isGreaterThan(before);
        assertThat(age()).isBetween(Duration.ofHours(-2), Duration.ofMinutes(-110));
        // When it can be read again; by then no erasure of another test is still on its way
        check.look(now.plus(Duration.ofHours(3)));
        assertThat(age()).isBetween(Duration.ofHours(-3), Duration.ofMinutes(-170));
    }

    @Test
    void whatWasFoundBeforeAComparisonFailedIsAlarming() throws SQLException {
        // Given
        String shard = recorded().log();
        check.look(clock.instant());
        double before = gauge("temoin.audit.trail.differs");
        changeFirst(shard);

        // When the second piece of the log cannot be read
        try (Unreadable _ = Unreadable.log(shard, BATCH_SIZE)) {
            check.look(clock.instant());
        }

        // Then
        assertThat(gauge("temoin.audit.trail.differs")).isGreaterThan(before);
    }

    @Test
    void anEntryWithoutLeafIsFoundThoughTheLogCannotBeCompared() throws SQLException {
        recorded();
        check.look(clock.instant());
        double before = gauge("temoin.audit.trail.differs");
        String like =
                "(select min(event_id) from audit_entry where tenant = '%s')"
                        .formatted(space.tenant());
        EvidenceDesk.asOwner(
                "audit_entry",
                inserted("recorded_at - interval '2 hours'", new Random(SEED), like));

        try {
            Database.run("owner", "revoke select on entry_salt from audit_app");
            check.look(clock.instant());
        } finally {
            Database.run("owner", "grant select on entry_salt to audit_app");
        }

        assertThat(gauge("temoin.audit.trail.differs")).isGreaterThan(before);
    }

    @Test
    void aComparisonThatFailedIsTriedAgainSoon() throws SQLException {
        // Given
        String shard = recorded().log();
        check.look(clock.instant());
        double before = gauge("temoin.audit.trail.differs");
        changeFirst(shard);

        // When the first one fails
        try (SaidInLog failures = new SaidInLog(TrailCheckJob.class, "could not be compared");
                Unreadable _ = Unreadable.log(shard, 0)) {
            check.start(new StartupEvent());
            await().atMost(Duration.ofSeconds(30)).until(() -> failures.times() > 0);
        }

        // Then
        await().atMost(Duration.ofSeconds(30))
                .until(() -> gauge("temoin.audit.trail.differs") > before);
    }

    /** Nobody signed that it is over. */
    @Test
    void aLogThatOnlySaysThatItWasPrunedIsFound() throws SQLException {
        LogSize logSize = recorded();
        double before = gauge("temoin.audit.trail.differs");
        Database.run(
                "owner",
                "update log_head set pruned = 'over', pruned_at = now() where shard = '%s'"
                        .formatted(logSize.log()),
                "delete from log_leaf where shard = '%s'".formatted(logSize.log()));

        assertThat(check.differences(logSize, clock.instant())).isNotEmpty();
        check.look(clock.instant());
        assertThat(gauge("temoin.audit.trail.differs")).isGreaterThan(before);
    }

    @Test
    void leavesThatAreMissingAreFoundByThePiece() throws SQLException {
        LogSize logSize = recorded();
        Database.run("owner", "delete from log_leaf where shard = '%s'".formatted(logSize.log()));

        assertThat(check.differences(logSize, clock.instant()))
                .containsExactly(
                        "leaves from 0 to 16 of log " + logSize.log(),
                        "leaves from 16 to 24 of log " + logSize.log());
    }

    private static void changeFirst(String shard) throws SQLException {
        EvidenceDesk.asOwner(
                "audit_entry",
                """
                update audit_entry e set actor = 'x' from log_leaf l
                where l.shard = '%s' and l.index = 0
                  and e.tenant = l.tenant and e.event_id = l.event_id"""
                        .formatted(shard));
    }

    /** How long ago the last complete comparison was. */
    private Duration age() {
        return Duration.ofSeconds((long) gauge("temoin.audit.trail.compared.age.seconds"));
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    private LogSize recorded() {
        List<Published> events =
                IntStream.range(0, ENTRIES).mapToObj(_ -> space.here(granted())).toList();
        space.publishAndAwait(events);
        log.awaitSize(ENTRIES);
        return new LogSize(log.id(), new TenantId(space.tenant()), ENTRIES);
    }

    private static Published granted() {
        return Published.example(EventContract.of("io.temoin.recording.ListeningGranted.v1"));
    }

    /** Each way to change one row, each of some entry: these differ in their ids alone. */
    private List<String> changes() {
        Random random = new Random(SEED);
        List<Function<String, String>> ways = new ArrayList<>();
        for (String column : TEXTS) {
            ways.add(one -> update("%1$s = coalesce(%1$s, '') || 'x'".formatted(column), one));
        }
        for (String set :
                List.of(
                        "at = at + interval '1 microsecond'",
                        "recorded_at = recorded_at - interval '1 second'",
                        "sequence = sequence + 1",
                        "outcome = 'DONE'",
                        "because = because || 'X'::varchar",
                        "purposes = '{}'",
                        "purposes = '{NULL}'")) {
            ways.add(one -> update(set, one));
        }
        ways.add(this::deleted);
        ways.add(this::takenOut);
        ways.add(one -> inserted("recorded_at - interval '2 hours'", random, one));
        ways.add(one -> inserted("recorded_at + interval '10 years'", random, one));
        for (String actor : List.of("'erased'", "actor")) {
            for (String erasure : List.of("null", "gen_random_uuid()")) {
                ways.add(one -> forgedErasure(actor, erasure, one));
            }
        }
        IntStream.range(0, 64).forEach(at -> ways.add(one -> salts("subject_digests", at, one)));
        IntStream.range(0, 32).forEach(at -> ways.add(one -> salts("action", at, one)));
        return ways.stream().map(way -> way.apply(any(random))).toList();
    }

    /** The salts of the person go as with an erasure, with the actor or without. */
    private String forgedErasure(String actor, String erasure, String one) {
        return """
               with stripped as (
                 update audit_entry set subject = null, stream = 'erased', actor = %s
                 where tenant = '%s' and event_id = %s returning tenant, event_id)
               update entry_salt s set subject = null, erasure = %s from stripped e
               where s.tenant = e.tenant and s.event_id = e.event_id"""
                .formatted(actor, space.tenant(), one, erasure);
    }

    private String deleted(String one) {
        return "delete from audit_entry where tenant = '%s' and event_id = %s"
                .formatted(space.tenant(), one);
    }

    /** Nothing is left of the entry, as when it was over. */
    private String takenOut(String one) {
        return """
               with gone as (
                 delete from audit_entry where tenant = '%s' and event_id = %s
                 returning tenant, event_id),
               salts as (
                 delete from entry_salt s using gone e
                 where s.tenant = e.tenant and s.event_id = e.event_id)
               update log_leaf l set event_id = null from gone e
               where l.tenant = e.tenant and l.event_id = e.event_id"""
                .formatted(space.tenant(), one);
    }

    private String salts(String column, int at, String one) {
        return "update entry_salt set %1$s = set_byte(%1$s, %2$d, 255 - get_byte(%1$s, %2$d)) where tenant = '%3$s' and event_id = %4$s"
                .formatted(column, at, space.tenant(), one);
    }

    private String inserted(String recordedAt, Random random, String like) {
        return """
               insert into audit_entry (tenant, event_id, at, recorded_at, service, action,
                 outcome, because, actor, organisation, role, purposes, operation,
                 correlation, stream, sequence)
               select tenant, 'made-up-%d', at, %s, service,
                 action, outcome, because, actor, organisation, role, purposes, operation,
                 correlation, stream, sequence
               from audit_entry where tenant = '%s' and event_id = %s"""
                .formatted(random.nextInt(1_000_000), recordedAt, space.tenant(), like);
    }

    private String update(String set, String event) {
        return "update audit_entry set %s where tenant = '%s' and event_id = %s"
                .formatted(set, space.tenant(), event);
    }

    /** Some entry, the same for the same seed: they differ in their ids alone. */
    private String any(Random random) {
        return "(select event_id from kept_audit_entry order by position offset %d limit 1)"
                .formatted(random.nextInt(ENTRIES));
    }

    private void restore(Statement statement) throws SQLException {
        for (String table : List.of("audit_entry", "entry_salt")) {
            statement.execute(
                    "delete from %s where tenant = '%s'".formatted(table, space.tenant()));
        }
        statement.execute(
                "insert into audit_entry overriding system value select * from kept_audit_entry");
        statement.execute("insert into entry_salt select * from kept_entry_salt");
        statement.execute(
                """
                update log_leaf l set event_id = k.event_id from kept_log_leaf k
                where l.shard = k.shard and l.index = k.index and l.event_id is null""");
    }
}
