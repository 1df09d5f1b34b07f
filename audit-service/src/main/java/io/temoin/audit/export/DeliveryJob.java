// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.export.ExportRow.State;
import io.temoin.audit.export.domain.ExportCommand;
import io.temoin.audit.export.domain.ExportCommand.CompleteDelivery;
import io.temoin.audit.export.domain.ExportCommand.FailDelivery;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.databasepools.LeaseRenewal;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sends exports to the operator's collector, some chunks in a connection. What was sent is noted
 * when the collector has confirmed the end of the connection; what is cut is sent again from there,
 * so that the collector may get a message twice and never misses one.
 */
@ApplicationScoped
class DeliveryJob {

    private static final Logger LOG = Logger.getLogger(DeliveryJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String COLLECTOR_UNREACHABLE = "COLLECTOR_UNREACHABLE";

    private final DeliveryStore deliveries;
    private final ExportStore exports;
    private final ExportStream streams;
    private final ChunkStorage chunks;
    private final SyslogCollector collector;
    private final PollingScheduler polling;
    private final AuditConfig.Export config;
    private final Clock clock;

    DeliveryJob(
            DeliveryStore deliveries,
            ExportStore exports,
            ExportStream streams,
            ChunkStorage chunks,
            SyslogCollector collector,
            PollingScheduler polling,
            AuditConfig config,
            Clock clock) {
        this.deliveries = deliveries;
        this.exports = exports;
        this.streams = streams;
        this.chunks = chunks;
        this.collector = collector;
        this.polling = polling;
        this.config = config.export();
        this.clock = clock;
    }

    /** Without a collector there is nothing to look for. */
    void start(@Observes StartupEvent event) {
        if (config.syslog().host().isPresent()) {
            polling.every(
                    config.pollInterval(),
                    "delivery of exports failed; it will be retried",
                    this::look);
        }
    }

    private void look() {
        Optional<Claim> claimed = claim();
        while (claimed.isPresent()) {
            work(claimed.get());
            claimed = claim();
        }
    }

    private Optional<Claim> claim() {
        return await(deliveries.claim(UUID.randomUUID(), config.lease()));
    }

    /** One turn of a delivery. What fails is tried again later. */
    void work(Claim claim) {
        try {
            if (hasMore(claim)) {
                await(deliveries.renew(claim, Duration.ZERO)); // others have a turn
            }
        } catch (LeaseLost _) {
            LOG.infof("export %s is being delivered by another process", claim.export());
        } catch (IOException failure) {
            LOG.warnf(
                    failure,
                    "delivery of export %s was not confirmed by the collector; it will be retried",
                    claim.export());
            postpone(claim);
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "delivery of export %s failed; it will be retried", claim.export());
            postpone(claim);
        }
    }

    private boolean hasMore(Claim claim) throws IOException {
        try (LeaseRenewal _ =
                LeaseRenewal.of(
                        config.lease(), () -> await(deliveries.keep(claim, config.lease())))) {
            if (claim.attempt() > config.syslog().attempts()) {
                fail(claim, COLLECTOR_UNREACHABLE);
                return false;
            }
            return send(
                    claim, await(deliveries.find(claim.tenant(), claim.export())).orElseThrow());
        }
    }

    private void postpone(Claim claim) {
        try {
            await(deliveries.renew(claim, config.syslog().retryAfter()));
        } catch (LeaseLost _) {
            LOG.infof("export %s is being delivered by another process", claim.export());
        }
    }

    /**
     * Sends the next chunks. On an old claim, nothing is sent; one that ends meanwhile is noticed
     * after a chunk.
     *
     * @return whether there are more
     */
    private boolean send(Claim claim, DeliveryRow delivery) throws IOException {
        Optional<String> gone = gone(claim);
        if (gone.isPresent()) {
            fail(claim, gone.get());
            return false;
        }
        await(deliveries.renew(claim, config.lease()));
        int upTo = Math.min(delivery.sent() + config.chunksPerTurn(), delivery.chunks());
        if (delivery.sent() < upTo) {
            try (SyslogConnection connection = collector.connect()) {
                for (int number = delivery.sent(); number < upTo; number++) {
                    Optional<byte[]> chunk =
                            await(exports.chunk(claim.tenant(), claim.export(), number));
                    if (chunk.isEmpty()) {
                        fail(claim, gone(claim).orElseThrow());
                        return false;
                    }
                    connection.send(Chunk.bytes(chunks.read(claim.id(), chunk.get())));
                    await(deliveries.renew(claim, config.lease()));
                }
                connection.confirm();
            }
        }
        if (upTo < delivery.chunks()) {
            await(deliveries.sent(claim, upTo));
            return true;
        }
        record(claim, delivery, new CompleteDelivery(delivery.id()));
        await(deliveries.sent(claim, upTo));
        await(deliveries.complete(claim));
        return false;
    }

    /** Why there is nothing to send any more, if there is not. */
    private Optional<String> gone(Claim claim) {
        State state =
                await(exports.find(claim.tenant(), claim.export()))
                        .orElseThrow()
                        .progress()
                        .state();
        return switch (state) {
            case REQUESTED, RUNNING, COMPLETED -> Optional.empty();
            case FAILED, EXPIRED, CANCELLED, DELETED, WITHDRAWN ->
                    Optional.of("EXPORT_" + state.name());
        };
    }

    private void fail(Claim claim, String code) {
        DeliveryRow delivery = await(deliveries.find(claim.tenant(), claim.export())).orElseThrow();
        record(claim, delivery, new FailDelivery(delivery.id(), code));
        await(deliveries.fail(claim, code));
    }

    /**
     * Under an id of its own for each outcome: whoever repeats it records it once. On an old claim,
     * nothing is recorded.
     */
    private void record(Claim claim, DeliveryRow delivery, ExportCommand command) {
        await(deliveries.renew(claim, config.lease()));
        String outcome = delivery.id() + "/" + command.getClass().getSimpleName();
        EventMetadata metadata =
                new EventMetadata(
                        claim.tenant(),
                        Actor.service("audit-service"),
                        UUID.nameUUIDFromBytes(outcome.getBytes(StandardCharsets.UTF_8)),
                        null,
                        delivery.correlation(),
                        null,
                        null,
                        clock.instant().truncatedTo(ChronoUnit.MICROS));
        await(streams.handle(claim.export(), command, metadata));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }
}
