// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.temoin.chassis.ChassisConfig;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.store.StoredEvent;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The relay: publishes this service's events on its topic in feed order, each once. The next batch
 * is sent while the last ones are on their way; the checkpoint follows what the broker has
 * acknowledged. After an interruption the relay reads what the topic already holds beyond it
 * ({@link PublishedTail}) and leaves that out.
 *
 * <p>Kafka away: events stay in the table, commands go on, publishing resumes where it stopped.
 */
@ApplicationScoped
class FeedPublisher implements FeedHandler {

    private static final String READER = "kafka";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final String service;
    private final Duration gather;
    private final String compression;
    private final String topic;
    private final URI schemas;
    private final Feeds feeds;
    private final PublishedTail tail;
    private final Map<String, Object> kafka;
    private final MessageTracing tracing;
    private final Counter published;
    private Set<String> alreadyPublished = Set.of();
    private @Nullable KafkaProducer<String, byte[]> producer;
    private CompletableFuture<@Nullable Void> confirmations =
            CompletableFuture.completedFuture(null);

    FeedPublisher(
            ChassisConfig config,
            Feeds feeds,
            @ReactiveDataSource("feed") Pool pool,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            MessageTracing tracing,
            MeterRegistry metrics) {
        this.service = config.service();
        this.gather = config.feed().linger();
        this.compression = config.feed().compression().name().toLowerCase(Locale.ROOT);
        this.topic = service + ".events";
        this.schemas = config.feed().schemas();
        this.feeds = feeds;
        this.kafka = kafka;
        this.tail = new PublishedTail(pool, READER, topic, kafka);
        this.tracing = tracing;
        this.published = metrics.counter("temoin.feed.published", "topic", topic);
    }

    void start(@Observes StartupEvent event) {
        feeds.start(READER, this);
    }

    @Override
    public void owned(FeedPosition checkpoint) {
        alreadyPublished = new HashSet<>(tail.idsAfterCheckpoint());
        producer =
                new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo) {
        KafkaProducer<String, byte[]> open = producer;
        if (open == null) {
            throw new IllegalStateException("the relay publishes only as the feed's owner");
        }
        List<Future<RecordMetadata>> sent = new ArrayList<>(batch.size());
        for (FeedEvent next : batch) {
            if (!alreadyPublished.remove(next.event().id())) {
                Future<RecordMetadata> sending = open.send(message(next.event()));
                if (sending.state() == Future.State.FAILED) {
                    // What comes after it must not be on the topic before it.
                    throw new IllegalStateException("not sent", sending.exceptionNow());
                }
                sent.add(sending);
            }
        }
        confirmations =
                confirmations.<@Nullable Void>thenApplyAsync(
                        _ -> confirm(sent, upTo), Thread::startVirtualThread);
        return confirmations;
    }

    @Override
    public Duration linger() {
        return gather;
    }

    /** What is still on its way arrives, or fails, before anybody reads the topic's tail. */
    @Override
    public void released() throws Exception {
        KafkaProducer<String, byte[]> open = producer;
        producer = null;
        if (open != null) {
            open.close(SETTLE);
        }
        confirmations
                .exceptionally(_ -> null) // it was returned to the reader, which starts over
                .get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        confirmations = CompletableFuture.completedFuture(null);
        tail.settle();
    }

    /** One at a time, in feed order. */
    private @Nullable Void confirm(List<Future<RecordMetadata>> sent, FeedPosition upTo) {
        List<RecordMetadata> places = new ArrayList<>(sent.size());
        try {
            for (Future<RecordMetadata> acknowledgement : sent) {
                places.add(acknowledgement.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS));
            }
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("a batch was not acknowledged", failure);
        }
        tail.reached(upTo, places);
        published.increment(sent.size());
        return null;
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("acks", "all");
        settings.put("enable.idempotence", true);
        settings.put("linger.ms", 0);
        // Half of a message is names and values of headers, the same in all of a batch.
        settings.put("compression.type", compression);
        // What it takes out are those, which the fastest level finds as well.
        settings.put("compression.gzip.level", 1);
        settings.put("batch.size", 128 * 1024);
        // A record that expired alone would let those behind it overtake: we give up all together.
        settings.put("delivery.timeout.ms", Integer.MAX_VALUE);
        settings.put("request.timeout.ms", 10_000);
        settings.put("max.block.ms", 10_000);
        settings.put("client.id", service + "-relay");
        return settings;
    }

    private ProducerRecord<String, byte[]> message(StoredEvent event) {
        ProducerRecord<String, byte[]> message = CloudEvents.write(topic, service, schemas, event);
        tracing.send(message);
        return message;
    }
}
