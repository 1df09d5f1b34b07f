// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.audit.intake.SubjectKeyring;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.chassis.testing.Response;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.SaltSeed;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Who runs the database makes true entries look forgotten or erased: everything that a lawful
 * forgetting leaves behind is put there, so that the leaves are what they were.
 */
@QuarkusTest
class HostileTrailTest {

    private static final String PERSON = "6d0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String OTHER = "7e0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String STRANGER = "8f0f6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final TrailCheckJob check;
    private final SubjectKeyring keyring;
    private final Clock clock;
    private final MeterRegistry metrics;

    HostileTrailTest(
            TrailCheckJob check, SubjectKeyring keyring, Clock clock, MeterRegistry metrics) {
        this.check = check;
        this.keyring = keyring;
        this.clock = clock;
        this.metrics = metrics;
    }

    @Test
    void anEntryThatOnlyLooksErasedIsFoundAndNotProven() throws SQLException {
        Published event = recorded(PERSON);

        EvidenceDesk.entries("subject = null, stream = 'erased'", id(event));
        EvidenceDesk.salts("subject = null", id(event));

        assertFoundAndNotProven(event);
    }

    /** There is an erasure, and not of this entry. */
    @Test
    void anEntryThatHidesBehindSomebodyElsesErasureIsFoundAndNotProven() throws SQLException {
        Published event = recorded(PERSON);
        recorded(OTHER);
        String erasure = erased(OTHER);

        EvidenceDesk.entries("subject = null, stream = 'erased'", id(event));
        EvidenceDesk.salts("subject = null, erasure = '%s'".formatted(erasure), id(event));

        assertFoundAndNotProven(event);
    }

    /** The list of what an erasure was of is itself committed to by the log. */
    @Test
    void anEntryThatIsAddedToAnErasureIsFoundAndNotProven() throws SQLException {
        Published event = recorded(PERSON);
        Published erased = recorded(OTHER);
        String erasure = erased(OTHER);

        EvidenceDesk.entries("subject = null, stream = 'erased'", id(event));
        EvidenceDesk.salts("subject = null, erasure = '%s'".formatted(erasure), id(event));
        EvidenceDesk.asOwner(
                "subject_erasure",
                """
                update subject_erasure l set entries = l.entries || sha256(
                  convert_to(e.event_id || chr(10) || e.actor || chr(10), 'UTF8')
                    || s.subject_digests)
                from audit_entry e join entry_salt s using (tenant, event_id)
                where l.tenant = e.tenant and e.event_id = '%s'\
                """
                        .formatted(id(event)));

        // The list is no longer the one of the log: of nothing in it anybody can say that it was.
        assertThat(differences()).containsExactlyInAnyOrder(id(event), id(erased));
        assertProblem(proof(event), 500, "trail-differs");
        assertProblem(proof(erased), 500, "trail-differs");
    }

    /** Who acted can be anybody then, if nothing says what an erasure took. */
    @Test
    void anErasedEntryIsGivenToNoOtherActor() throws SQLException {
        Published event = recorded(space.about(PERSON).with("ce_actor", PERSON));
        erased(PERSON);

        EvidenceDesk.entries("actor = '%s'".formatted(STRANGER), id(event));

        assertFoundAndNotProven(event);
    }

    /** Whose entry was truly erased, and of which more is made to look so. */
    @Test
    void nothingMoreOfAnErasedEntryIsStripped() throws SQLException {
        Published event = recorded(PERSON);
        String digest = digestOf(event, "actor", Space.ACTOR);
        erased(PERSON);

        EvidenceDesk.entries("actor = 'erased'", id(event));
        EvidenceDesk.salts(
                "subject_digests = subject_digests || decode('%s', 'hex')".formatted(digest),
                id(event));

        assertFoundAndNotProven(event);
    }

    @Test
    void digestsOfThePersonThatAreNotThoseOfTheEntryAreFoundBeforeItIsErased() throws SQLException {
        Published event = recorded(PERSON);

        EvidenceDesk.salts(
                "subject_digests = set_byte(subject_digests, 3, 255 - get_byte(subject_digests,"
                        + " 3))",
                id(event));

        assertThat(differences()).containsExactly(id(event));
    }

    @Test
    void anEntryThatIsPointedAtSomebodyErasedIsKeptAndFound() throws SQLException {
        Published event = recorded(PERSON);
        recorded(OTHER);
        erased(OTHER);

        EvidenceDesk.entries("subject = '%s'".formatted(OTHER), id(event));

        assertKeptAndFound(event);
    }

    /** The person was never erased: no erasure is on record. */
    @Test
    void entriesOfAPersonWhoseKeyIsMerelyGoneAreKeptAndFound() throws SQLException {
        Published event = recorded(PERSON);

        keyring.destroy(
                        new TenantId(space.tenant()),
                        new SubjectId(PERSON),
                        "NO_LONGER_NECESSARY DSR-1",
                        clock.instant().minus(Duration.ofHours(2)))
                .await()
                .atMost(Duration.ofSeconds(10));

        assertKeptAndFound(event);
        assertProblem(proof(event), 500, "trail-differs");
    }

    @Test
    void aTrailWhoseEntriesWereAllTakenOutIsFound() throws SQLException {
        recorded(PERSON);
        recorded(OTHER);

        takeOut("true");

        assertThat(differences()).hasSize(2);
    }

    @Test
    void theOldestEntriesAreNotTakenOutUnseen() throws SQLException {
        recorded(PERSON);
        recorded(OTHER);

        takeOut("index = 0");

        assertThat(differences()).containsExactly("index 0 of log " + log.id());
    }

    /** As it does of a large trail: tables that are joined may then be read in any order. */
    @Test
    void erasuresAreReadWhateverPlanTheDatabaseMakes() throws SQLException {
        recorded(PERSON);
        String erasure = erased(PERSON);

        try (Connection connection = Database.as("app");
                Statement statement = connection.createStatement()) {
            statement.execute("set enable_nestloop = off");
            statement.execute("set enable_mergejoin = off");
            try (ResultSet rows =
                    statement.executeQuery(
                            ErasureRecordStore.ERASURES
                                    .replace("$1", "'" + space.tenant() + "'")
                                    .replace("$2", "'SUBJECT_ERASED'")
                                    .replace("$3", "array['erasure-" + erasure + "']")
                                    .replace("$4", "array[]"))) {
                assertThat(rows.next()).isTrue();
            }
        }
    }

    private Published recorded(String person) {
        return recorded(space.about(person));
    }

    private Published recorded(Published event) {
        int before = space.ids().size();
        Space.publish(List.of(event));
        space.awaitEntries(before + 1);
        log.awaitSize(before + 1);
        return event;
    }

    private String erased(String person) {
        String erasure = Erasures.erase(space, person, UUID.randomUUID().toString()).path("id");
        Erasures.awaitRecorded(space, 1);
        log.awaitSize(space.ids().size());
        assertThat(differences()).as("a lawful erasure").isEmpty();
        return erasure;
    }

    private void assertFoundAndNotProven(Published event) {
        assertThat(differences()).containsExactly(id(event));
        assertProblem(proof(event), 500, "trail-differs");
    }

    /** Whatever the comparison takes the row for: it is the only copy of what was recorded. */
    private void assertKeptAndFound(Published event) {
        List<String> before = row(event);
        double alarms = metrics.get("temoin.audit.trail.differs").gauge().value();

        check.look(clock.instant());

        assertThat(row(event)).isEqualTo(before);
        assertThat(metrics.get("temoin.audit.trail.differs").gauge().value()).isGreaterThan(alarms);
        assertThat(differences()).contains(id(event));
    }

    private List<String> row(Published event) {
        return space.texts(
                """
                select e::text || s::text from audit_entry e join entry_salt s using (tenant, event_id)
                where event_id = '%s'\
                """
                        .formatted(id(event)));
    }

    private Response proof(Published event) {
        return space.as("dpo").get("/v1/entries/{id}/proof", id(event));
    }

    private List<String> differences() {
        return check.differences(
                new LogSize(log.id(), new TenantId(space.tenant()), log.size()), clock.instant());
    }

    /** What stands for a field that is salted with what happened, hexadecimal. */
    private String digestOf(Published event, String field, String value) {
        byte[] seed =
                HexFormat.of()
                        .parseHex(
                                space.texts(
                                                "select encode(action, 'hex') from entry_salt where event_id = '%s'"
                                                        .formatted(id(event)))
                                        .getFirst());
        byte[] digest = SaltSeed.of(seed).disclose(field, '"' + value + '"').digest().bytes();
        return HexFormat.of().formatHex(digest);
    }

    private void takeOut(String which) throws SQLException {
        Database.run(
                "owner",
                "delete from audit_entry where tenant = '%1$s' and event_id in (select event_id from log_leaf where tenant = '%1$s' and %2$s)"
                        .formatted(space.tenant(), which),
                "delete from entry_salt where tenant = '%1$s' and event_id in (select event_id from log_leaf where tenant = '%1$s' and %2$s)"
                        .formatted(space.tenant(), which),
                "update log_leaf set event_id = null where tenant = '%s' and %s"
                        .formatted(space.tenant(), which));
    }

    private static String id(Published event) {
        return event.header("ce_id");
    }
}
