// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.schedule.RecordingCase.AFTER_MIDNIGHT;
import static io.temoin.retention.schedule.RecordingCase.NOON;
import static io.temoin.retention.schedule.RecordingCase.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.hold.HoldExamples;
import io.temoin.retention.hold.domain.HoldCommand.PlaceHold;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.HoldDecider;
import io.temoin.retention.hold.domain.HoldGround;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A hold and an order for the same item, at the same time: a connection of the test is the replica
 * that is in the midst of the one when the service does the other. The database refuses an order
 * that has not seen the hold.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class HoldLockTest {

    private static final String HOLD =
            """
            {"controller": "rhone-telecom", "criteria": {"purposes": ["QUALITY"]},
             "ground": "LITIGATION", "authority": "Legal department", "reference": "RG-1"}""";

    private final RecordingCase its = new RecordingCase();
    private final TestClock clock;
    private final EventStore events;
    private final ShreddableKeys keys;

    HoldLockTest(TestClock clock, EventStore events, ShreddableKeys keys) {
        this.clock = clock;
        this.events = events;
        this.keys = keys;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void aHoldIsAcknowledgedOnceTheOrdersUnderWayAreRecorded() throws Exception {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        try (var ordering = DatabaseRole.APP.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lock(ordering, "pg_advisory_xact_lock_shared");

            Future<Integer> placing = threads.submit(this::place);
            awaitWaiting(ordering);
            assertThat(placing).isNotDone();
            ordering.commit();

            assertThat(placing.get()).isEqualTo(201);
        }
    }

    @Test
    void aRunWaitsForAHoldThatIsBeingPlaced() throws Exception {
        its.dueTonight();
        its.awaitListed("SCHEDULED");
        clock.set(AFTER_MIDNIGHT);
        try (var placing = DatabaseRole.APP.connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            lock(placing, "pg_advisory_xact_lock");

            var run = threads.submit(() -> its.run("meanwhile"));
            awaitWaiting(placing);
            insertHold(placing);
            placing.commit();

            run.get().body("ordered", equalTo(0));
        }
        its.item().body("state", equalTo("SCHEDULED"));
    }

    /** The other way to an order: what a person refused is ordered when the refusal arrives. */
    @Test
    void aRefusalWaitsForAHoldThatIsBeingPlaced() throws Exception {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        try (var placing = DatabaseRole.APP.connect()) {
            lock(placing, "pg_advisory_xact_lock");

            its.quarantined("OPTED_OUT", NOON);
            awaitWaiting(placing);
            insertHold(placing);
            placing.commit();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item().body("quarantine.reason", equalTo("OPTED_OUT")));
        its.item().body("state", equalTo("SCHEDULED"));
    }

    /** Killed between the event and its row; whoever placed it got no answer. */
    @Test
    void aHoldThatIsOnlyRecordedComesIntoEffectToo() {
        its.stored("QUALITY");
        its.awaitListed("SCHEDULED");
        UUID hold = UUID.randomUUID();
        var criteria = new HoldCriteria(List.of(its.recording), null, null, List.of(), null, null);

        new CommandHandler<>(events, HoldExamples.codec(keys), new HoldDecider())
                .handle(
                        new StreamId("hold", hold.toString()),
                        new PlaceHold(
                                hold,
                                "rhone-telecom",
                                criteria,
                                1,
                                HoldGround.LITIGATION,
                                "Legal department",
                                "RG-1",
                                "anne",
                                "rhone-telecom",
                                NOON),
                        new EventMetadata(
                                new TenantId(its.tenant),
                                Actor.service("test"),
                                hold,
                                null,
                                "correlation",
                                null,
                                null,
                                NOON))
                .await()
                .atMost(PATIENCE);

        await().atMost(PATIENCE)
                .untilAsserted(() -> its.item().body("holds", contains(hold.toString())));
    }

    private int place() {
        return Tokens.dpo(its.tenant)
                .header("Idempotency-Key", "the-only")
                .contentType("application/json")
                .body(HOLD)
                .post("/v1/holds")
                .statusCode();
    }

    private void lock(Connection connection, String function) throws SQLException {
        connection.setAutoCommit(false);
        execute(connection, "select set_config('temoin.tenant', '%s', true)".formatted(its.tenant));
        execute(connection, "select %s(1746, hashtext('%s'))".formatted(function, its.tenant));
    }

    private void awaitWaiting(Connection connection) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            try (var statement = connection.createStatement();
                                    var rows =
                                            statement.executeQuery(
                                                    "select count(*) from pg_locks where locktype ="
                                                            + " 'advisory' and not granted and"
                                                            + " objid = hashtext('%s')::oid"
                                                                    .formatted(its.tenant))) {
                                rows.next();
                                return rows.getInt(1) > 0;
                            }
                        });
    }

    private void insertHold(Connection connection) throws SQLException {
        execute(
                connection,
                """
                insert into legal_hold (tenant, hold, controller, purposes, by_items, state,
                  placed_at, version)
                values ('%s', gen_random_uuid(), 'rhone-telecom', '{}', false, 'IN_FORCE', now(),
                  1)"""
                        .formatted(its.tenant));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
