// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Where the topic stood at the relay's checkpoint, and what came after. A relay that starts again
 * reads that tail first: what is in it was published and is not published twice.
 */
final class PublishedTail {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private static final String SAVE =
            """
            with offsets as (
              insert into published_offset (reader, partition, next_offset)
              select $1, p, o from unnest($2::int[], $3::bigint[]) as n (p, o)
              on conflict (reader, partition) do update set next_offset = excluded.next_offset)
            insert into feed_checkpoint (reader, transaction_id, global_position, saved_at)
            values ($1, $4::text::xid8, $5, now())
            on conflict (reader) do update set transaction_id = excluded.transaction_id,
              global_position = excluded.global_position, saved_at = excluded.saved_at""";

    private final Pool pool;
    private final String reader;
    private final String topic;
    private final Map<String, Object> kafka;
    private final Map<Integer, Long> nextOffsets = new HashMap<>();

    PublishedTail(Pool pool, String reader, String topic, Map<String, Object> kafka) {
        this.pool = pool;
        this.reader = reader;
        this.topic = topic;
        this.kafka = kafka;
    }

    /** Ids of the events on the topic that the checkpoint does not know of. */
    Set<String> idsAfterCheckpoint() {
        nextOffsets.clear();
        nextOffsets.putAll(load());
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

    /** Notes that the topic holds a record of ours at {@code offset}. */
    void published(int partition, long offset) {
        nextOffsets.merge(partition, offset + 1, Math::max);
    }

    /**
     * Stores the offsets and the checkpoint in one statement. Were the offsets stored first, a
     * crash between the two would let the relay look for the last batch behind itself, not find it,
     * and publish it again.
     */
    void save(FeedPosition upTo) {
        var known = List.copyOf(nextOffsets.entrySet());
        Integer[] partitions = new Integer[known.size()];
        Long[] offsets = new Long[known.size()];
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = known.get(i).getKey();
            offsets[i] = known.get(i).getValue();
        }
        pool.preparedQuery(SAVE)
                .execute(
                        Tuple.tuple()
                                .addString(reader)
                                .addArrayOfInteger(partitions)
                                .addArrayOfLong(offsets)
                                .addString(Long.toUnsignedString(upTo.transactionId()))
                                .addLong(upTo.globalPosition()))
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
