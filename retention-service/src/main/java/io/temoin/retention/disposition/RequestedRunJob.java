// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.disposition.DispositionRunQueries.Leased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the runs that nobody waits for. Each is leased by one replica, which says every few
 * seconds that it is alive; when it is not, another goes on with what is left.
 */
@ApplicationScoped
class RequestedRunJob {

    private static final Logger LOG = Logger.getLogger(RequestedRunJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofHours(4);

    private final UUID self = UUID.randomUUID();
    private final DispositionRunQueries queue;
    private final DispositionRuns runs;
    private final Clock clock;
    private final PollingScheduler polling;
    private final QueuedRunSignal signal;

    RequestedRunJob(
            DispositionRunQueries queue,
            DispositionRuns runs,
            Clock clock,
            PollingScheduler polling,
            QueuedRunSignal signal) {
        this.queue = queue;
        this.runs = runs;
        this.clock = clock;
        this.polling = polling;
        this.signal = signal;
    }

    void start(@Observes StartupEvent event) {
        signal.hear(polling.every(PERIOD, "a requested run failed; it will be retried", this::run));
    }

    /** Carries out what is queued, one after the other. */
    void run() {
        @Nullable Leased next = queue.lease(self, LEASE).await().atMost(LIMIT);
        while (next != null) {
            carryOut(next);
            next = queue.lease(self, LEASE).await().atMost(LIMIT);
        }
    }

    private void carryOut(Leased run) {
        Cancellable beating = beat(run);
        try {
            count(run)
                    .chain(() -> runs.carryOut(run.metadata(), run.visibility()))
                    .chain(() -> queue.completed(run, clock.instant()))
                    .await()
                    .atMost(LIMIT);
        } finally {
            beating.cancel();
        }
    }

    private Uni<Void> count(Leased run) {
        return run.found() != null
                ? Uni.createFrom().voidItem()
                : runs.due(run.metadata(), run.visibility())
                        .flatMap(found -> queue.found(run, found));
    }

    private Cancellable beat(Leased run) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> queue.renew(run, self, LEASE))
                .subscribe()
                .with(_ -> {}, failure -> LOG.warn("the lease of a run was not renewed", failure));
    }
}
