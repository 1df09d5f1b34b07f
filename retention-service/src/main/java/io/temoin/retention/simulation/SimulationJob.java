// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.simulation.SimulationQueue.LeaseLost;
import io.temoin.retention.simulation.SimulationQueue.Leased;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the simulations that were asked for. Each is leased by one replica, which says every
 * few seconds that it is alive; when it is not, another goes on after the last page that was
 * counted.
 */
@ApplicationScoped
class SimulationJob {

    private static final Logger LOG = Logger.getLogger(SimulationJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final UUID self = UUID.randomUUID();
    private final SimulationQueue queue;
    private final Simulations simulations;
    private final Clock clock;
    private final PollingScheduler polling;

    SimulationJob(
            SimulationQueue queue, Simulations simulations, Clock clock, PollingScheduler polling) {
        this.queue = queue;
        this.simulations = simulations;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "a simulation failed; it will be retried", this::run);
        polling.every(EXPIRY, "expired simulations could not be deleted", this::expire);
    }

    /** Carries out what is queued, one after the other. */
    void run() {
        @Nullable Leased next = lease();
        while (next != null) {
            carryOut(next);
            next = lease();
        }
    }

    /** Deletes results that are no longer kept. */
    void expire() {
        queue.expire(clock.instant()).await().atMost(LIMIT);
    }

    private @Nullable Leased lease() {
        return queue.lease(self, LEASE).await().atMost(LIMIT);
    }

    private void carryOut(Leased simulation) {
        Cancellable beating = beat(simulation);
        try {
            simulations.carryOut(simulation, self);
        } catch (LeaseLost lost) {
            LOG.infov("simulation {0}: {1}", simulation.simulation(), lost.getMessage());
        } finally {
            beating.cancel();
        }
    }

    private Cancellable beat(Leased simulation) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> queue.renew(simulation, self, LEASE))
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warn("the lease of a simulation was not renewed", failure));
    }
}
