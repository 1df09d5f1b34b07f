// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.load.EventProducer;
import io.temoin.bench.load.Requests;
import io.temoin.bench.rig.AuditLog;
import io.temoin.bench.rig.Rig;
import java.time.Duration;
import java.util.Map;

/** Events for a running audit-service, and how far it is with them. For one thread. */
final class AuditLoad implements AutoCloseable {

    private final EventProducer producer;
    private final AuditLog log;
    private long expected;

    private AuditLoad(EventProducer producer, AuditLog log) {
        this.producer = producer;
        this.log = log;
        this.expected = log.signed();
    }

    /** Of a service that has nothing left to do. */
    static AuditLoad of(Rig rig) {
        return new AuditLoad(
                new EventProducer(rig.kafka().bootstrapServers(), Requests.AFTERNOON),
                AuditLog.of(rig.database("audit")));
    }

    /**
     * Sends events at once, and waits until all are under a signed checkpoint.
     *
     * @return entries per second, from the first checkpoint after the last of them was on its topic
     *     to the last checkpoint; so no cores were taken by the sending
     */
    double taken(int events) {
        long began = System.nanoTime();
        long before = expected;
        expected += events;
        producer.send(events);
        long first = log.awaitMore(log.signed(), expected);
        long firstAt = System.nanoTime();
        log.await(expected);
        long lastAt = System.nanoTime();
        // Too few to tell the two checkpoints apart: a quick run.
        return first - before > events / 2
                ? events / ((lastAt - began) / 1e9)
                : (expected - first) / ((lastAt - firstAt) / 1e9);
    }

    /**
     * Sends events at a pace, and waits until all are under a signed checkpoint.
     *
     * @return when each was sent, by the id of its event
     */
    Map<String, Long> paced(int perSecond, Duration duration) {
        Map<String, Long> sent = producer.send(perSecond, duration);
        expected += sent.size();
        log.await(expected);
        return sent;
    }

    /** Entries under the signed checkpoints, when everything sent is. */
    long expected() {
        return expected;
    }

    /** What the log says of them. */
    AuditLog log() {
        return log;
    }

    @Override
    public void close() {
        producer.close();
        log.close();
    }
}
