// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.temoin.transparency.Untrusted;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A copy of every checkpoint that is shown, on a topic of its own that keeps the last one of each
 * log. No backup of a database brings the topic back with it, so what it has is what callers have
 * seen: a checkpoint is copied before it is shown. Every process reads all of it at its start, and
 * what the others add from then on. Safe for several threads.
 */
@ApplicationScoped
class CheckpointCopies {

    /** Compacted; its keys are the ids of the logs, its values signed notes. */
    static final String TOPIC = "audit.checkpoints";

    private static final Logger LOG = Logger.getLogger(CheckpointCopies.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Object> kafka;
    private final CheckpointSigner signer;
    private final Map<String, TreeHead> heads = new ConcurrentHashMap<>();
    private volatile boolean read;
    private volatile boolean ending;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile @Nullable KafkaProducer<String, byte[]> producer;

    CheckpointCopies(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CheckpointSigner signer) {
        this.kafka = kafka;
        this.signer = signer;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        Thread.ofPlatform().daemon().name("checkpoint-copies").start(this::readForEver);
    }

    void stop(@Observes ShutdownEvent event) {
        ending = true;
        KafkaConsumer<String, byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        KafkaProducer<String, byte[]> writing = producer;
        if (writing != null) {
            writing.close(Duration.ofSeconds(1));
        }
    }

    /** Whether everything that was there at the start has been read. */
    boolean areRead() {
        return read;
    }

    /** The largest head of a log that may have been shown; none of a log that never was. */
    Optional<TreeHead> of(String shard) {
        return Optional.ofNullable(heads.get(shard));
    }

    /** The largest head of every log that may have been shown, by its id, as it is now. */
    Map<String, TreeHead> all() {
        return Map.copyOf(heads);
    }

    /**
     * Copies a checkpoint; returns when the broker has it on every replica that it asks for.
     *
     * @throws IllegalStateException when it does not take it: then it must not be shown
     */
    void keep(String shard, SignedNote note) {
        try {
            producer()
                    .send(new ProducerRecord<>(TOPIC, shard, note.bytes()))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            add(shard, Checkpoint.parse(note.text()).head());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the checkpoint could not be copied", ending);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("the checkpoint could not be copied", failure);
        }
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        KafkaProducer<String, byte[]> writing = producer;
        if (writing == null) {
            Map<String, Object> settings = new HashMap<>(kafka);
            settings.put("acks", "all");
            settings.put("enable.idempotence", true);
            writing =
                    new KafkaProducer<>(
                            settings, new StringSerializer(), new ByteArraySerializer());
            producer = writing;
        }
        return writing;
    }

    private void readForEver() {
        while (!ending) {
            try {
                create();
                readWhileItGoes();
            } catch (WakeupException _) {
                return; // the service ends
            } catch (RuntimeException failure) {
                LOG.warn(
                        "the copies of checkpoints cannot be read; until they can, no new"
                                + " checkpoints are signed, and after a restart none are served",
                        failure);
                pause();
            }
        }
    }

    /** Whoever may not create it has it created: see docs/operations.md. */
    private void create() {
        NewTopic topic =
                new NewTopic(TOPIC, Optional.of(1), Optional.empty())
                        .configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(kafka)) {
            if (!admin.listTopics()
                    .names()
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .contains(TOPIC)) {
                admin.createTopics(Set.of(topic)).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the topic could not be created", ending);
        } catch (ExecutionException | TimeoutException failure) {
            if (!(failure.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException(
                        "the topic " + TOPIC + " does not exist and could not be created", failure);
            }
        }
    }

    private void readWhileItGoes() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.remove("group.id");
        settings.put("enable.auto.commit", false);
        try (KafkaConsumer<String, byte[]> reading =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer = reading;
            List<TopicPartition> partitions =
                    reading.partitionsFor(TOPIC, LIMIT).stream()
                            .map(info -> new TopicPartition(TOPIC, info.partition()))
                            .toList();
            reading.assign(partitions);
            reading.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reading.endOffsets(partitions, LIMIT);
            while (!ending) {
                reading.poll(POLL).forEach(this::take);
                read |=
                        ends.entrySet().stream()
                                .allMatch(
                                        end ->
                                                reading.position(end.getKey(), LIMIT)
                                                        >= end.getValue());
            }
        }
    }

    /** Only what our own keys signed is a copy; anybody may write on a topic. */
    private void take(ConsumerRecord<String, byte @Nullable []> copy) {
        byte @Nullable [] value = copy.value();
        @Nullable String shard = copy.key();
        if (shard == null || value == null) {
            return; // nobody of ours takes a copy away
        }
        try {
            SignedNote note = SignedNote.parse(value);
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            if (signer.hasSigned(shard, note.note())
                    && checkpoint.origin().equals(signer.origin(shard))) {
                add(shard, checkpoint.head());
            }
        } catch (Untrusted fault) {
            LOG.warnf("a record on %s is not a checkpoint: %s", TOPIC, fault.getMessage());
        }
    }

    private void add(String shard, TreeHead head) {
        heads.merge(shard, head, (one, other) -> one.size() < other.size() ? other : one);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }
}
