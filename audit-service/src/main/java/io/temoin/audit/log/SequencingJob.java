// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.Untrusted;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Puts entries into the trees of their logs. Every replica does; the database lets them in one
 * after the other.
 */
@ApplicationScoped
class SequencingJob {

    private static final Logger LOG = Logger.getLogger(SequencingJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LogStore store;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final Duration every;
    private final int batchSize;
    private final Counter sequenced;

    SequencingJob(
            LogStore store,
            StoppedLogs stopped,
            PollingScheduler polling,
            AuditConfig config,
            MeterRegistry metrics) {
        this.polling = polling;
        this.every = config.log().sequencingInterval();
        this.store = store;
        this.stopped = stopped;
        this.batchSize = config.log().batchSize();
        this.sequenced = metrics.counter("temoin.audit.log.sequenced");
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                every, "entries could not be added to the logs; it will be retried", this::look);
    }

    /**
     * Gives everything that waits its location, but what waits for a log that is stopped. A log
     * that fails is left to the next look, and holds up no other.
     */
    void look() {
        Set<String> failed = new HashSet<>();
        boolean more = true;
        while (more) {
            more = round(failed);
        }
    }

    /**
     * A batch of each log, so that none waits until the backlog of another is over.
     *
     * @return whether a log may have another batch
     */
    private boolean round(Set<String> failed) {
        boolean more = false;
        for (String shard : store.waiting().await().atMost(LIMIT)) {
            if (!stopped.contains(shard) && !failed.contains(shard)) {
                more |= sequence(shard, failed) == batchSize;
            }
        }
        return more;
    }

    private int sequence(String shard, Set<String> failed) {
        try {
            int placed = store.sequence(shard, batchSize).await().atMost(LIMIT);
            sequenced.increment(placed);
            return placed;
        } catch (Untrusted changed) {
            stopped.stop(shard, changed.getMessage());
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "entries could not be added to log %s; it will be retried", shard);
            failed.add(shard);
        }
        return 0;
    }
}
