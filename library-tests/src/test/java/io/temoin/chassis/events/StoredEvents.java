// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Events as a command stores them, for tests that do not care by whom. */
final class StoredEvents {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private StoredEvents() {}

    /** Stores one event in a stream of its own. */
    static void append(Pool app, String type, String payload) {
        EventMetadata metadata =
                new EventMetadata(
                        new TenantId("helios"),
                        Actor.service("test"),
                        UUID.randomUUID(),
                        null,
                        "corr",
                        null,
                        null,
                        Instant.parse("2026-11-24T09:30:00Z"));
        new PostgresEventStore(app, () -> {})
                .append(
                        new Append(
                                new StreamId("note", UUID.randomUUID().toString()),
                                0,
                                List.of(new NewEvent(type, 1, payload)),
                                metadata))
                .await()
                .atMost(LIMIT);
    }
}
