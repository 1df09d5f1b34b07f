// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every destruction of a key that a service has recorded: in its event table, and on its topic
 * since. Only recording-service and audit-service destroy keys. A service records one for each
 * recording that it has ever erased, so they are handed over in batches.
 */
final class Destructions {

    private static final String RECORDED =
            """
            select type, tenant, payload::text as payload, recorded_at
            from event where type = any (?::text[])
            order by transaction_id, global_position""";

    private final Batches<RecordedDestruction> batches;

    /**
     * @param taker is given them in the order in which they are read, those of the same key once
     *     when they are next to each other
     */
    Destructions(Consumer<List<RecordedDestruction>> taker) {
        this.batches = new Batches<>(ReturnedKeys.BATCH_SIZE, RecordedDestruction::key, taker);
    }

    /**
     * Those of the event table, the oldest first.
     *
     * @param events connection of the feed role
     */
    void readTable(Database events) {
        events.each(
                RECORDED,
                row ->
                        RecordedDestruction.of(
                                        row.getString("type"),
                                        row.getString("tenant"),
                                        row.getString("payload"),
                                        row.getObject("recorded_at", OffsetDateTime.class)
                                                .toInstant())
                                .ifPresent(batches::add),
                (Object) RecordedDestruction.TYPES.toArray(String[]::new));
    }

    /** Those among events of the topic, whatever else is among them. */
    void take(List<PublishedEvent> published) {
        for (PublishedEvent event : published) {
            if (RecordedDestruction.TYPES.contains(event.type())) {
                RecordedDestruction.of(event.type(), event.tenant(), event.payload(), event.at())
                        .ifPresent(batches::add);
            }
        }
    }

    /** Hands over what is left. */
    void finish() {
        batches.finish();
    }
}
