// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.chassis.TestSettings;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.feed.FeedReader;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.TcpLink;
import io.temoin.platform.Topics;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class FeedPublisherIT {

    private static final ChassisDatabase DATABASE = ChassisDatabase.start();
    private static final Pool APP = DATABASE.app();
    private static final Pool FEED = DATABASE.feed();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PROMPTLY = Duration.ofSeconds(10);
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    private final PostgresEventStore store = new PostgresEventStore(APP, () -> {});
    private final EventFeed feed = new EventFeed(FEED);

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
        FEED.close().await().indefinitely();
    }

    @Test
    void publishesEachEventOnceAlthoughItStopsBetweenSendingAndItsCheckpoint() throws Exception {
        FeedPosition before = startAtTheEnd();
        List<String> ids = append(50);
        List<FeedEvent> batch = feed.after(before, 1000).await().atMost(LIMIT);
        FeedPublisher killed = publisher();
        killed.owned(before);
        done(killed.handle(batch, batch.getLast().position()));
        killed.released();
        assertThat(feed.checkpoint("kafka").await().atMost(LIMIT))
                .isEqualTo(batch.getLast().position());
        forgetCheckpoint(before);
        List<String> later = append(5);

        FeedPublisher restarted = publisher();
        List<FeedEvent> again = feed.after(before, 1000).await().atMost(LIMIT);
        restarted.owned(before);
        done(restarted.handle(again, again.getLast().position()));
        restarted.released();

        List<String> expected = new ArrayList<>(ids);
        expected.addAll(later);
        assertThat(publishedIds()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(codecs()).as("what every client reads").containsOnly(CompressionType.GZIP);
    }

    /** It hung before it stored what it knew, and another process has gone on from there. */
    @Test
    void storesNoCheckpointThatIsBehindTheOneOfWhoeverTookOver() throws Exception {
        PublishedTail hung = tail();
        PublishedTail successor = tail();
        hung.idsAfterCheckpoint();
        successor.idsAfterCheckpoint();
        FeedPosition later = new FeedPosition(900, 20);
        successor.reached(later, List.of());
        successor.settle();

        hung.reached(new FeedPosition(800, 10), List.of());
        hung.settle();

        assertThat(feed.checkpoint("successor").await().atMost(LIMIT)).isEqualTo(later);
    }

    private static PublishedTail tail() {
        return new PublishedTail(FEED, "successor", "consent.events", DATABASE.kafka());
    }

    @Test
    void writesTheEventAsABinaryCloudEvent() throws Exception {
        FeedPosition before = startAtTheEnd();
        String id = append(1).getFirst();
        List<FeedEvent> batch = feed.after(before, 1000).await().atMost(LIMIT);
        FeedPublisher publisher = publisher();
        publisher.owned(before);

        done(publisher.handle(batch, batch.getLast().position()));
        publisher.released();

        ConsumerRecord<String, byte[]> message =
                records().stream()
                        .filter(one -> id.equals(CloudEvents.optional(one.headers(), "ce_id")))
                        .findFirst()
                        .orElseThrow();
        StoredEvent stored =
                batch.stream()
                        .map(FeedEvent::event)
                        .filter(event -> event.id().equals(id))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> headers = new HashMap<>();
        message.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(
                                                header.value(),
                                                java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(message.key()).isEqualTo("helios/" + stored.stream());
        assertThat(new String(message.value(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(stored.payload());
        assertThat(headers)
                .containsEntry("ce_specversion", "1.0")
                .containsEntry("ce_source", "/temoin/helios/consent")
                .containsEntry("ce_type", "io.temoin.consent.Noted.v1")
                .containsEntry("ce_time", "2026-11-24T09:30:00Z")
                .containsEntry(
                        "ce_dataschema",
                        "https://api.temoin.example/consent/v1/event-schemas/io.temoin.consent.Noted.v1")
                .containsEntry("ce_subject", stored.stream().toString())
                .containsEntry("ce_sequence", "00000000000000000001")
                .containsEntry("ce_correlationid", "corr")
                .containsEntry("ce_tenant", "helios")
                .containsEntry("ce_actor", "claire")
                .containsEntry("ce_workstation", "PC-17")
                .containsEntry("content-type", "application/json")
                .doesNotContainKey("ce_causationid");
        assertThat(EventContract.violationsOfHeaders(headers)).isEmpty();
        ReceivedEvent read = CloudEvents.read(message);
        assertThat(read.id()).isEqualTo(id);
        assertThat(read.type()).isEqualTo("Noted");
        assertThat(read.actor()).isEqualTo(stored.metadata().actor());
        assertThat(read.data().get("n").asInt()).isZero();
    }

    /** Other tests of this JVM have events in the same table. */
    private FeedPosition startAtTheEnd() {
        FeedPosition end = feed.checkpoint("kafka").await().atMost(LIMIT);
        for (List<FeedEvent> batch = feed.after(end, 1000).await().atMost(LIMIT);
                !batch.isEmpty();
                batch = feed.after(end, 1000).await().atMost(LIMIT)) {
            end = batch.getLast().position();
        }
        feed.save("kafka", end).await().atMost(LIMIT);
        return end;
    }

    private static void done(CompletionStage<?> handled) throws Exception {
        handled.toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Takes as long as a request may: {@code -Dtemoin.fault.lost-broker=true} runs it. */
    @Test
    @EnabledIfSystemProperty(named = "temoin.fault.lost-broker", matches = "true")
    void publishesThroughAnotherConnectionWhenItsOwnIsLostSilently(@TempDir Path folder)
            throws Exception {
        int port = FreePorts.any();
        try (TcpLink link = TcpLink.to(port);
                KafkaBroker broker =
                        KafkaBroker.start(
                                folder,
                                port,
                                "127.0.0.1:" + link.port(),
                                folder.resolve("log.txt"))) {
            Topics.create(broker);
            FeedPosition before = startAtTheEnd();
            FeedPublisher publisher =
                    publisher(Map.of("bootstrap.servers", "127.0.0.1:" + link.port()));
            publisher.owned(before);
            append(1);
            List<FeedEvent> first = feed.after(before, 10).await().atMost(LIMIT);
            done(publisher.handle(first, first.getLast().position()));

            link.lose();
            append(1);
            FeedPosition between = first.getLast().position();
            List<FeedEvent> second = feed.after(between, 10).await().atMost(LIMIT);

            assertThat(publisher.handle(second, second.getLast().position())).succeedsWithin(LIMIT);
            publisher.released();
        }
    }

    /** It looks for the topic's tail for longer than a process is given to end. */
    @Test
    void endsAtOnceWhenNoBrokerHasAnsweredYet() {
        FeedPublisher waiting =
                publisher(Map.of("bootstrap.servers", "127.0.0.1:" + FreePorts.any()));
        FeedReader reader =
                FeedReader.start("no-broker", FEED, waiting, 10, Duration.ofMinutes(10));
        await().atMost(LIMIT).until(() -> reader.position().isPresent());

        assertThat(CompletableFuture.runAsync(reader::close)).succeedsWithin(PROMPTLY);

        assertThat(reader.position()).as("of a reader that has let its claim go").isEmpty();
    }

    private static FeedPublisher publisher() {
        return publisher(DATABASE.kafka());
    }

    private static FeedPublisher publisher(Map<String, Object> kafka) {
        TestSettings settings = new TestSettings(false);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new FeedPublisher(
                settings,
                new Feeds(FEED, settings, metrics, DATABASE.vertx()),
                FEED,
                kafka,
                new MessageTracing(OpenTelemetry.noop(), true),
                metrics);
    }

    /** What a kill -9 after the broker's acknowledgement leaves: the checkpoint of before. */
    private void forgetCheckpoint(FeedPosition before) throws Exception {
        feed.save("kafka", before).await().atMost(LIMIT);
        try (var connection = DATABASE.components().postgres().administrator("consent");
                var statement = connection.createStatement()) {
            statement.execute("delete from published_offset");
        }
    }

    private List<String> append(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EventMetadata metadata =
                    new EventMetadata(
                            new TenantId("helios"),
                            new Actor("claire", "voix-du-rhone", "supervisor", "PC-17"),
                            UUID.randomUUID(),
                            null,
                            "corr",
                            null,
                            null,
                            NOW);
            store.append(
                            new Append(
                                    new StreamId("thing", UUID.randomUUID().toString()),
                                    0,
                                    List.of(new NewEvent("Noted", 1, "{\"n\":" + i + "}")),
                                    metadata))
                    .await()
                    .atMost(LIMIT);
            ids.add(metadata.commandId() + ".0");
        }
        return ids;
    }

    /** As the broker keeps the batches: clients are given the same bytes. */
    private static Set<CompressionType> codecs() throws IOException {
        Set<CompressionType> codecs = EnumSet.noneOf(CompressionType.class);
        try (var files =
                Files.find(
                        DATABASE.components().folder().resolve("kafka/log"),
                        2,
                        (file, _) -> file.toString().matches(".*/consent\\.events-.*\\.log"))) {
            for (Path file : files.toList()) {
                try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                    records.batches().forEach(batch -> codecs.add(batch.compressionType()));
                }
            }
        }
        return codecs;
    }

    private static List<String> publishedIds() {
        return records().stream()
                .map(message -> CloudEvents.optional(message.headers(), "ce_id"))
                .toList();
    }

    private static List<ConsumerRecord<String, byte[]>> records() {
        List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        DATABASE.kafka(), new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor("consent.events").stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
        }
        return all;
    }
}
