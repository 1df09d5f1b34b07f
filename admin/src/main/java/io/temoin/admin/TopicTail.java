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

/** Reads a topic from given offsets to the end that it has now, without joining a group. */
final class TopicTail {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    /** For how long nothing may arrive although there is more to read. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TopicTail() {}

    /**
     * Hands over every record.
     *
     * @param from the first offset of each partition; of one that is missing, the first it has
     * @return how many records from there on the topic does not have any more
     * @throws CannotRun when the brokers do not answer, there is no such topic, or it has never had
     *     these offsets
     */
    static long read(
            Map<String, Object> kafka,
            String topic,
            Map<Integer, Long> from,
            Consumer<ConsumerRecord<String, byte @Nullable []>> each) {
        return read(kafka, topic, from, each, PATIENCE);
    }

    static long read(
            Map<String, Object> kafka,
            String topic,
            Map<Integer, Long> from,
            Consumer<ConsumerRecord<String, byte @Nullable []>> each,
            Duration patience) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        settings.put("auto.offset.reset", "none"); // records that vanish meanwhile are not skipped
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, LIMIT);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            requireSame(topic, from, ends);
            long gone = 0;
            for (TopicPartition partition : partitions) {
                long first = begins.getOrDefault(partition, 0L);
                long wanted = from.getOrDefault(partition.partition(), first);
                gone += Math.max(0, first - wanted);
                consumer.seek(partition, Math.max(first, wanted));
            }
            readTo(ends, consumer, each, patience);
            return gone;
        } catch (KafkaException failure) {
            throw new CannotRun(
                    "The topic %s cannot be read: %s".formatted(topic, failure.getMessage()),
                    failure);
        }
    }

    private static void requireSame(
            String topic, Map<Integer, Long> from, Map<TopicPartition, Long> ends) {
        from.forEach(
                (partition, offset) -> {
                    long end = ends.getOrDefault(new TopicPartition(topic, partition), 0L);
                    if (offset > end) {
                        throw new CannotRun(
                                ("This is not the topic that the database published to: %s has %d"
                                                + " records in partition %d, the database knows of"
                                                + " %d. Was it made anew, or are these other"
                                                + " brokers?")
                                        .formatted(topic, end, partition, offset));
                    }
                });
    }

    private static void readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<String, byte[]> consumer,
            Consumer<ConsumerRecord<String, byte @Nullable []>> each,
            Duration patience) {
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
                                .formatted(
                                        ends.keySet().iterator().next().topic(),
                                        now,
                                        patience.toSeconds()));
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

    private static List<TopicPartition> partitions(
            KafkaConsumer<String, byte[]> consumer, String topic) {
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
