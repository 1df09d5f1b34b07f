// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.eventsourcing.TenantId;
import io.temoin.eventsourcing.store.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/** Runs the due dispositions of all tenants: at start, then every hour. */
@ApplicationScoped
public class DispositionJob {

    /** Who orders when nobody asks. */
    static final Actor ACTOR = Actor.service("retention-service");

    /** Of a tenant, all of it. */
    private static final Visibility EVERY_ITEM =
            new Visibility("retention-service", "retention-service", true, false, List.of());

    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final Dispositions dispositions;

    DispositionJob(Dispositions dispositions) {
        this.dispositions = dispositions;
    }

    /** One run; the next one finds whatever this one does not come to. */
    @Scheduled(
            every = "{temoin.retention.run-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        for (TenantId tenant : dispositions.tenants().await().atMost(LIMIT)) {
            dispositions.run(tenant, ACTOR, EVERY_ITEM, null).await().atMost(LIMIT);
        }
    }
}
