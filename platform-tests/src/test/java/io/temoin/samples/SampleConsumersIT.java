// SPDX-License-Identifier: Apache-2.0
package io.temoin.samples;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.SourceTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/integrators.md do what it says, against a real broker. */
class SampleConsumersIT {

    private static final String STORED = "io.temoin.recording.RecordingStored.v1";
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @TempDir static Path home;
    private static @Nullable KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker =
                KafkaBroker.start(
                        home.resolve("kafka"), FreePorts.any(), home.resolve("kafka.log"));
    }

    @AfterAll
    static void stop() {
        broker().close();
    }

    @Test
    void theJavaSampleHandlesEachEventOnceAndSetsAsideWhatItCannotRead(@TempDir Path folder)
            throws Exception {
        // Given
        broker().createTopics(List.of("java.events", "java.dead"), 1);
        produce("java.events");
        // When
        EventFiles sample =
                new EventFiles(
                        broker().bootstrapServers(), "java", "java.events", "java.dead", folder);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    threads.submit(
                            () -> {
                                sample.run();
                                return true;
                            });
            try {
                await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("last.0.json")));
            } finally {
                sample.stop();
            }
            running.get(30, TimeUnit.SECONDS);
        }
        // Then
        requireHandled(folder, "java.dead");
    }

    @Test
    void theNodeSampleHandlesEachEventOnceAndSetsAsideWhatItCannotRead(@TempDir Path folder)
            throws Exception {
        // Given
        assumeTrue(
                isOnPath("node") && isOnPath("npm"),
                "node and npm are not on the PATH; .ci/run installs them");
        Path source = SourceTree.root().resolve("samples/node");
        Path sample = Files.createDirectory(home.resolve("sample"));
        for (String file : List.of("package.json", "event-files.mjs")) {
            Files.copy(source.resolve(file), sample.resolve(file));
        }
        run(sample, Map.of(), "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts");
        broker().createTopics(List.of("node.events", "node.dead"), 1);
        produce("node.events");
        // When
        Process node =
                process(
                        sample,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                broker().bootstrapServers(),
                                "GROUP",
                                "node",
                                "TOPIC",
                                "node.events",
                                "DEAD_LETTERS",
                                "node.dead",
                                "FOLDER",
                                folder.toString()),
                        "node",
                        "event-files.mjs");
        try {
            await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("last.0.json")));
        } finally {
            node.destroy();
            assertThat(node.waitFor(30, TimeUnit.SECONDS)).as("it ends when told to").isTrue();
        }
        // Then
        requireHandled(folder, "node.dead");
    }

    private static void requireHandled(Path folder, String deadLetters) throws IOException {
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("first.0.json", "last.0.json");
        }
        assertThat(folder.resolve("first.0.json")).hasContent("{\"n\":1}");
        List<String> letters = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> letter : read(deadLetters)) {
            letters.add(
                    new String(
                            letter.headers().lastHeader("dead-letter-reason").value(),
                            StandardCharsets.UTF_8));
        }
        assertThat(letters).containsExactly("no JSON object", "no CloudEvent");
    }

    /** As the suite writes them: twice, of an unknown type, unreadable, no event at all. */
    private static void produce(String topic) throws Exception {
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers",
                                broker().bootstrapServers(),
                                "compression.type",
                                "gzip"),
                        new StringSerializer(),
                        new StringSerializer())) {
            for (ProducerRecord<String, String> message :
                    List.of(
                            event(topic, "first.0", STORED, "{\"n\":1}"),
                            event(topic, "first.0", STORED, "{\"n\":1}"),
                            event(topic, "other.0", "io.temoin.recording.Added.v1", "{}"),
                            event(topic, "broken.0", STORED, "<xml/>"),
                            new ProducerRecord<>(topic, "key", "text"),
                            event(topic, "last.0", STORED, "{\"n\":2}"))) {
                producer.send(message).get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static ProducerRecord<String, String> event(
            String topic, String id, String type, String data) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, "helios/r-1", data);
        message.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        return message;
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (var consumer =
                new KafkaConsumer<>(
                        Map.<String, Object>of("bootstrap.servers", broker().bootstrapServers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition only = new TopicPartition(topic, 0);
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = requireNonNull(consumer.endOffsets(List.of(only)).get(only));
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    private static void run(Path folder, Map<String, String> more, String... command)
            throws Exception {
        Process process = process(folder, more, command);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(String.join(" ", command)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("output.log"))).isZero();
    }

    private static Process process(Path folder, Map<String, String> more, String... command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("output.log").toFile());
        builder.environment().putAll(more);
        return builder.start();
    }

    private static boolean isOnPath(String command) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }

    private static KafkaBroker broker() {
        KafkaBroker started = broker;
        if (started == null) {
            throw new IllegalStateException("the broker is not started");
        }
        return started;
    }
}
