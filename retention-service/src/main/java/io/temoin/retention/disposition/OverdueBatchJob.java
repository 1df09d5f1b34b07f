// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.disposition.OverdueBatchQueries.Waiting;
import io.temoin.retention.disposition.domain.BatchCommand.CheckBatch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Makes batches visible whose owner has not confirmed in time: once as an event, and as a metric.
 */
@ApplicationScoped
class OverdueBatchJob {

    private static final Logger LOG = Logger.getLogger(OverdueBatchJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Actor ACTOR = Actor.service("retention-service");
    private static final int PAGE = 200;

    private final OverdueBatchQueries overdue;
    private final DispositionBatchStream batches;
    private final RetentionConfig config;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private final AtomicLong items = new AtomicLong();

    OverdueBatchJob(
            OverdueBatchQueries overdue,
            DispositionBatchStream batches,
            RetentionConfig config,
            Clock clock,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.overdue = overdue;
        this.batches = batches;
        this.config = config;
        this.clock = clock;
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        metrics.gauge("temoin.retention.unconfirmed", items);
        polling.every(PERIOD, "unconfirmed batches could not be determined", this::run);
    }

    /** Says of each that it is overdue; of those that were said to be, nothing. */
    void run() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant before = now.minus(config.overdueAfter());
        items.set(overdue.items(before).await().atMost(PERIOD));
        List<Waiting> page = overdue.unsaid(before, PAGE).await().atMost(PERIOD);
        page.forEach(waiting -> check(waiting, now));
    }

    private void check(Waiting waiting, Instant now) {
        try {
            batches.handle(waiting.batch(), new CheckBatch(now), metadata(waiting, now))
                    .await()
                    .atMost(PERIOD);
        } catch (RuntimeException failure) {
            // The others must not wait for it; the next look tries it again.
            LOG.warnf(failure, "the batch %s could not be checked", waiting.batch());
        }
    }

    /** The command is the same for the same batch, whichever replica comes first. */
    private static EventMetadata metadata(Waiting waiting, Instant now) {
        UUID command =
                Commands.idOf(
                        Sha256.of(
                                "batch overdue\n%s\n%s"
                                        .formatted(waiting.tenant().value(), waiting.batch())));
        return new EventMetadata(
                waiting.tenant(), ACTOR, command, null, command.toString(), null, null, now);
    }
}
