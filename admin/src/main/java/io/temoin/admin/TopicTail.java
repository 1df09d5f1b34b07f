// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic to the end that it has now, without joining a group. */
final class TopicTail {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For how long nothing may arrive although there is more to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A part of the memory that the container has, whatever the size of the messages. */
    private static final int FETCH_MAX_BYTES = 8 << 20;

    private final Map<String, Object> kafka;
    private final String topic;
    private final Duration patience;

    /**
     * @param kafka settings of Kafka's clients
     */
    TopicTail(Map<String, Object> kafka, String topic) {
        this(kafka, topic, PATIENCE);
    }

    TopicTail(Map<String, Object> kafka, String topic, Duration patience) {
        this.kafka = kafka;
        this.topic = topic;
        this.patience = patience;
    }

    /**
     * Hands over every record from the last known one of each partition on: by that one the caller
     * can tell whether it is the topic.
     *
     * @param known the first unknown offset of each partition; of one that is missing, all is
     *     unknown
     * @return how many unknown records the topic does not have any more
     * @throws CannotRun when the brokers do not answer, there is no such topic, or it has never had
     *     these offsets
     */
    long read(Map<Integer, Long> known, Consumer<ConsumerRecord<String, byte @Nullable []>> each) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.putIfAbsent("fetch.max.bytes", FETCH_MAX_BYTES);
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "none"); // records that vanish meanwhile are not skipped
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, LIMIT);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            requireSame(known, ends);
            long gone = 0;
            for (TopicPartition partition : partitions) {
                long first = begins.getOrDefault(partition, 0L);
                long next = known.getOrDefault(partition.partition(), first);
                gone += Math.max(0, first - next);
                consumer.seek(partition, Math.max(first, next - 1));
            }
            readTo(ends, consumer, each);
            return gone;
        } catch (KafkaException failure) {
            throw new CannotRun(
                    "The topic %s cannot be read: %s".formatted(topic, CannotRun.reason(failure)),
                    failure);
        }
    }

    private void requireSame(Map<Integer, Long> known, Map<TopicPartition, Long> ends) {
        known.forEach(
                (partition, offset) -> {
                    long end = ends.getOrDefault(new TopicPartition(topic, partition), 0L);
                    if (offset > end) {
                        throw new CannotRun(
                                ("This is not the topic that the database published to: %s has %d"
                                                + " records in partition %d, the database knows of"
                                                + " %d. Either the topic was created again, or"
                                                + " these are other brokers.")
                                        .formatted(topic, end, partition, offset));
                    }
                });
    }

    private void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<String, byte[]> consumer,
            Consumer<ConsumerRecord<String, byte @Nullable []>> each) {
        long left = left(ends, consumer);
        long progress = System.nanoTime();
        while (left > 0) {
            consumer.poll(POLL).forEach(each);
            long now = left(ends, consumer);
            if (now < left) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > patience.toNanos()) {
                throw new CannotRun(
                        "Of %s, %d records are still to be read, and none has arrived for %d s."
                                .formatted(topic, now, patience.toSeconds()));
            }
            left = now;
        }
    }

    private static long left(
            Map<TopicPartition, Long> ends, KafkaConsumer<String, byte[]> consumer) {
        return ends.entrySet().stream()
                .mapToLong(
                        end -> Math.max(0, end.getValue() - consumer.position(end.getKey(), LIMIT)))
                .sum();
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic, LIMIT).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new CannotRun("There is no topic " + topic + ".");
        }
        return partitions;
    }

    /** The value of a header; null without it. */
    static @Nullable String header(ConsumerRecord<?, ?> message, String name) {
        @Nullable Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null
                ? null
                : new String(header.value(), StandardCharsets.UTF_8);
    }
}
