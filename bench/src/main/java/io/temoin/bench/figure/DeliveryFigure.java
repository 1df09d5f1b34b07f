// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.HttpConnection;
import io.temoin.bench.load.LoadFailure;
import io.temoin.bench.load.Pace;
import io.temoin.bench.load.RequestTemplate;
import io.temoin.bench.load.Requests;
import io.temoin.bench.load.TopicTail;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.report.Samples;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import io.temoin.platform.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * From the commit of an event to a consumer's callback, at 1,000 consents a second. The clock
 * starts when the row is written, before its commit is on disk; the limit is a record of the same
 * size on the same broker, from {@code send} to the callback.
 */
final class DeliveryFigure implements Figure {

    private static final int PER_SECOND = 1000;
    private static final int CONNECTIONS = 64;
    private static final String RAW = "bench.raw";
    private static final Duration LATEST = Duration.ofSeconds(20);

    private record Latency(double p50, double p99) {

        static Latency of(List<Double> millis) {
            return new Latency(Samples.median(millis), Samples.percentile(millis, 99));
        }
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public List<Row> measure(Session session) throws Exception {
        Rig rig = session.rig();
        rig.kafka().createTopics(List.of(RAW), Topics.PARTITIONS);
        List<Latency> measured = new ArrayList<>();
        List<Latency> limits = new ArrayList<>();
        double foreign;
        try (ServerProcess consent = rig.consent()) {
            CommandLoad load = CommandLoad.ours(rig, consent);
            session.warmUp(() -> load.consents(CONNECTIONS, session.warmUp()).perSecond());
            int bytes = size(rig.database("consent"));
            commits(rig, consent, session.warmUp());
            raw(rig, bytes, session.warmUp());
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                limits.add(raw(rig, bytes, session.run()));
                measured.add(commits(rig, consent, session.run()));
                session.say(
                        "  delivery: p50 %.2f ms, p99 %.2f ms; raw %.2f ms, %.2f ms"
                                .formatted(
                                        measured.getLast().p50(),
                                        measured.getLast().p99(),
                                        limits.getLast().p50(),
                                        limits.getLast().p99()));
            }
            foreign = cpu.foreign();
        }
        return List.of(
                row(
                        "p50",
                        measured.stream().map(Latency::p50).toList(),
                        limits.stream().map(Latency::p50).toList(),
                        foreign),
                row(
                        "p99",
                        measured.stream().map(Latency::p99).toList(),
                        limits.stream().map(Latency::p99).toList(),
                        foreign));
    }

    private Row row(String which, List<Double> measured, List<Double> limits, double foreign) {
        return new Row(
                name(),
                "commit → consumer at 1,000 events/s, " + which,
                "raw produce → consume",
                "ms",
                measured,
                limits,
                Goal.atMost(3, 2),
                foreign,
                "");
    }

    private static int size(Database database) {
        return (int)
                database.number(
                        "select octet_length(payload::text) from event"
                                + " where type = 'ConsentGiven' limit 1");
    }

    /** Consents at the pace; every one of them must arrive. */
    private static Latency commits(Rig rig, ServerProcess consent, Duration duration)
            throws IOException {
        Database database = rig.database("consent");
        database.settle();
        long last = database.number("select coalesce(max(global_position), 0) from event");
        Map<String, Instant> arrivals = new ConcurrentHashMap<>();
        try (TopicTail _ =
                TopicTail.start(
                        rig.kafka().bootstrapServers(),
                        "consent.events",
                        (message, _) -> {
                            Header id = message.headers().lastHeader("ce_id");
                            arrivals.put(
                                    new String(id.value(), StandardCharsets.UTF_8), Instant.now());
                        })) {
            long sent = consents(rig, consent, duration);
            await(arrivals, sent);
        }
        List<Double> millis = new ArrayList<>();
        written(database, last)
                .forEach(
                        (id, written) -> {
                            Instant arrival = arrivals.get(id);
                            if (arrival != null) {
                                millis.add(ChronoUnit.MICROS.between(written, arrival) / 1e3);
                            }
                        });
        return Latency.of(millis);
    }

    private static Map<String, Instant> written(Database database, long after) {
        return database.query(
                "select command_id || '.' || ordinal, written_at from event where global_position > "
                        + after,
                rows -> {
                    Map<String, Instant> written = new HashMap<>();
                    while (rows.next()) {
                        written.put(
                                rows.getString(1),
                                rows.getObject(2, java.time.OffsetDateTime.class).toInstant());
                    }
                    return written;
                });
    }

    private static void await(Map<String, Instant> arrivals, long expected) {
        long deadline = System.nanoTime() + LATEST.toNanos();
        while (arrivals.size() < expected) {
            if (System.nanoTime() > deadline) {
                throw new LoadFailure(
                        "%d of %d events arrived.".formatted(arrivals.size(), expected));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    private static long consents(Rig rig, ServerProcess consent, Duration duration)
            throws IOException {
        RequestTemplate template = Requests.consent(consent.address(), rig.token("dialer"));
        long stretch = rig.stretch();
        BlockingQueue<HttpConnection> idle = new LinkedBlockingQueue<>();
        try {
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                idle.add(new HttpConnection(consent.address()));
            }
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                return Pace.keep(
                        PER_SECOND,
                        duration,
                        turn ->
                                clients.execute(
                                        () ->
                                                exchange(
                                                        idle,
                                                        template.fill(
                                                                stretch + turn, stretch + turn))));
            }
        } finally {
            for (HttpConnection connection : idle) {
                connection.close();
            }
        }
    }

    private static void exchange(BlockingQueue<HttpConnection> idle, byte[] request) {
        try {
            HttpConnection connection = idle.take();
            connection.exchange(request).expectSuccess();
            idle.add(connection);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new LoadFailure("interrupted", failure);
        }
    }

    /** Records of the same size at the same pace, nothing in between. */
    private static Latency raw(Rig rig, int bytes, Duration duration) throws Exception {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        rig.kafka().bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        0);
        try (TopicTail _ =
                        TopicTail.start(
                                rig.kafka().bootstrapServers(),
                                RAW,
                                (message, now) ->
                                        millis.add(
                                                (now - ByteBuffer.wrap(message.value()).getLong())
                                                        / 1e6));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(
                                settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.partitionsFor(RAW);
            long sent =
                    Pace.keep(
                            PER_SECOND,
                            duration,
                            turn -> {
                                byte[] value = new byte[bytes];
                                byte[] key =
                                        ("helios/contact-" + turn).getBytes(StandardCharsets.UTF_8);
                                ByteBuffer.wrap(value).putLong(System.nanoTime());
                                acknowledged.add(
                                        producer.send(new ProducerRecord<>(RAW, key, value)));
                            });
            for (Future<RecordMetadata> one : acknowledged) {
                one.get();
            }
            long deadline = System.nanoTime() + LATEST.toNanos();
            while (millis.size() < sent && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
        return Latency.of(List.copyOf(millis));
    }
}
