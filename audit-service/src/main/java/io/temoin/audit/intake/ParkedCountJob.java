// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.events.ParkedMessages;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Keeps the gauge {@code temoin.audit.parked} in step with the database: messages that are not in
 * the trail, of all tenants and of none. Every replica shows the same number.
 */
@ApplicationScoped
class ParkedCountJob {

    private static final Logger LOG = Logger.getLogger(ParkedCountJob.class);

    private final ParkedMessages parked;
    private final Vertx vertx;
    private final Duration every;
    private final AtomicLong number;
    private long timer;

    ParkedCountJob(ParkedMessages parked, Vertx vertx, AuditConfig config, MeterRegistry metrics) {
        this.parked = parked;
        this.vertx = vertx;
        this.every = config.intake().countParkedEvery();
        this.number = metrics.gauge("temoin.audit.parked", new AtomicLong());
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(0, every.toMillis(), _ -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void look() {
        parked.count(EntryIntake.CONSUMER)
                .subscribe()
                .with(
                        number::set,
                        failure -> LOG.warnf("parked messages could not be counted: %s", failure));
    }
}
