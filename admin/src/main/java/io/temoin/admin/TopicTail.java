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

    private TopicTail() {}

    /**
     * Hands over every record.
     *
     * @param from the first offset of each partition; of one that is missing, the first it has
     * @throws CannotRun when the brokers do not answer, or there is no such topic
     */
    static void read(
            Map<String, Object> kafka,
            String topic,
            Map<Integer, Long> from,
            Consumer<ConsumerRecord<String, byte @Nullable []>> each) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        settings.put("allow.auto.create.topics", false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions, LIMIT);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, LIMIT);
            for (TopicPartition partition : partitions) {
                long first = begins.getOrDefault(partition, 0L);
                consumer.seek(
                        partition,
                        Math.max(first, from.getOrDefault(partition.partition(), first)));
            }
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), LIMIT) < end.getValue())) {
                consumer.poll(POLL).forEach(each);
            }
        } catch (KafkaException failure) {
            throw new CannotRun(
                    "The topic %s cannot be read: %s".formatted(topic, failure.getMessage()),
                    failure);
        }
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
