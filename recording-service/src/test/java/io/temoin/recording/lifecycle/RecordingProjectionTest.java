// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of recordings, made of more events than one batch of the feed holds. */
@QuarkusTest
class RecordingProjectionTest {

    private final EventStore store;

    RecordingProjectionTest(EventStore store) {
        this.store = store;
    }

    @Test
    void projectsABacklogCompletelyAndOnce() throws Exception {
        // Given
        String tenant = "t" + UUID.randomUUID();
        String neighbour = "t" + UUID.randomUUID();
        List<Append> backlog = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            UUID recording = UUID.randomUUID();
            backlog.add(life(tenant, recording, "RecordingRegistered", "RecordingStored"));
            // The same id in another tenant is another recording.
            backlog.add(life(neighbour, recording, "RecordingRegistered"));
            backlog.add(
                    life(
                            tenant,
                            UUID.randomUUID(),
                            "RecordingRegistered",
                            "RecordingStored",
                            "PurposeFulfilled",
                            "PurposeFulfilled",
                            "RecordingErased"));
        }

        // When
        Backlog.append(store, backlog);

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> Backlog.isHandledBy("recording-view"));
        assertThat(recordings(tenant, "true")).isEqualTo(800);
        assertThat(recordings(tenant, "state = 'STORED' and fulfilled = '{}'")).isEqualTo(400);
        assertThat(recordings(tenant, "state = 'ERASED' and fulfilled = '{QUALITY}'"))
                .isEqualTo(400);
        assertThat(recordings(neighbour, "true")).isEqualTo(400);
        assertThat(recordings(neighbour, "state = 'REGISTERED' and length is null")).isEqualTo(400);
    }

    @Test
    void changesRowsOfEarlierBatches() throws Exception {
        // Given
        String tenant = "t" + UUID.randomUUID();
        UUID recording = UUID.randomUUID();
        Backlog.append(store, List.of(life(tenant, recording, "RecordingRegistered")));
        await().atMost(Duration.ofSeconds(60)).until(() -> Backlog.isHandledBy("recording-view"));

        // When
        for (String name : List.of("RecordingStored", "PurposeFulfilled", "RecordingErased")) {
            Backlog.append(store, List.of(later(tenant, recording, name)));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Backlog.isHandledBy("recording-view"));
        }

        // Then
        assertThat(
                        recordings(
                                tenant,
                                "state = 'ERASED' and fulfilled = '{QUALITY}'"
                                        + " and purposes = '{QUALITY,TRAINING}'"
                                        + " and length = 352044 and stored_at = erased_at"))
                .isEqualTo(1);
    }

    /** Nobody waits for its audio any more, and it is not erased yet. */
    @Test
    void showsAnAbandonedUploadAsBarred() throws Exception {
        String tenant = "t" + UUID.randomUUID();
        Backlog.append(
                store,
                List.of(
                        life(tenant, UUID.randomUUID(), "RecordingRegistered", "UploadAbandoned"),
                        // What came in time stays, whatever the order of the events.
                        life(
                                tenant,
                                UUID.randomUUID(),
                                "RecordingRegistered",
                                "RecordingStored",
                                "UploadAbandoned"),
                        life(
                                tenant,
                                UUID.randomUUID(),
                                "RecordingRegistered",
                                "RecordingRefused")));

        await().atMost(Duration.ofSeconds(60)).until(() -> Backlog.isHandledBy("recording-view"));

        assertThat(recordings(tenant, "state = 'BARRED'")).isEqualTo(1);
        assertThat(recordings(tenant, "state = 'STORED'")).isEqualTo(1);
        assertThat(recordings(tenant, "state = 'REGISTERED'")).isEqualTo(1);
    }

    private static long recordings(String tenant, String condition) throws Exception {
        return Backlog.count(tenant, "select count(*) from recording_view where " + condition);
    }

    private static Append life(String tenant, UUID recording, String... names) {
        return append(tenant, recording, 0, names);
    }

    /** Versions in the order of a life that begins with a registration. */
    private static Append later(String tenant, UUID recording, String name) {
        List<String> life =
                List.of(
                        "RecordingRegistered",
                        "RecordingStored",
                        "PurposeFulfilled",
                        "RecordingErased");
        return append(tenant, recording, life.indexOf(name), name);
    }

    private static Append append(String tenant, UUID recording, long after, String... names) {
        return new Append(
                new StreamId("recording", recording.toString()),
                after,
                Stream.of(names).map(name -> event(recording, name)).toList(),
                new EventMetadata(
                        new TenantId(tenant),
                        Actor.service("tests"),
                        UUID.randomUUID(),
                        null,
                        UUID.randomUUID().toString(),
                        null,
                        null,
                        Instant.parse("2026-11-24T10:05:00Z")));
    }

    private static NewEvent event(UUID recording, String name) {
        EventContract contract = EventContract.of("io.temoin.recording." + name + ".v1");
        ObjectNode data = (ObjectNode) contract.exampleNode();
        data.put("recording", recording.toString());
        return new NewEvent(name, contract.version(), data.toString());
    }
}
