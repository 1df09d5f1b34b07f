// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.platform.TestTokens;
import io.temoin.shredding.postgres.TenantSetting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Following the trail as it grows. */
@QuarkusTest
class TailTest {

    private static final String WITHOUT_LOOKS = "looks=false";

    private final Space space = new Space();
    private final TimedEvents events = new TimedEvents(space);

    @Test
    void showsWhatArrivesAndNothingFromBefore() {
        // Given
        publishAndAwaitLeaves(0, 2);

        // When
        try (Tail tail = follow(WITHOUT_LOOKS)) {
            Space.publish(IntStream.range(2, 5).mapToObj(events::second).toList());
            tail.awaitEntries(3);

            // Then
            assertThat(tail.status()).isEqualTo(200);
            assertThat(tail.contentType()).startsWith("text/event-stream");
            assertThat(tail.sequences()).containsExactly(2, 3, 4);
            assertThat(tail.texts("action")).containsOnly("RECORDING_STORED");
        }
    }

    @Test
    void goesOnWhereAnotherEndedWithoutGapAndWithoutRepeat() {
        // Given
        String id;
        try (Tail tail = follow(WITHOUT_LOOKS)) {
            Space.publish(List.of(events.second(0), events.second(1)));
            tail.awaitEntries(2);
            id = tail.lastId();
        }
        publishAndAwaitLeaves(2, 5);

        // When
        try (Tail tail = Tail.after(dpo(), WITHOUT_LOOKS, id)) {
            Space.publish(List.of(events.second(5)));
            tail.awaitEntries(4);

            // Then
            assertThat(tail.sequences()).containsExactly(2, 3, 4, 5);
        }
    }

    /** Its rows have lower positions than those of others that everybody has seen since. */
    @Test
    void anEntryWhoseTransactionCommitsLateIsNotLost() throws SQLException {
        // Given
        publishAndAwaitLeaves(0, 1);
        try (Tail tail = follow(WITHOUT_LOOKS);
                Connection slow = Database.as("app")) {
            slow.setAutoCommit(false);
            insert(slow, 100);
            Space.publish(List.of(events.second(1), events.second(2)));
            tail.awaitEntries(2);

            // When
            slow.commit();
            tail.awaitEntries(3);

            // Then
            assertThat(tail.sequences()).containsExactly(1, 2, 100);
            try (Tail again = Tail.after(dpo(), WITHOUT_LOOKS, tail.lastId())) {
                Space.publish(List.of(events.second(3)));
                again.awaitEntries(1);
                assertThat(again.sequences()).containsExactly(3);
            }
        }
    }

    @Test
    void anEntryThatCommitsWhileNobodyFollowsIsShownToWhoComesBack() throws SQLException {
        // Given
        publishAndAwaitLeaves(0, 1);
        String id;
        try (Connection slow = Database.as("app")) {
            slow.setAutoCommit(false);
            try (Tail tail = follow(WITHOUT_LOOKS)) {
                insert(slow, 100);
                Space.publish(List.of(events.second(1)));
                tail.awaitEntries(1);
                id = tail.lastId();
            }
            slow.commit();
        }

        // When
        try (Tail tail = Tail.after(dpo(), WITHOUT_LOOKS, id)) {
            tail.awaitEntries(1);

            // Then
            assertThat(tail.sequences()).containsExactly(100);
        }
    }

    @Test
    void severalWritersAndAFollowerWhoKeepsHangingUpLoseNothing() {
        // Given
        List<Published> all = IntStream.range(0, 240).mapToObj(events::second).toList();
        List<Integer> seen = new ArrayList<>();
        String id;
        try (Tail first = follow(WITHOUT_LOOKS)) {
            await().until(first::lastId, given -> !given.isEmpty());
            id = first.lastId();
        }

        // When
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 4)
                        .mapToObj(
                                writer ->
                                        CompletableFuture.runAsync(
                                                () -> {
                                                    for (int i = writer; i < 240; i += 12) {
                                                        Space.publish(
                                                                List.of(
                                                                        all.get(i),
                                                                        all.get(i + 4),
                                                                        all.get(i + 8)));
                                                    }
                                                }))
                        .toList();
        while (seen.size() < 240) {
            try (Tail tail = Tail.after(dpo(), WITHOUT_LOOKS, id)) {
                tail.awaitEntries(Math.min(25, 240 - seen.size()));
                tail.hangUp();
                seen.addAll(tail.sequences());
                id = tail.lastId();
            }
        }
        writers.forEach(CompletableFuture::join);

        // Then
        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 240).boxed().toList());
    }

    @Test
    void showsWhatWasAskedForAndWhatTheCallerMaySee() {
        // Given
        Published own = events.second(1).with("ce_organisation", "voix-du-rhone");
        Published refused =
                events.at(2, Published.event("io.temoin.recording.ListeningRefused.v1", "x", "{}"))
                        .with("ce_organisation", "voix-du-rhone");
        Published others = events.second(3).with("ce_organisation", "atlas-contact");
        String supervisor =
                TestTokens.token(
                        space.tenant(), "voix-du-rhone", List.of(), Space.ACTOR, "supervisor");

        // When
        try (Tail affairs = Tail.from(supervisor, WITHOUT_LOOKS);
                Tail refusals = follow("outcome=REFUSED");
                Tail recording = follow("recording=r1&looks=false")) {
            Space.publish(List.of(others, own, refused));
            affairs.awaitEntries(2);
            refusals.awaitEntries(1);
            recording.awaitEntries(2);

            // Then
            assertThat(affairs.sequences()).containsExactlyInAnyOrder(1, 2);
            assertThat(refusals.texts("action")).containsExactly("LISTENING_REFUSED");
            assertThat(recording.sequences()).containsExactly(3, 1);
        }
    }

    @Test
    void anotherTenantSeesNothing() {
        // Given
        Space other = new Space();
        try (Tail foreign = Tail.from(token(other, "dpo"), WITHOUT_LOOKS);
                Tail own = follow(WITHOUT_LOOKS)) {
            // When
            Space.publish(List.of(events.second(0)));
            own.awaitEntries(1);
            Space.publish(List.of(new TimedEvents(other).second(7)));
            foreign.awaitEntries(1);

            // Then
            assertThat(foreign.sequences()).containsExactly(7);
            assertThat(own.sequences()).containsExactly(0);
        }
    }

    /** An id that moves with what was looked through spares who comes back the looking. */
    @Test
    void saysThatItIsStillThereAndHowFarItLooked() {
        // Given
        try (Tail tail = follow("action=NEVER")) {
            await().until(tail::lastId, id -> !id.isEmpty());
            String before = tail.lastId();

            // When
            publishAndAwaitLeaves(0, 2);
            int comments = tail.comments();
            await().atMost(Duration.ofSeconds(20)).until(tail::comments, it -> it > comments + 1);

            // Then
            assertThat(tail.texts("action")).isEmpty();
            assertThat(tail.lastId()).isNotEqualTo(before);
            try (Tail all = Tail.after(dpo(), WITHOUT_LOOKS, tail.lastId())) {
                Space.publish(List.of(events.second(2)));
                all.awaitEntries(1);
                assertThat(all.sequences()).containsExactly(2);
            }
        }
    }

    @Test
    void beingFollowedIsAnEntryThatTheFollowerSees() {
        try (Tail tail = follow("action=TRAIL_FOLLOWED&organisation=rhone-telecom")) {
            tail.awaitEntries(1);

            assertThat(tail.texts("actor")).containsExactly(Space.ACTOR);
            assertThat(space.texts("select because::text from audit_entry"))
                    .containsExactly("{action=TRAIL_FOLLOWED,organisation=rhone-telecom}");
        }
    }

    @Test
    void refusesAnIdThatItDidNotGiveOut() {
        // Given
        publishAndAwaitLeaves(0, 2);
        String ofAList = space.as("dpo").queryParam("limit", 1).get("/v1/entries").path("next");
        String ofAnotherTenant;
        try (Tail tail = Tail.from(token(new Space(), "dpo"), WITHOUT_LOOKS)) {
            await().until(tail::lastId, id -> !id.isEmpty());
            ofAnotherTenant = tail.lastId();
        }

        for (String id : List.of(ofAList, ofAnotherTenant, "17")) {
            // When
            var answer = space.as("dpo").header("Last-Event-ID", id).get("/v1/entries/stream");

            // Then
            assertProblem(answer, 400, "cursor-invalid");
            assertThat(answer.<List<String>>path("violations.pointer"))
                    .containsExactly("Last-Event-ID");
        }
        assertProblem(
                space.as("dpo").queryParam("limit", 5).get("/v1/entries/stream"),
                400,
                "request-invalid");
    }

    private Tail follow(String query) {
        return Tail.from(dpo(), query);
    }

    private String dpo() {
        return token(space, "dpo");
    }

    private static String token(Space space, String role) {
        return TestTokens.tenantWide(space.tenant(), "rhone-telecom", Space.ACTOR, role);
    }

    private void publishAndAwaitLeaves(int from, int to) {
        Space.publish(IntStream.range(from, to).mapToObj(events::second).toList());
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                space.texts(
                                                "select event_id from log_leaf join audit_entry"
                                                        + " using (tenant, event_id)"
                                                        + " where service = 'recording'")
                                        .size(),
                        leaves -> leaves >= to);
    }

    /** As the intake adds an entry, but for the salts, which nobody asks for here. */
    private void insert(Connection connection, int sequence) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofTransaction(space.tenant()));
            statement.execute(
                    """
                    insert into audit_entry (tenant, event_id, at, recorded_at, service, action,
                      outcome, because, actor, organisation, role, purposes, operation,
                      correlation, stream, sequence)
                    values ('%1$s', 'slow.%2$d', now(), now(), 'recording', 'RECORDING_STORED',
                      'DONE', '{}', 'x', 'x', 'x', '{}', 'RecordingStored', 'c', 'recording-r1',
                      %2$d)\
                    """
                            .formatted(space.tenant(), sequence));
            statement.execute(
                    """
                    insert into log_pending (tenant, shard, period, event_id, leaf)
                    select '%1$s', shard, period, 'slow.%2$d', decode(repeat('00', 49), 'hex')
                    from log_head where tenant = '%1$s'\
                    """
                            .formatted(space.tenant(), sequence));
        }
    }
}
