// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer that starts at the end of a topic and says when each record reaches it. */
public final class TopicTail implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final BiConsumer<ConsumerRecord<byte[], byte[]>, Long> arrived;
    private final Thread thread;
    private volatile boolean stopped;

    private TopicTail(
            KafkaConsumer<byte[], byte[]> consumer,
            BiConsumer<ConsumerRecord<byte[], byte[]>, Long> arrived) {
        this.consumer = consumer;
        this.arrived = arrived;
        this.thread = Thread.ofPlatform().name("topic-tail").unstarted(this::run);
    }

    /**
     * Starts; what is written after this returns is seen.
     *
     * @param arrived gets each record and {@link System#nanoTime} of the callback
     */
    public static TopicTail start(
            String bootstrapServers,
            String topic,
            BiConsumer<ConsumerRecord<byte[], byte[]>, Long> arrived) {
        KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers);
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(partition -> consumer.position(partition, TIMEOUT));
        TopicTail tail = new TopicTail(consumer, arrived);
        tail.thread.start();
        return tail;
    }

    /** A plain consumer of bytes, for one thread. */
    public static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The partitions of a topic. */
    public static List<TopicPartition> partitions(
            KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic, TIMEOUT).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (consumer) {
            while (!stopped) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                    arrived.accept(message, System.nanoTime());
                }
            }
        }
    }
}
