// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.retention.RetentionConfig;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Runs the due batches of all tenants: at start, then again and again. */
@ApplicationScoped
class BatchDispositionJob {

    private static final Actor ACTOR = Actor.service("retention-service");

    /** Of a tenant, all of it. */
    private static final Visibility EVERY_ITEM =
            new Visibility("retention-service", "retention-service", true, false, List.of());

    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final DispositionBatches batches;
    private final RetentionConfig config;
    private final PollingScheduler polling;

    BatchDispositionJob(
            DispositionBatches batches, RetentionConfig config, PollingScheduler polling) {
        this.batches = batches;
        this.config = config;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                Duration.ZERO,
                config.runInterval(),
                "the run of due batches failed; it will be retried",
                this::run);
    }

    /** One run; the next one finds whatever this one does not come to. */
    void run() {
        String correlation = UUID.randomUUID().toString();
        for (TenantId tenant : batches.tenants().await().atMost(LIMIT)) {
            batches.run(tenant, ACTOR, EVERY_ITEM, correlation, null).await().atMost(LIMIT);
        }
    }
}
