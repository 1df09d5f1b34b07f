// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads a topic from its beginning; what was read before is remembered, since tests ask for a few
 * messages of it again and again.
 */
public final class TopicTail {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** By broker and topic. */
    private static final Map<String, TopicTail> ALL = new ConcurrentHashMap<>();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final List<ConsumerRecord<String, byte[]>> known = new ArrayList<>();

    private TopicTail(String brokers, String topic) {
        consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", brokers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        partitions =
                consumer.partitionsFor(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * The messages with a key that fits, once {@code enough} says that they are all there; with all
     * that are there when this is called.
     */
    public static List<ConsumerRecord<String, byte[]>> await(
            String topic,
            Predicate<String> key,
            Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        var deadline = Instant.now().plus(PATIENCE);
        String brokers =
                ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        TopicTail tail =
                ALL.computeIfAbsent(brokers + "/" + topic, _ -> new TopicTail(brokers, topic));
        tail.readToTheEnd();
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        int seen = tail.addTo(found, key, 0);
        while (!enough.test(found)) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError(topic + " has only " + names(found));
            }
            tail.poll();
            seen = tail.addTo(found, key, seen);
        }
        return found;
    }

    private synchronized void readToTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            poll();
        }
    }

    private synchronized void poll() {
        consumer.poll(PAUSE).forEach(known::add);
    }

    /** Those that fit of what came after the first {@code seen} messages; how many there are. */
    private synchronized int addTo(
            List<ConsumerRecord<String, byte[]>> found, Predicate<String> key, int seen) {
        known.subList(seen, known.size()).stream()
                .filter(message -> key.test(message.key()))
                .forEach(found::add);
        return known.size();
    }

    /** A header of a message; empty if it has none. */
    public static String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The short event names of messages, in order. */
    public static List<String> names(List<ConsumerRecord<String, byte[]>> messages) {
        return messages.stream()
                .map(message -> header(message, "ce_type"))
                .map(type -> type.replaceAll("io\\.temoin\\.[a-z]+\\.|\\.v[0-9]+", ""))
                .toList();
    }
}
