// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.audit.AuditConfig;
import io.temoin.chassis.start.PollingScheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Removes from the bucket what no export has any more: of exports that expired, whose removal the
 * bucket did not answer, or whose writer died before its chunk was part of the file. Every replica
 * does.
 */
@ApplicationScoped
class ExportSweepJob {

    private static final Logger LOG = Logger.getLogger(ExportSweepJob.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ChunkStorage chunks;
    private final ExportQueueStore queue;
    private final PollingScheduler polling;
    private final Duration every;
    private final AtomicLong unremoved = new AtomicLong();

    ExportSweepJob(
            ChunkStorage chunks,
            ExportQueueStore queue,
            PollingScheduler polling,
            AuditConfig config,
            MeterRegistry metrics) {
        this.chunks = chunks;
        this.queue = queue;
        this.polling = polling;
        this.every = config.export().expiryInterval();
        if (chunks.bucket().isPresent()) {
            metrics.gauge("temoin.audit.export.unremoved", unremoved);
        }
    }

    void start(@Observes StartupEvent event) {
        chunks.bucket()
                .ifPresent(
                        bucket ->
                                polling.every(
                                        every,
                                        "exports that have ended could not be removed from the"
                                                + " bucket; it will be retried",
                                        () -> sweep(bucket)));
    }

    /** Looks once. An export that cannot be removed, for an object lock, say, holds up no other. */
    void sweep(ChunkBucket bucket) {
        Set<ExportId> ended = ended(bucket);
        unremoved.set(ended.size());
        for (ExportId export : ended) {
            try {
                bucket.remove(export);
                unremoved.decrementAndGet();
                LOG.debugf("export %s has been removed from the bucket", export.export());
            } catch (IOException | RuntimeException failure) {
                LOG.warnf(
                        failure,
                        "export %s has ended and could not be removed from the bucket; it will be"
                                + " retried",
                        export.export());
            }
        }
    }

    private Set<ExportId> ended(ChunkBucket bucket) {
        try {
            Set<ExportId> ended = bucket.exports();
            ended.removeAll(queue.unended(ended).await().atMost(LIMIT));
            return ended;
        } catch (IOException failure) {
            throw new UncheckedIOException("the bucket of the exports", failure);
        }
    }
}
