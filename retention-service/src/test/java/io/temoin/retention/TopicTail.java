// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads a topic from its beginning. */
public final class TopicTail {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private TopicTail() {}

    /** The messages with a key that fits, once {@code enough} says that they are all there. */
    public static List<ConsumerRecord<String, byte[]>> await(
            String topic,
            Predicate<String> key,
            Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        var deadline = Instant.now().plus(PATIENCE);
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        try (var consumer = consumer()) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!enough.test(found)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError(topic + " has only " + names(found));
                }
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    if (key.test(message.key())) {
                        found.add(message);
                    }
                }
            }
        }
        return found;
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

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        ConfigProvider.getConfig()
                                .getValue("kafka.bootstrap.servers", String.class)),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
