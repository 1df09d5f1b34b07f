// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

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

/** Runs the due dispositions of all tenants: at start, then again and again. */
@ApplicationScoped
public class DispositionJob {

    /** Who orders when nobody asks. */
    private static final Actor ACTOR = Actor.service("retention-service");

    /** Of a tenant, all of it. */
    private static final Visibility EVERY_ITEM =
            new Visibility("retention-service", "retention-service", true, false, List.of());

    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final Dispositions dispositions;
    private final RetentionConfig config;
    private final PollingScheduler polling;

    DispositionJob(Dispositions dispositions, RetentionConfig config, PollingScheduler polling) {
        this.dispositions = dispositions;
        this.config = config;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                Duration.ZERO,
                config.runInterval(),
                "the run of due dispositions failed; it will be retried",
                this::run);
    }

    /** One run; the next one finds whatever this one does not come to. */
    void run() {
        for (TenantId tenant : dispositions.tenants().await().atMost(LIMIT)) {
            dispositions.run(tenant, ACTOR, EVERY_ITEM, null, null).await().atMost(LIMIT);
        }
    }
}
