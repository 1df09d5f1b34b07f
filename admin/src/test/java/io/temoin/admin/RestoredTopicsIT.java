// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is older than its topic, on a real broker. */
class RestoredTopicsIT {

    private static final String TOPIC = "recording.events";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Instant BACKUP = Instant.parse("2026-11-29T02:00:00Z");
    private static final UUID STORED = UUID.randomUUID();
    private static final UUID ERASED = UUID.randomUUID();

    @TempDir static Path folder;

    private static KafkaBroker kafka;
    private static Installation installation;

    /** The relay had noted the first message when the backup was made, and the second was lost. */
    @BeforeAll
    static void publish() throws Exception {
        kafka =
                KafkaBroker.start(
                        folder.resolve("kafka"), FreePorts.any(), folder.resolve("kafka.log"));
        kafka.createTopics(List.of(TOPIC), 1);
        installation =
                new Installation(
                        ServiceName.RECORDING,
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
        try (var producer =
                new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            send(producer, UUID.randomUUID(), "RecordingRegistered", BACKUP.minusSeconds(20), "{}");
            send(producer, STORED, "RecordingStored", BACKUP.minusSeconds(10), "{}");
            send(
                    producer,
                    ERASED,
                    "RecordingErased",
                    BACKUP.plusSeconds(10),
                    "{\"recording\":\"0199\",\"basis\":\"OVER\",\"evidence\":{\"bytes\":1}}");
        }
        restore();
    }

    private static void send(
            KafkaProducer<String, String> producer,
            UUID command,
            String type,
            Instant at,
            String payload)
            throws Exception {
        var message =
                new ProducerRecord<>(TOPIC, 0, at.toEpochMilli(), "helios/recording-1", payload);
        Map.of(
                        "ce_id",
                        command + ".0",
                        "ce_tenant",
                        "helios",
                        "ce_type",
                        "io.temoin.recording." + type + ".v1",
                        "ce_time",
                        at.toString())
                .forEach(
                        (name, value) ->
                                message.headers()
                                        .add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(message).get(30, TimeUnit.SECONDS);
    }

    private static void restore() throws IOException {
        var databases = StoreDatabases.ONE;
        databases.empty();
        var tables =
                Files.readString(
                                SourceTree.root()
                                        .resolve("chassis/src/main/resources/db/parked")
                                        .resolve("V0100__relay_and_parked_messages.sql"))
                        .replace("${app}", "store_app")
                        .replace("${feed}", "store_feed");
        databases.asAdministrator(
                "store",
                tables,
                "insert into published_offset values ('kafka', 0, 1)",
                """
                insert into event (tenant, stream, version, type, type_version, payload, metadata,
                  command_id, ordinal, recorded_at)
                values ('helios', 'recording-1', 1, 'RecordingStored', 1, '{}', '{}', '%s', 0,
                  now())"""
                        .formatted(STORED));
    }

    @AfterAll
    static void stop() {
        kafka.kill();
    }

    @Test
    void saysWhatWasPublishedAndIsMissing() {
        var said = new StoreDatabases.Said();
        try (var feed = StoreDatabases.ONE.feed();
                var owner = StoreDatabases.ONE.owner()) {
            var published = PublishedSince.read(installation, feed, false);
            assertThat(published.messages()).hasSize(2);
            new EventCheck(feed, owner, said.report()).check(published);
        }

        assertThat(said.toString())
                .startsWith(
                        "LOST   1 events that were published are not in the table, recorded from"
                                + " 2026-11-29T02:00:10Z to 2026-11-29T02:00:10Z: 1"
                                + " RecordingErased.");
        assertThat(said.report().conclude()).isZero();
    }

    @Test
    void findsDestructionsThatOnlyTheTopicTellsOf() {
        try (var feed = StoreDatabases.ONE.feed()) {
            var recorded =
                    Destructions.recorded(feed, PublishedSince.read(installation, feed, false));

            assertThat(recorded)
                    .singleElement()
                    .satisfies(one -> assertThat(one.scope()).isEqualTo("recording/0199"));
            assertThat(PublishedSince.read(installation, feed, true).messages()).hasSize(3);
        }
    }

    @Test
    void setsTheConsumersOfTheServiceBackToTheBackup() {
        commit("recording", 3);
        commit("recording-agreements", 1);
        commit("retention", 3);

        try (var groups = new ConsumerGroups(installation)) {
            assertThat(groups.names()).containsExactly("recording", "recording-agreements");
            assertThat(groups.rewind("recording", BACKUP)).isEqualTo(1);
            assertThat(groups.rewind("recording-agreements", BACKUP)).isZero();
            assertThat(groups.rewind("recording", BACKUP)).isZero();
        }

        assertThat(committed("recording")).isEqualTo(2);
        assertThat(committed("recording-agreements")).isEqualTo(1);
        assertThat(committed("retention")).isEqualTo(3);
    }

    @Test
    void saysThatThereIsNoTopic() {
        var other =
                new Installation(
                        ServiceName.AUDIT,
                        Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
        try (var feed = StoreDatabases.ONE.feed()) {
            assertThatThrownBy(() -> PublishedSince.read(other, feed, true))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageContaining("audit.events");
        }
    }

    private static void commit(String group, long offset) {
        try (var consumer = consumer(group)) {
            consumer.assign(List.of(PARTITION));
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset)));
        }
    }

    private static long committed(String group) {
        try (var consumer = consumer(group)) {
            return consumer.committed(Set.of(PARTITION), Duration.ofSeconds(30))
                    .get(PARTITION)
                    .offset();
        }
    }

    private static KafkaConsumer<String, String> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", group),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
