// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.platform.ServiceComponents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The list of consents, made of more events than one batch of the feed holds. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentProjectionTest {

    private static final Instant COLLECTED = Instant.parse("2026-09-01T08:00:00Z");
    private static final Instant STATED = COLLECTED.plusSeconds(3600);

    private final EventStore store;

    ConsentProjectionTest(EventStore store) {
        this.store = store;
    }

    @Test
    void projectsABacklogCompletelyAndOnce() throws Exception {
        // Given
        String tenant = "t" + UUID.randomUUID();
        String neighbour = "t" + UUID.randomUUID();
        List<Append> backlog = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            backlog.add(ContactEvents.of(tenant).given(COLLECTED).append());
            backlog.add(
                    ContactEvents.of(i % 2 == 0 ? tenant : neighbour)
                            .given(COLLECTED)
                            .withdrawn(STATED)
                            .append());
        }
        for (int i = 0; i < 100; i++) {
            backlog.add(
                    ContactEvents.of(tenant)
                            .given(COLLECTED)
                            .given(COLLECTED.plusSeconds(1))
                            .withdrawn(STATED)
                            .given(STATED.plusSeconds(1))
                            .withdrawn(STATED)
                            .append());
        }

        // When
        Backlog.append(store, backlog);

        // Then
        await().atMost(Duration.ofSeconds(60)).until(() -> Backlog.isHandledBy("consents"));
        assertThat(consents(tenant, "true")).isEqualTo(1_000 + 500 + 300);
        assertThat(consents(tenant, "withdrawn_at is not null")).isEqualTo(500 + 200);
        assertThat(consents(neighbour, "true")).isEqualTo(500);
        assertThat(consents(neighbour, "withdrawn_at = '" + STATED + "'")).isEqualTo(500);
    }

    private static long consents(String tenant, String condition) throws Exception {
        return Backlog.count(tenant, "select count(*) from consent where " + condition);
    }
}
