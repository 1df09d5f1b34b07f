// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.requests.Commands;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Sha256;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.disposition.OverdueBatchQueries.Waiting;
import io.temoin.retention.disposition.domain.BatchCommand.ConfirmBatch;
import io.temoin.retention.disposition.domain.BatchEvent.DispositionBatchOrdered;
import io.temoin.retention.disposition.domain.DispositionBatch.Ordered;
import io.temoin.retention.disposition.domain.ItemDigest;
import io.temoin.retention.register.domain.ItemOwner;
import io.temoin.retention.rights.RequestStream;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.KeyScope;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Destroys what retention-service keeps itself: the notes on requests, by their keys. Keys first,
 * the confirmation last; a crash in between destroys them again, which changes nothing.
 */
@ApplicationScoped
class OwnBatchJob {

    private static final Logger LOG = Logger.getLogger(OwnBatchJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Actor ACTOR = Actor.service("retention-service");
    private static final int PAGE = 20;

    private final OverdueBatchQueries waiting;
    private final DispositionBatchStream batches;
    private final ShreddableKeys keys;
    private final Clock clock;
    private final PollingScheduler polling;

    OwnBatchJob(
            OverdueBatchQueries waiting,
            DispositionBatchStream batches,
            ShreddableKeys keys,
            Clock clock,
            PollingScheduler polling) {
        this.waiting = waiting;
        this.batches = batches;
        this.keys = keys;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "files of requests could not be destroyed", this::run);
    }

    /** Destroys what the batches that wait name. */
    void run() {
        for (Waiting next : waiting.own(PAGE).await().atMost(LIMIT)) {
            try {
                carryOut(next).await().atMost(LIMIT);
            } catch (RuntimeException failure) {
                // The others must not wait for it; the next look tries it again.
                LOG.errorf(failure, "the batch %s could not be destroyed", next.batch());
            }
        }
    }

    private Uni<Void> carryOut(Waiting next) {
        return batches.replay(next.tenant(), next.batch())
                .flatMap(
                        replayed ->
                                replayed.state() instanceof Ordered(var order, _)
                                        ? destroy(next.tenant(), order)
                                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> destroy(TenantId tenant, DispositionBatchOrdered order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Multi.createFrom()
                .iterable(order.items())
                .onItem()
                .transformToUniAndConcatenate(
                        request ->
                                keys.destroy(
                                        tenant,
                                        new KeyScope.Subject(RequestStream.keyOwner(request)),
                                        order.basis().name(),
                                        now))
                .collect()
                .last()
                .chain(() -> batches.handle(order.batch(), confirm(order, now), by(tenant, order)))
                .replaceWithVoid();
    }

    private static ConfirmBatch confirm(DispositionBatchOrdered order, Instant now) {
        return new ConfirmBatch(
                order.batch(),
                ItemOwner.RETENTION,
                order.kind(),
                order.controller(),
                order.items().size(),
                List.of(),
                ItemDigest.of(order.items()),
                now,
                null);
    }

    private EventMetadata by(TenantId tenant, DispositionBatchOrdered order) {
        UUID command =
                Commands.idOf(
                        Sha256.of("own batch\n%s\n%s".formatted(tenant.value(), order.batch())));
        return new EventMetadata(
                tenant,
                ACTOR,
                command,
                null,
                command.toString(),
                null,
                null,
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
