// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * Every destruction of a key that a service has recorded: in its event table, and on its topic
 * since; in consent-service, in the list of what was disposed of. A service records one for each
 * recording that it has ever erased, so they are handed over in batches.
 */
final class Destructions {

    private static final String RECORDED =
            """
            select type, tenant, payload::text as payload, recorded_at
            from event where type = any (?::text[])
            order by transaction_id, global_position""";

    private static final String HAS_DISPOSALS =
            "select 1 where to_regclass('public.disposed_item') is not null";

    /** Of keys under which no consent is left; the others are still needed. */
    private static final String DISPOSED =
            """
            select d.tenant, 'subject/' || d.key_owner as scope, d.batch, min(d.disposed_at) as at
            from disposed_item d
            where d.key_owner is not null and not exists (
              select from event e
              where e.tenant = d.tenant and e.type = 'ConsentGiven'
                and e.payload #>> '{number,subject}' = d.key_owner)
            group by d.tenant, d.key_owner, d.batch order by at""";

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
        events.each(HAS_DISPOSALS, _ -> readDisposals(events));
    }

    private void readDisposals(Database events) {
        events.each(
                DISPOSED,
                row ->
                        batches.add(
                                new RecordedDestruction(
                                        row.getString("tenant"),
                                        row.getString("scope"),
                                        null,
                                        null,
                                        row.getObject("at", OffsetDateTime.class).toInstant(),
                                        "DISPOSED",
                                        "what disposition batch "
                                                + row.getString("batch")
                                                + " disposed of")));
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
