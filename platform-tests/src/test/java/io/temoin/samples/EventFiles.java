// SPDX-License-Identifier: Apache-2.0
package io.temoin.samples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A sample for integrators (docs/integrators.md): writes every event of one topic into a file of
 * its own, once, however often Kafka delivers it. Needs kafka-clients and nothing of Temoin.
 *
 * <p>The file is named after {@code ce_id} and appears in one step: where there is one, the event
 * was handled. With a database, insert the id in the transaction of the effect.
 */
public final class EventFiles {

    /** The types this consumer knows, in the version it was written for. */
    private static final Set<String> KNOWN =
            Set.of(
                    "io.temoin.recording.RecordingStored.v1",
                    "io.temoin.recording.RecordingErased.v1");

    private final KafkaConsumer<String, byte[]> consumer;
    private final KafkaProducer<String, byte[]> producer;
    private final String deadLetters;
    private final Path folder;
    private final AtomicBoolean stopping = new AtomicBoolean();

    /**
     * A consumer.
     *
     * @param servers bootstrap servers of the broker
     * @param group the name under which Kafka keeps how far this application has read
     * @param topic such as {@code recording.events}
     * @param deadLetters a topic of your own for what cannot be handled
     * @param folder where the files go
     */
    public EventFiles(String servers, String group, String topic, String deadLetters, Path folder) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", servers);
        settings.put("group.id", group);
        // A new group begins with what the topic still holds; a known one where it stopped.
        settings.put("auto.offset.reset", "earliest");
        // Offsets move when the effect is done, and not before.
        settings.put("enable.auto.commit", "false");
        settings.put("isolation.level", "read_committed");
        this.consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer());
        this.producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "acks", "all"),
                        new StringSerializer(),
                        new ByteArraySerializer());
        this.deadLetters = deadLetters;
        this.folder = folder;
        consumer.subscribe(List.of(topic));
    }

    /** Reads until {@link #stop}; whatever fails ends it, and a new start goes on from there. */
    public void run() throws IOException, InterruptedException, ExecutionException {
        try (consumer;
                producer) {
            while (!stopping.get()) {
                ConsumerRecords<String, byte[]> batch = consumer.poll(Duration.ofMillis(200));
                // In the order of each partition, so in the order of each stream.
                for (TopicPartition partition : batch.partitions()) {
                    for (ConsumerRecord<String, byte[]> message : batch.records(partition)) {
                        handle(message);
                    }
                }
                consumer.commitSync();
            }
        }
    }

    private void handle(ConsumerRecord<String, byte[]> message)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, String> attributes = new HashMap<>();
        for (Header header : message.headers()) {
            attributes.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        String id = attributes.get("ce_id");
        String type = attributes.get("ce_type");
        if (id == null
                || type == null
                || message.value() == null
                || !id.matches("[0-9A-Za-z.-]+")) {
            setAside(message, "no CloudEvent");
            return;
        }
        if (!KNOWN.contains(type)) {
            return; // types are added; a consumer passes over what it does not know
        }
        String data = new String(message.value(), StandardCharsets.UTF_8);
        if (!data.startsWith("{")) {
            setAside(message, "no JSON object");
            return;
        }
        Path file = folder.resolve(id + ".json");
        if (Files.exists(file)) {
            return; // delivered before: at least once means that
        }
        Path part = folder.resolve(id + ".part");
        Files.writeString(part, data);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * What will never be readable must not stop what comes after it; somebody looks at it later.
     */
    private void setAside(ConsumerRecord<String, byte[]> message, String reason)
            throws InterruptedException, ExecutionException {
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(deadLetters, message.key(), message.value());
        message.headers().forEach(letter.headers()::add);
        letter.headers().add("dead-letter-reason", reason.getBytes(StandardCharsets.UTF_8));
        letter.headers()
                .add(
                        "dead-letter-from",
                        "%s/%d/%d"
                                .formatted(message.topic(), message.partition(), message.offset())
                                .getBytes(StandardCharsets.UTF_8));
        producer.send(letter).get();
    }

    /** Ends {@link #run} after the batch that is being handled. */
    public void stop() {
        stopping.set(true);
    }
}
