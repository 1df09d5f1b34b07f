// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.TopicTail;
import io.temoin.bench.report.CpuWatch;
import io.temoin.bench.report.Goal;
import io.temoin.bench.report.Row;
import io.temoin.bench.rig.Database;
import io.temoin.bench.rig.ProducerPerformance;
import io.temoin.bench.rig.Rig;
import io.temoin.bench.rig.ServerProcess;
import io.temoin.platform.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * How fast the relay of a running consent-service drains events from the table to the topic. They
 * are committed by one transaction, so that all of them are visible at once; the clock runs from
 * the first record on the topic to the last.
 */
final class FeedFigure implements Figure {

    private static final String TOPIC = "consent.events";
    private static final int BYTES = 1024;
    private static final int BASE64_OF_SHA512 = 88;
    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public List<Row> measure(Session session) {
        Rig rig = session.rig();
        int events = session.size(30_000, 300_000);
        List<Double> measured = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        var producer = new ProducerPerformance(rig.kafka(), Topics.PARTITIONS);
        Database database = rig.database("consent");
        try (ServerProcess _ = rig.consent();
                KafkaConsumer<byte[], byte[]> topic =
                        TopicTail.consumer(rig.kafka().bootstrapServers())) {
            session.warmUp(() -> drain(topic, database, events));
            CpuWatch cpu = CpuWatch.start();
            for (int run = 0; run < session.runs(); run++) {
                limits.add(producer.run(2 * events, BYTES));
                measured.add(drain(topic, database, events));
                session.say(
                        "  feed: %,.0f/s, ProducerPerformance %,.0f/s"
                                .formatted(measured.getLast(), limits.getLast()));
            }
            return List.of(
                    new Row(
                            name(),
                            "feed to Kafka, 1 KB events",
                            "ProducerPerformance, acks=all",
                            "/s",
                            measured,
                            limits,
                            Goal.atLeast(0.5, 0.7),
                            cpu.foreign(),
                            "our records also carry a key and 15 headers, about 900 bytes."));
        }
    }

    /** Records per second. */
    private static double drain(
            KafkaConsumer<byte[], byte[]> topic, Database database, int events) {
        database.settle();
        List<TopicPartition> partitions = TopicTail.partitions(topic, TOPIC);
        long before = end(topic, partitions);
        int padding = BYTES - "{\"padding\":\"\"}".length();
        database.execute(events(padding, events));
        long inserted = System.nanoTime();
        long first = 0;
        long firstAt = inserted;
        while (true) {
            long now = System.nanoTime();
            long seen = end(topic, partitions) - before;
            if (seen > 0 && first == 0) {
                first = seen;
                firstAt = now;
            }
            if (seen >= events) {
                return seen == first
                        ? events / ((now - inserted) / 1e9)
                        : (seen - first) / ((now - firstAt) / 1e9);
            }
            if (now - inserted > LIMIT.toNanos()) {
                throw new IllegalStateException("the relay does not publish");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** The padding is as good as random, like sealed values: no compression gets hold of it. */
    private static String events(int padding, int count) {
        return """
        insert into event (tenant, stream, version, type, type_version, payload, metadata,
                           command_id, ordinal, recorded_at)
        select 'helios', 'bench-' || gen_random_uuid(), 1, 'Padded', 1,
               ('{"padding":"' || left((
                 select string_agg(translate(encode(sha512((n || '/' || p)::bytea), 'base64'),
                                             E'\\n', ''), '')
                 from generate_series(1, %d) p), %d) || '"}')::json,
               '{"actor":{"id":"bench","organisation":"voix-du-rhone","role":"dialer"},\
        "correlation":"0193b6a0-0000-7000-8000-00000000bec4"}'::json,
               gen_random_uuid(), 0, now()
        from generate_series(1, %d) n"""
                .formatted(padding / BASE64_OF_SHA512 + 1, padding, count);
    }

    private static long end(KafkaConsumer<byte[], byte[]> topic, List<TopicPartition> partitions) {
        return topic.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
    }
}
