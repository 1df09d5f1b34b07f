// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From the topics into the trail, on a real broker and a real database. */
@QuarkusTest
class IntakeTest {

    private final Space space = new Space();
    private final MeterRegistry meters;

    IntakeTest(MeterRegistry meters) {
        this.meters = meters;
    }

    @Test
    void everyPublishedEventBecomesAnEntry() {
        // Given
        List<Published> events =
                ContractFiles.eventTypes().stream()
                        .map(type -> space.here(Published.example(EventContract.of(type))))
                        .toList();

        // When
        space.publishAndAwait(events);

        // Then
        assertThat(space.ids())
                .containsExactlyInAnyOrderElementsOf(
                        events.stream().map(event -> event.header("ce_id")).toList());
        assertThat(space.trail()).noneMatch(entry -> "UNCLASSIFIED".equals(entry.get("outcome")));
    }

    @Test
    void anEventDeliveredTwiceIsOneEntry() {
        // Given
        Published event = stored("r1");
        Published last = stored("r1");

        // When
        Space.publish(List.of(event, event));
        Space.publish(List.of(event, last));
        space.awaitEntries(2);

        // Then
        assertThat(ids()).containsExactly(event.header("ce_id"), last.header("ce_id"));
    }

    /** Consumers share the partitions; the events are of one instant, so arrival orders them. */
    @Test
    void everyStreamKeepsItsOrder() {
        // Given
        List<Published> events = new ArrayList<>();
        for (int sequence = 1; sequence <= 12; sequence++) {
            for (int stream = 0; stream < 16; stream++) {
                events.add(
                        stored("r" + stream).with("ce_sequence", String.format("%020d", sequence)));
            }
        }

        // When
        space.publishAndAwait(events);

        // Then
        Map<Object, List<Object>> byStream =
                space.trail().stream()
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.get("stream"),
                                        Collectors.mapping(
                                                entry -> entry.get("sequence"),
                                                Collectors.toList())));
        assertThat(byStream).hasSize(16);
        assertThat(byStream.values())
                .allSatisfy(
                        order ->
                                assertThat(order)
                                        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
    }

    @Test
    void anEventOfAnUnknownTypeIsKeptAsUnclassified() {
        // Given
        Published event =
                space.here(
                        Published.event(
                                "io.temoin.recording.RecordingDreamt.v1", "recording-r1", "{}"));

        // When
        space.publishAndAwait(List.of(event));

        // Then
        assertThat(space.trail())
                .singleElement()
                .satisfies(
                        entry ->
                                assertThat(entry)
                                        .containsEntry("action", "RECORDING_DREAMT")
                                        .containsEntry("outcome", "UNCLASSIFIED")
                                        .containsEntry("recording", "r1"));
    }

    @Test
    void anUnreadableMessageIsParkedWithItsKeyAndTheRestOfItsBatchIsStored() {
        // Given
        Published before = stored("r1");
        Published unreadable = stored("r1").with("ce_time", "yesterday");
        Published behind = stored("r1");
        Published other = stored("r2");

        // When
        Space.publish(List.of(before, unreadable, behind, other));
        awaitParked(2);

        // Then
        space.awaitEntries(2);
        assertThat(ids()).containsExactlyInAnyOrder(before.header("ce_id"), other.header("ce_id"));
        assertThat(parked("eventId"))
                .containsExactly(unreadable.header("ce_id"), behind.header("ce_id"));
        assertThat(parked("reason")).containsExactly("MalformedEvent", "BEHIND");
        assertThat(parked("key")).containsOnly(unreadable.key());
    }

    @Test
    void whatTheDatabaseRefusesIsParkedAndReplayedOnceItsCauseIsMended() throws SQLException {
        // Given a defect: the trail does not take entries from one workstation
        Database.run(
                "owner",
                """
                alter table audit_entry add constraint defect
                  check (workstation <> 'BROKEN-1') not valid""");
        Published refused = stored("r1").with("ce_workstation", "BROKEN-1");
        Published behind = stored("r1");
        Published other = stored("r2");

        // When
        Space.publish(List.of(refused, behind, other));
        awaitParked(2);
        space.awaitEntries(1);

        // Then
        assertThat(ids()).containsExactly(other.header("ce_id"));

        // When it is mended
        Database.run("owner", "alter table audit_entry drop constraint defect");
        int handled =
                space.as("admin")
                        .contentType(ContentType.JSON)
                        .body(Map.of("consumer", EntryIntake.CONSUMER, "key", refused.key()))
                        .post("/v1/parked-messages/replays")
                        .path("handled");

        // Then
        assertThat(handled).isEqualTo(2);
        assertThat(ids())
                .containsExactly(
                        other.header("ce_id"), refused.header("ce_id"), behind.header("ce_id"));
        assertThat(parked("eventId")).isEmpty();
    }

    @Test
    void newEntriesAreCountedByService() {
        // Given
        double before = counted();
        List<Published> events =
                IntStream.range(0, 5).mapToObj(number -> stored("r" + number)).toList();

        // When
        space.publishAndAwait(events);

        // Then
        assertThat(counted() - before).isGreaterThanOrEqualTo(5);
    }

    private Published stored(String recording) {
        return space.here(
                Published.event(
                        "io.temoin.recording.RecordingStored.v1",
                        "recording-" + recording,
                        "{\"recording\": \"" + recording + "\"}"));
    }

    private List<String> ids() {
        return space.ids();
    }

    private void awaitParked(int number) {
        await().atMost(Duration.ofSeconds(60)).until(() -> parked("eventId").size() >= number);
    }

    private List<String> parked(String field) {
        return space.parked().path("items." + field);
    }

    private double counted() {
        return meters.counter("temoin.audit.entries", "service", "recording").count();
    }
}
