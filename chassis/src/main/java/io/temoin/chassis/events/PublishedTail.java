// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static java.util.stream.Collectors.toMap;

import io.temoin.eventsourcing.feed.FeedPosition;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where the topic stood at the relay's checkpoint, and what came after. A relay that starts again
 * reads that tail first: what is in it was published and is not published twice.
 *
 * <p>So the checkpoint may lag: it is stored {@link #STORED_AFTER} what it stands for, once for all
 * that was published meanwhile, and its commit waits for no disk. A checkpoint that a crash takes
 * back makes the tail longer, nothing else.
 */
final class PublishedTail {

    private static final Logger LOG = Logger.getLogger(PublishedTail.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STORED_AFTER = Duration.ofMillis(50);

    /**
     * Offsets and checkpoint in one statement. Were the offsets stored first, a crash between the
     * two would let the relay look for the last batch behind itself, not find it, and publish it
     * again. Both go forward only: a process that hung, and whose place another has taken, may
     * store what it knew when it wakes up.
     */
    private static final String STORE =
            """
            with t as materialized (select set_config('synchronous_commit', 'off', true)),
            offsets as (
              insert into published_offset as o (reader, partition, next_offset)
              select $1, p, o from unnest($2::int[], $3::bigint[]) as n (p, o)
              on conflict (reader, partition) do update
                set next_offset = greatest(o.next_offset, excluded.next_offset))
            insert into feed_checkpoint as c (reader, transaction_id, global_position, saved_at)
            select $1, $4::text::xid8, $5, now() from t
            on conflict (reader) do update set transaction_id = excluded.transaction_id,
              global_position = excluded.global_position, saved_at = excluded.saved_at
            where (c.transaction_id, c.global_position)
              <= (excluded.transaction_id, excluded.global_position)""";

    private final Pool pool;
    private final String reader;
    private final String topic;
    private final Map<String, Object> kafka;
    private final Executor later =
            CompletableFuture.delayedExecutor(
                    STORED_AFTER.toMillis(), TimeUnit.MILLISECONDS, Thread::startVirtualThread);

    private record TopicPosition(FeedPosition upTo, Map<Integer, Long> nextOffsets) {}

    // Guarded by this: what is known, what of it is stored, and the storing.
    private final Map<Integer, Long> nextOffsets = new HashMap<>();
    private FeedPosition reached = FeedPosition.START;
    private FeedPosition stored = FeedPosition.START;
    private CompletableFuture<?> storing = CompletableFuture.completedFuture("nothing yet");
    private boolean scheduled;
    private @Nullable RuntimeException failure;

    PublishedTail(Pool pool, String reader, String topic, Map<String, Object> kafka) {
        this.pool = pool;
        this.reader = reader;
        this.topic = topic;
        this.kafka = kafka;
    }

    /** Ids of the events on the topic that the checkpoint does not know of. */
    Set<String> idsAfterCheckpoint() {
        Map<Integer, Long> nextOffsets = load();
        begin(nextOffsets);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("isolation.level", "read_committed");
        settings.put("enable.auto.commit", false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic, TIMEOUT).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, TIMEOUT);
            partitions.forEach(
                    partition ->
                            consumer.seek(
                                    partition,
                                    Math.max(
                                            begins.getOrDefault(partition, 0L),
                                            nextOffsets.getOrDefault(partition.partition(), 0L))));
            return read(consumer, ends);
        }
    }

    /**
     * Notes that the topic holds every event up to {@code upTo}, the last of them at {@code
     * places}.
     *
     * @throws IllegalStateException when the checkpoint could not be stored the last time
     */
    synchronized void reached(FeedPosition upTo, List<RecordMetadata> places) {
        if (failure != null) {
            throw new IllegalStateException("the checkpoint could not be stored", failure);
        }
        for (RecordMetadata place : places) {
            nextOffsets.merge(place.partition(), place.offset() + 1, Math::max);
        }
        reached = upTo;
        schedule();
    }

    /** Returns when everything that is known is stored, or could not be. */
    void settle() throws Exception {
        for (var last = storing(); !last.isDone(); last = storing()) {
            last.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private synchronized void begin(Map<Integer, Long> known) {
        nextOffsets.clear();
        nextOffsets.putAll(known);
        failure = null;
        reached = FeedPosition.START;
        stored = FeedPosition.START;
    }

    private synchronized CompletableFuture<?> storing() {
        return storing;
    }

    private synchronized void schedule() {
        if (!scheduled && !reached.equals(stored)) {
            scheduled = true;
            storing = CompletableFuture.runAsync(this::storeReached, later);
        }
    }

    private void storeReached() {
        TopicPosition next = position();
        try {
            store(next);
            stored(next.upTo());
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "the checkpoint of the relay to %s could not be stored", topic);
            failed(failure);
        }
    }

    private synchronized TopicPosition position() {
        return new TopicPosition(reached, Map.copyOf(nextOffsets));
    }

    /** The next one is under way before this one has ended: see {@link #settle}. */
    private synchronized void stored(FeedPosition upTo) {
        stored = upTo;
        scheduled = false;
        schedule();
    }

    private synchronized void failed(RuntimeException why) {
        failure = why;
        scheduled = false;
    }

    private void store(TopicPosition next) {
        var known = List.copyOf(next.nextOffsets().entrySet());
        Integer[] partitions = new Integer[known.size()];
        Long[] offsets = new Long[known.size()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = known.get(i).getKey();
            offsets[i] = known.get(i).getValue();
        }
        pool.preparedQuery(STORE)
                .execute(
                        Tuple.tuple()
                                .addString(reader)
                                .addArrayOfInteger(partitions)
                                .addArrayOfLong(offsets)
                                .addString(Long.toUnsignedString(next.upTo().transactionId()))
                                .addLong(next.upTo().globalPosition()))
                .await()
                .atMost(TIMEOUT);
    }

    private static Set<String> read(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        Set<String> ids = new HashSet<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey(), TIMEOUT) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> message : consumer.poll(POLL)) {
                String id = CloudEvents.optional(message.headers(), "ce_id");
                if (id != null) {
                    ids.add(id);
                }
            }
        }
        return ids;
    }

    private Map<Integer, Long> load() {
        return pool
                .preparedQuery(
                        "select partition, next_offset from published_offset where reader = $1")
                .execute(Tuple.of(reader))
                .await()
                .atMost(TIMEOUT)
                .stream()
                .collect(
                        toMap(
                                (Row row) -> row.getInteger("partition"),
                                (Row row) -> row.getLong("next_offset")));
    }
}
