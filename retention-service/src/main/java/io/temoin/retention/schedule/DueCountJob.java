// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.schedule.DueItemQueries.Counts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/** How much is due, and how much should be gone by now, as metrics. */
@ApplicationScoped
class DueCountJob {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final DueItemQueries dueItemQueries;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private final AtomicReference<Counts> counts = new AtomicReference<>(new Counts(0, 0, 0, 0, 0));

    DueCountJob(
            DueItemQueries dueItemQueries,
            RetentionConfig config,
            Clock clock,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.dueItemQueries = dueItemQueries;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.retention.due", counts, last -> last.get().due());
        metrics.gauge("temoin.retention.overdue", counts, last -> last.get().overdue());
        metrics.gauge("temoin.retention.held", counts, last -> last.get().held());
        metrics.gauge("temoin.retention.reviews", counts, last -> last.get().reviews());
        metrics.gauge("temoin.retention.reviews.late", counts, last -> last.get().lateReviews());
        polling.every(PERIOD, "due items could not be counted", this::count);
    }

    /** Counts what the gauges show. */
    void count() {
        counts.set(
                dueItemQueries
                        .counts(clock.instant(), config.overdueAfter(), config.reviewWithin())
                        .await()
                        .atMost(PERIOD));
    }
}
