// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.schedule.DueItemQueries.Counts;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** How much is due, and how much should be gone by now, as metrics. */
@ApplicationScoped
class DueGauges {

    private static final Logger LOG = Logger.getLogger(DueGauges.class);
    private static final long PERIOD_MS = 10_000;

    private final DueItemQueries dueItemQueries;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final AtomicReference<Counts> counts = new AtomicReference<>(new Counts(0, 0));

    DueGauges(
            DueItemQueries dueItemQueries,
            RetentionConfig config,
            Clock clock,
            MeterRegistry metrics,
            Vertx vertx) {
        this.dueItemQueries = dueItemQueries;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.retention.due", counts, last -> last.get().due());
        metrics.gauge("temoin.retention.overdue", counts, last -> last.get().overdue());
        vertx.setPeriodic(PERIOD_MS, _ -> count());
    }

    private void count() {
        dueItemQueries
                .counts(clock.instant(), config.overdueAfter())
                .subscribe()
                .with(
                        counts::set,
                        failure -> LOG.debugf(failure, "due items could not be counted"));
    }
}
