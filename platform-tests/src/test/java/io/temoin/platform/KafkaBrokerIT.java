// SPDX-License-Identifier: Apache-2.0
package io.temoin.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaBrokerIT {

    @TempDir Path folder;
    private KafkaBroker broker;

    @BeforeEach
    void start() {
        broker =
                KafkaBroker.start(
                        folder.resolve("kafka"), FreePorts.any(), folder.resolve("kafka.log"));
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void createsTheTopicsOfTheSuiteAsOftenAsAsked() throws Exception {
        // When
        Topics.create(broker);
        Topics.create(broker);

        // Then
        assertThat(topics())
                .containsExactlyInAnyOrder(
                        "consent.events",
                        "consent.dead-letter",
                        "recording.events",
                        "recording.dead-letter",
                        "retention.events",
                        "retention.dead-letter",
                        "audit.events",
                        "audit.dead-letter");
    }

    @Test
    void keepsWhatItAcknowledgedWhenItIsKilled() throws Exception {
        // Given
        broker.createTopics(List.of("kept"), 1);
        produce("kept", "before");

        // When
        broker.kill();
        assertThat(broker.alive()).isFalse();
        broker.restart();

        // Then
        produce("kept", "after");
        assertThat(consume("kept", 2)).containsExactly("before", "after");
    }

    @Test
    void keepsItsDataWhenItIsStoppedAndStartedElsewhere() throws Exception {
        // Given
        broker.createTopics(List.of("kept"), 1);
        produce("kept", "before");
        broker.close();

        // When
        broker =
                KafkaBroker.start(
                        folder.resolve("kafka"), FreePorts.any(), folder.resolve("kafka.log"));

        // Then
        assertThat(consume("kept", 1)).containsExactly("before");
    }

    /** A consumer that is stopped in haste stays a member until its session ends, after 45 s. */
    @Test
    void isEmptiedAlthoughAConsumerNeverLeftItsGroup() throws Exception {
        // Given
        broker.createTopics(List.of("kept"), 1);
        produce("kept", "before");
        read("left", "kept", GroupMembershipOperation.LEAVE_GROUP);
        read("stayed", "kept", GroupMembershipOperation.REMAIN_IN_GROUP);
        assertThat(groups()).containsExactlyInAnyOrder("left", "stayed");

        // When
        try (var administrator = KafkaAdministrator.of(broker.bootstrapServers())) {
            administrator.deleteEverything();
        }

        // Then
        assertThat(topics()).isEmpty();
        assertThat(groups()).isEmpty();
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () ->
                                    KafkaBroker.start(
                                            folder.resolve("other"),
                                            taken.getLocalPort(),
                                            folder.resolve("other.log")))
                    .isInstanceOf(ComponentFailure.class)
                    .hasMessageContaining("is in use by another process, so Kafka cannot listen");
        }
    }

    private Set<String> topics() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listTopics().names().get(20, TimeUnit.SECONDS);
        }
    }

    private List<String> groups() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listGroups().all().get(20, TimeUnit.SECONDS).stream()
                    .map(GroupListing::groupId)
                    .toList();
        }
    }

    private void read(String group, String topic, GroupMembershipOperation onClose) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        group,
                        "auto.offset.reset",
                        "earliest");
        var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        try {
            consumer.subscribe(List.of(topic));
            for (var polls = 0; consumer.assignment().isEmpty() && polls < 40; polls++) {
                consumer.poll(Duration.ofMillis(500));
            }
            consumer.commitSync();
        } finally {
            consumer.close(CloseOptions.groupMembershipOperation(onClose));
        }
    }

    private void produce(String topic, String value) throws Exception {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get(20, TimeUnit.SECONDS);
        }
    }

    private Collection<String> consume(String topic, int records) {
        var settings =
                Map.<String, Object>of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        records);
        try (var consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            var read = new ArrayList<String>();
            for (var polls = 0; read.size() < records && polls < 40; polls++) {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> read.add(record.value()));
            }
            return read;
        }
    }
}
