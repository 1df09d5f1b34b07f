// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.platform.FreePorts;
import io.temoin.platform.KafkaBroker;
import io.temoin.platform.SourceTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
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
    private static final UUID REGISTERED = UUID.randomUUID();
    private static final UUID STORED = UUID.randomUUID();
    private static final UUID ERASED = UUID.randomUUID();

    @TempDir static Path folder;

    private static KafkaBroker kafka;
    private static Installation installation;
    private static ConsumerOffsets offsets;

    /** The relay had noted the first message when the backup was made, and the second was lost. */
    @BeforeAll
    static void publish() throws Exception {
        kafka =
                KafkaBroker.start(
                        folder.resolve("kafka"), FreePorts.any(), folder.resolve("kafka.log"));
        kafka.createTopics(List.of(TOPIC), 1);
        installation = of(ServiceName.RECORDING);
        offsets = new ConsumerOffsets(kafka, PARTITION);
        try (var producer = producer()) {
            for (var message :
                    List.of(
                            message(TOPIC, REGISTERED, "RecordingRegistered", -20, "{}"),
                            message(TOPIC, STORED, "RecordingStored", -10, "{}"),
                            message(
                                    TOPIC,
                                    ERASED,
                                    "RecordingErased",
                                    10,
                                    "{\"recording\":\"0199\",\"basis\":\"OVER\","
                                            + "\"evidence\":{\"bytes\":1}}"))) {
                producer.send(message).get(30, TimeUnit.SECONDS);
            }
        }
        restore();
    }

    private static ProducerRecord<String, String> message(
            String topic, UUID command, String type, int seconds, String payload) {
        var at = BACKUP.plusSeconds(seconds);
        var message =
                new ProducerRecord<>(topic, 0, at.toEpochMilli(), "helios/recording-1", payload);
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
        return message;
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
                values
                  ('helios', 'recording-1', 1, 'RecordingRegistered', 1, '{}', '{}', '%s', 0, now()),
                  ('helios', 'recording-1', 2, 'RecordingStored', 1, '{}', '{}', '%s', 0, now())"""
                        .formatted(REGISTERED, STORED));
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
            var missing = new MissingEvents();
            var published = PublishedSince.read(installation, feed, false, _ -> true, missing::add);
            new EventCheck(feed, owner, said.report()).check(published, missing, false);
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
        for (var wholeTopic : new boolean[] {true, false}) {
            List<RecordedDestruction> recorded = new ArrayList<>();
            var destructions = new Destructions(recorded::addAll);
            try (var feed = StoreDatabases.ONE.feed()) {
                destructions.readTable(feed);
                PublishedSince.read(
                        installation,
                        feed,
                        wholeTopic,
                        RecordedDestruction.TYPES::contains,
                        destructions::take);
            }
            destructions.finish();

            // Other tests record destructions of persons in the same database.
            assertThat(recorded)
                    .filteredOn(one -> one.scope().startsWith("recording/"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.scope()).isEqualTo("recording/0199"));
        }
    }

    @Test
    void setsTheConsumersOfTheServiceBackToTheBackup() {
        offsets.commit("recording", 3);
        offsets.commit("recording-agreements", 1);
        offsets.commit("retention", 3);
        offsets.commit("recording-warehouse", 3); // of somebody else

        try (var groups = new ConsumerGroups(installation)) {
            assertThat(groups.names()).containsExactly("recording", "recording-agreements");
            assertThat(groups.rewind("recording", BACKUP)).isEqualTo(1);
            assertThat(groups.rewind("recording-agreements", BACKUP)).isZero();
            assertThat(groups.rewind("recording", BACKUP)).isZero();
        }

        assertThat(offsets.committed("recording")).isEqualTo(2);
        assertThat(offsets.committed("recording-agreements")).isEqualTo(1);
        assertThat(offsets.committed("retention")).isEqualTo(3);
        assertThat(offsets.committed("recording-warehouse")).isEqualTo(3);
    }

    /** A message may have been published before the backup, and processed after it. */
    @Test
    void goesBackAMarginBeforeTheBackup() {
        offsets.commit("audit", 3);
        var audit = of(ServiceName.AUDIT);

        assertThat(rewind(audit, Duration.ZERO)).isEqualTo("audit reads 1 messages again.\n");
        assertThat(rewind(audit, Duration.ofSeconds(15)))
                .isEqualTo("audit reads 1 messages again.\n");
        assertThat(offsets.committed("audit")).isEqualTo(1);
    }

    @Test
    void saysThatNoConsumerGroupWasFound() {
        var said = new StringWriter();

        assertThat(
                        RewindConsumersCommand.rewind(
                                of(ServiceName.CONSENT),
                                BACKUP,
                                Duration.ZERO,
                                BACKUP,
                                new PrintWriter(said)))
                .isEqualTo(AdminProgram.FAULTS);
        assertThat(said.toString())
                .startsWith("These brokers know no consumer group of consent-service");
    }

    private static String rewind(Installation service, Duration margin) {
        var said = new StringWriter();
        assertThat(
                        RewindConsumersCommand.rewind(
                                service, BACKUP, margin, BACKUP, new PrintWriter(said)))
                .isZero();
        return said.toString();
    }

    /** A day of a large contact centre is more than the memory holds. */
    @Test
    void keepsNothingOfTheTopic() {
        var service = of(ServiceName.AUDIT);
        var topic = service.service().topic();
        kafka.createTopics(List.of(topic), 1);
        try (var producer = producer()) {
            for (int i = 0; i < 2_500; i++) {
                producer.send(message(topic, UUID.randomUUID(), "SubjectErased", 20, "{}"));
            }
        }
        List<WeakReference<PublishedEvent>> read = new ArrayList<>();
        List<Long> kept = new ArrayList<>();
        try (var feed = StoreDatabases.ONE.feed()) {
            PublishedSince.read(
                    service,
                    feed,
                    true,
                    _ -> true,
                    piece -> {
                        piece.forEach(event -> read.add(new WeakReference<>(event)));
                        System.gc();
                        kept.add(read.stream().filter(event -> event.get() != null).count());
                    });
        }

        assertThat(read).hasSize(2_500);
        assertThat(kept).as("the piece at hand each time").containsExactly(1_000L, 1_000L, 500L);
    }

    @Test
    void saysThatThereIsNoTopic() {
        assertThatThrownBy(
                        () -> new TopicTail(installation.kafka(), "none").read(Map.of(), _ -> {}))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("none");
    }

    /** Another topic of the same name would say that nothing was published since. */
    @Test
    void refusesATopicThatIsNotTheDatabases() {
        var topic = new TopicTail(installation.kafka(), TOPIC);
        assertThatThrownBy(() -> topic.read(Map.of(0, 4L), _ -> {}))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("not the topic that the database published to")
                .hasMessageContaining(
                        "recording.events has 3 records in partition 0, the database knows of 4");
        assertThatThrownBy(() -> topic.read(Map.of(1, 1L), _ -> {}))
                .isInstanceOf(CannotRun.class)
                .hasMessageContaining("0 records in partition 1");
    }

    /** It is long enough, but the last record that the relay had noted is not in the table. */
    @Test
    void refusesTheTopicOfAnotherInstallation() {
        var databases = StoreDatabases.ONE;
        databases.asAdministrator("store", "update published_offset set next_offset = 3");
        try (var feed = databases.feed()) {
            assertThatThrownBy(() -> read(installation, feed))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageStartingWith("This is not the topic that the database published to")
                    .hasMessageContaining("record 2 of partition 0 of recording.events");
        } finally {
            databases.asAdministrator("store", "update published_offset set next_offset = 1");
        }
    }

    private static PublishedSince read(Installation service, Database feed) {
        return PublishedSince.read(service, feed, false, _ -> true, _ -> {});
    }

    @Test
    void saysHowManyRecordsTheTopicHasLostSince() throws Exception {
        var service = fill(ServiceName.CONSENT);
        try (var admin = Admin.create(service.kafka());
                var feed = StoreDatabases.ONE.feed()) {
            var partition = new TopicPartition(service.service().topic(), 0);
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get(30, TimeUnit.SECONDS);

            assertThat(read(service, feed).loss())
                    .as("the database knows of one, two are gone since")
                    .hasValueSatisfying(
                            loss -> assertThat(loss).startsWith("2 records that were published"));
            for (var accepted : new boolean[] {false, true}) {
                var code = accepted ? AdminProgram.DONE : AdminProgram.FAULTS;
                assertThat(redestroy(service, feed, accepted)).isEqualTo(code);
                assertThat(verify(service, feed, accepted)).isEqualTo(code);
            }
            assertThat(redestroy(installation, feed, false)).isZero();
            assertThat(read(service, feed).passedOver())
                    .hasValueSatisfying(sentence -> assertThat(sentence).startsWith("17 records"));
            assertThat(read(installation, feed).loss()).isEmpty();
            assertThat(read(installation, feed).passedOver()).isEmpty();
        }
    }

    private static int redestroy(Installation service, Database feed, boolean accepted) {
        var said = new StringWriter();
        try (var keys = StoreDatabases.ONE.keysOwner()) {
            var code =
                    new Redestruction(new ReturnedKeys(keys), false, new PrintWriter(said, true))
                            .conclude(service.service(), read(service, feed).loss(), accepted);
            assertThat(said.toString().contains("FAULT  2 records")).isEqualTo(code != 0);
            assertThat(said.toString().contains("LOST   2 records")).isEqualTo(accepted);
            return code;
        }
    }

    private static int verify(Installation service, Database feed, boolean accepted) {
        var said = new StoreDatabases.Said();
        try (var owner = StoreDatabases.ONE.owner()) {
            new EventCheck(feed, owner, said.report())
                    .check(read(service, feed), new MissingEvents(), accepted);
        }
        return said.report().conclude();
    }

    @Test
    void doesNotWaitForEverForARecord() throws Exception {
        var service = fill(ServiceName.RETENTION);
        var settings = new HashMap<>(service.kafka());
        settings.put("max.partition.fetch.bytes", 1); // a batch at a time
        try (var admin = Admin.create(service.kafka())) {
            var topic = service.service().topic();

            assertThatThrownBy(
                            () ->
                                    new TopicTail(settings, topic, Duration.ofSeconds(2))
                                            .read(
                                                    Map.of(),
                                                    message -> deleteAtTheFirst(admin, message)))
                    .isInstanceOf(CannotRun.class)
                    .hasMessageContaining("still to be read, and none has arrived for 2 s");
        }
    }

    private static void deleteAtTheFirst(Admin admin, ConsumerRecord<?, ?> message) {
        if (message.offset() == 0) {
            admin.deleteTopics(List.of(message.topic()))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** A topic of another service, with records in batches of their own. */
    private static Installation fill(ServiceName service) throws Exception {
        kafka.createTopics(List.of(service.topic()), 1);
        try (var producer = producer()) {
            for (int i = 0; i < 20; i++) {
                producer.send(new ProducerRecord<>(service.topic(), 0, "key", "value"))
                        .get(30, TimeUnit.SECONDS);
            }
        }
        return of(service);
    }

    private static Installation of(ServiceName service) {
        return new Installation(
                service, Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer() {
        return new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }
}
