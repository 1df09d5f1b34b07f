// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a service's topic has beyond the place that the database remembers: after a restore, all
 * that was published since the backup, and the little that the relay had not noted yet.
 *
 * <p>It is read once and compared with the event table in {@link Batches} of {@link #BATCH_SIZE},
 * so it may be larger than the memory.
 */
final class PublishedSince {

    /** How many events of the topic are compared, and kept, at a time. */
    static final int BATCH_SIZE = 1_000;

    private static final String MISSING =
            """
            select w.place
            from unnest(?::int[], ?::text[], ?::uuid[], ?::int[])
              as w (place, tenant, command, ordinal)
            where not exists (
              select from event e
              where e.tenant = w.tenant and e.command_id = w.command and e.ordinal = w.ordinal)""";

    private final long gone;
    private final long foreign;

    private PublishedSince(long gone, long foreign) {
        this.gone = gone;
        this.foreign = foreign;
    }

    /**
     * Reads the topic to its end, and hands over the events that the table does not have, in
     * batches: they were recorded after the backup.
     *
     * @param events connection of the feed role
     * @param wholeTopic whether to begin with its first record and not where the database remembers
     *     to have been; then it may have been made anew
     * @param types those that are of interest
     * @throws CannotRun when it is not the topic that this database published to
     */
    static PublishedSince read(
            Installation installation,
            Database events,
            boolean wholeTopic,
            Predicate<String> types,
            Consumer<List<PublishedEvent>> missing) {
        Reading reading = new Reading(installation, events, types, missing);
        if (!wholeTopic) {
            reading.beginWhereItIsRemembered();
        }
        long gone =
                new TopicTail(installation.kafka(), installation.service().topic())
                        .read(reading.remembered, reading::take);
        reading.batches.finish();
        return new PublishedSince(gone, reading.foreign);
    }

    /** That the topic does not have all any more, as a sentence; none when it has. */
    Optional<String> loss() {
        return gone == 0
                ? Optional.empty()
                : Optional.of(
                        ("%d records that were published since the backup are not on the topic any"
                                        + " more, since they are older than its retention. They may"
                                        + " say what was erased, so keys of it may be back: restore"
                                        + " a younger backup; or find the erasures of that time in"
                                        + " your own files, go on with %s, and carry them out again"
                                        + " before anybody has access.")
                                .formatted(gone, LostRecordsOption.NAME));
    }

    /** That something else is on the topic, as a sentence; none when there is nothing else. */
    Optional<String> passedOver() {
        return foreign == 0
                ? Optional.empty()
                : Optional.of(
                        "%d records on the topic are no events of this service, and were passed over."
                                .formatted(foreign));
    }

    /** The way through the topic. */
    private static final class Reading {

        private final String topic;
        private final Database events;
        private final Predicate<String> types;
        private final Map<Integer, Long> remembered = new HashMap<>();
        private final Batches<PublishedEvent> batches;
        private long foreign;

        Reading(
                Installation installation,
                Database events,
                Predicate<String> types,
                Consumer<List<PublishedEvent>> missing) {
            this.topic = installation.service().topic();
            this.events = events;
            this.types = types;
            this.batches =
                    new Batches<>(
                            BATCH_SIZE,
                            PublishedEvent::id,
                            piece -> missing.accept(missingAmong(piece)));
        }

        void beginWhereItIsRemembered() {
            events.each(
                    "select partition, next_offset from published_offset where reader = 'kafka'",
                    row -> remembered.put(row.getInt(1), row.getLong(2)));
        }

        void take(ConsumerRecord<String, byte @Nullable []> message) {
            @Nullable PublishedEvent event = PublishedEvent.of(message).orElse(null);
            if (isLastRemembered(message)
                    && (event == null || !missingAmong(List.of(event)).isEmpty())) {
                throw new CannotRun(
                        ("This is not the topic that the database published to: record %d of"
                                        + " partition %d of %s, the last that it remembers, is no"
                                        + " event of its table. Are these other brokers, or is it"
                                        + " another database?")
                                .formatted(message.offset(), message.partition(), topic));
            }
            if (event == null) {
                foreign++;
            } else if (types.test(event.type())) {
                batches.add(event);
            }
        }

        /** The relay notes a place when the event before it is stored and published. */
        private boolean isLastRemembered(ConsumerRecord<?, ?> message) {
            @Nullable Long next = remembered.get(message.partition());
            return next != null && message.offset() == next - 1;
        }

        private List<PublishedEvent> missingAmong(List<PublishedEvent> piece) {
            Integer[] places = new Integer[piece.size()];
            Integer[] ordinals = new Integer[piece.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = i;
                ordinals[i] = piece.get(i).ordinal();
            }
            Set<Integer> missing = new HashSet<>();
            events.each(
                    MISSING,
                    row -> missing.add(row.getInt(1)),
                    places,
                    piece.stream().map(PublishedEvent::tenant).toArray(String[]::new),
                    piece.stream().map(PublishedEvent::command).toArray(UUID[]::new),
                    ordinals);
            List<PublishedEvent> found = new ArrayList<>();
            for (int i = 0; i < places.length; i++) {
                if (missing.contains(i)) {
                    found.add(piece.get(i));
                }
            }
            return found;
        }
    }
}
