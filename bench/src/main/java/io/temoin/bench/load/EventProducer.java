// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts events on the topics, with the settings of the services' relay. For one thread. */
public final class EventProducer implements AutoCloseable {

    private static final int MAX_UNACKNOWLEDGED = 10_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final PublishedEvents events;
    private long next;

    /**
     * @param at when the first of the events happened
     */
    public EventProducer(String bootstrapServers, Instant at) {
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "acks",
                                "all",
                                "compression.type",
                                "gzip",
                                "linger.ms",
                                2,
                                "batch.size",
                                131_072),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.events = PublishedEvents.at(at);
    }

    /** Sends so many, as fast as it goes; returns when the broker has them. */
    public void send(int count) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(producer.send(next().record()));
            if (sent.size() == MAX_UNACKNOWLEDGED) {
                acknowledged(sent);
            }
        }
        acknowledged(sent);
    }

    /**
     * Sends at a pace; returns when the broker has them.
     *
     * @return when each was sent, by the id of its event, as {@link System#nanoTime}
     */
    public Map<String, Long> send(int perSecond, Duration duration) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        Map<String, Long> times = new HashMap<>();
        Pace.keep(
                perSecond,
                duration,
                _ -> {
                    PublishedEvents.Message message = next();
                    times.put(message.id(), System.nanoTime());
                    sent.add(producer.send(message.record()));
                });
        acknowledged(sent);
        return times;
    }

    /** How many were sent. */
    public long sent() {
        return next;
    }

    @Override
    public void close() {
        producer.close();
    }

    private PublishedEvents.Message next() {
        return events.event(next++);
    }

    private static void acknowledged(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException failure) {
            throw new LoadFailure("an event cannot be put on its topic", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
        sent.clear();
    }
}
