// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.events.ParkedMessages;
import io.temoin.chassis.start.PollingScheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the gauge {@code temoin.audit.parked} in step with the database: messages that are not in
 * the trail, of all tenants and of none. Every replica shows the same number.
 */
@ApplicationScoped
class ParkedCountJob {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ParkedMessages parked;
    private final Duration every;
    private final AtomicLong number;
    private final PollingScheduler polling;

    ParkedCountJob(
            ParkedMessages parked,
            AuditConfig config,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.parked = parked;
        this.every = config.intake().parkedCountInterval();
        this.number = metrics.gauge("temoin.audit.parked", new AtomicLong());
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(Duration.ZERO, every, "parked messages could not be counted", this::look);
    }

    private void look() {
        number.set(parked.count(EntryIntake.CONSUMER).await().atMost(LIMIT));
    }
}
