// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of retained items, made of more events than one batch of the feed holds. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RetainedItemProjectionTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventStore store;

    RetainedItemProjectionTest(EventStore store) {
        this.store = store;
    }

    @Test
    void projectsABacklogCompletelyAndOnce() throws Exception {
        // Given
        String tenant = "t" + UUID.randomUUID();
        String neighbour = "t" + UUID.randomUUID();
        List<Append> backlog = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            UUID recording = UUID.randomUUID();
            backlog.add(append(tenant, recording, 0, "TriggerAwaited", "DispositionScheduled"));
            // The same id in another tenant is another item.
            backlog.add(append(neighbour, recording, 0, "TriggerAwaited"));
            backlog.add(
                    append(
                            tenant,
                            UUID.randomUUID(),
                            0,
                            "DispositionScheduled",
                            "DispositionOrdered",
                            "DispositionConfirmed"));
        }

        // When
        Backlog.append(store, backlog);

        // Then
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
        assertThat(items(tenant, "true")).isEqualTo(1_000);
        assertThat(items(tenant, "stage = 'SCHEDULED' and due_on = '2027-05-24'")).isEqualTo(500);
        assertThat(items(tenant, "stage = 'DISPOSED' and erased_at is not null")).isEqualTo(500);
        assertThat(items(neighbour, "true")).isEqualTo(500);
        assertThat(items(neighbour, "stage = 'AWAITING_TRIGGER' and due_at is null"))
                .isEqualTo(500);
    }

    @Test
    void aNewPlanPutsATakenItemBackOnTheListOfDueOnes() throws Exception {
        // Given
        String tenant = "t" + UUID.randomUUID();
        UUID recording = UUID.randomUUID();
        Backlog.append(store, List.of(append(tenant, recording, 0, "DispositionScheduled")));
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
        DatabaseRole.FEED.run(
                "update retained_item set taken_at = now() where tenant = '" + tenant + "'");

        // When
        Append plan = append(tenant, recording, 1, "DispositionScheduled");
        Backlog.append(store, List.of(plan));

        // Then
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
        String planned = plan.metadata().commandId() + ".0";
        assertThat(items(tenant, "taken_at is null and cause = '" + planned + "'")).isEqualTo(1);
    }

    /** The plan is as it was, but the end of the wait may have moved: the job notes it anew. */
    @Test
    void howLongAnItemWaitsAtMostIsLookedUpAgainAfterWhatMayMoveIt() throws Exception {
        for (String event : List.of("BusinessEventNoted", "PurposeEndNoted")) {
            // Given
            String tenant = "t" + UUID.randomUUID();
            UUID recording = UUID.randomUUID();
            Backlog.append(store, List.of(append(tenant, recording, 0, "DispositionScheduled")));
            await().atMost(PATIENCE)
                    .until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
            DatabaseRole.FEED.run(
                    "update retained_item set review_for = '{QUALITY,CONTRACT_PROOF}',"
                            + " review_at = due_at, review_until = '2031-11-24',"
                            + " review_late_said = true where tenant = '"
                            + tenant
                            + "'");
            assertThat(items(tenant, "review_until is not null")).isEqualTo(1);

            // When
            Backlog.append(store, List.of(append(tenant, recording, 1, event)));

            // Then
            await().atMost(PATIENCE)
                    .until(() -> Backlog.isHandledBy(RetainedItemProjection.READER));
            assertThat(items(tenant, "review_at = due_at and review_until is null"))
                    .as(event)
                    .isEqualTo(1);
        }
    }

    private static long items(String tenant, String condition) throws Exception {
        return Backlog.count(tenant, "select count(*) from retained_item where " + condition);
    }

    private static Append append(String tenant, UUID recording, long after, String... names) {
        return new Append(
                new StreamId("item", recording.toString()),
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
        EventContract contract = EventContract.of("io.temoin.retention." + name + ".v1");
        ObjectNode data = (ObjectNode) contract.exampleNode();
        data.put("recording", recording.toString());
        return new NewEvent(name, contract.version(), data.toString());
    }
}
