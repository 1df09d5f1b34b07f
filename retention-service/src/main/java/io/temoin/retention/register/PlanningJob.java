// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.register.PlanQueries.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Applies policies to what was registered, and again when policies have changed; once a day to all,
 * since a law may come into force. How much is left is a metric: the progress of a change.
 */
@ApplicationScoped
class PlanningJob {

    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration COUNTED = Duration.ofMinutes(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration AGE = Duration.ofDays(1);
    private static final int PAGE = 200;

    private final PlanQueries plans;
    private final ItemPlans planning;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private final AtomicLong open = new AtomicLong();
    private final AtomicLong withoutPolicy = new AtomicLong();

    PlanningJob(
            PlanQueries plans,
            ItemPlans planning,
            Clock clock,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.plans = plans;
        this.planning = planning;
        this.clock = clock;
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.retention.plans.open", open);
        metrics.gauge("temoin.retention.awaiting.policy", withoutPolicy);
        polling.every(PERIOD, "registered items could not be planned", this::run);
        polling.every(COUNTED, "items without a policy could not be counted", this::count);
    }

    /** Plans page by page until nothing is open. */
    void run() {
        List<Stored> page = plans.open(PAGE).await().atMost(LIMIT);
        while (!page.isEmpty()) {
            open.set(plans.countOpen().await().atMost(LIMIT));
            planning.planAll(page).await().atMost(LIMIT);
            page = plans.open(PAGE).await().atMost(LIMIT);
        }
        open.set(0);
        List<Stored> old = plans.oldest(clock.instant().minus(AGE), PAGE).await().atMost(LIMIT);
        if (!old.isEmpty()) {
            planning.planAll(old).await().atMost(LIMIT);
        }
    }

    private void count() {
        withoutPolicy.set(plans.countWithoutPolicy().await().atMost(COUNTED));
    }
}
