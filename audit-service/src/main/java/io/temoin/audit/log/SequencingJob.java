// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.transparency.Untrusted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/**
 * Puts entries into the trees of their logs. Every replica does; the database lets them in one
 * after the other.
 */
@ApplicationScoped
class SequencingJob {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LogStore store;
    private final StoppedLogs stopped;
    private final Looks looks;
    private final Duration every;
    private final int atOnce;
    private final Counter sequenced;

    SequencingJob(
            LogStore store,
            StoppedLogs stopped,
            Looks looks,
            AuditConfig config,
            MeterRegistry metrics) {
        this.looks = looks;
        this.every = config.log().sequenceEvery();
        this.store = store;
        this.stopped = stopped;
        this.atOnce = config.log().atOnce();
        this.sequenced = metrics.counter("temoin.audit.log.sequenced");
    }

    void start(@Observes StartupEvent event) {
        looks.every(every, "entries could not be put into the log", this::look);
    }

    /** Gives everything that waits its place, but what waits for a log that is stopped. */
    void look() {
        for (String shard : store.waiting().await().atMost(LIMIT)) {
            int placed = atOnce;
            while (placed == atOnce && !stopped.contains(shard)) {
                placed = sequence(shard);
            }
        }
    }

    private int sequence(String shard) {
        try {
            int placed = store.sequence(shard, atOnce).await().atMost(LIMIT);
            sequenced.increment(placed);
            return placed;
        } catch (Untrusted changed) {
            stopped.stop(shard, changed.getMessage());
            return 0;
        }
    }
}
