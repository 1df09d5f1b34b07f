// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.expiry;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Records the ends of consents: at start, then every minute. */
@ApplicationScoped
public class ConsentExpiryJob {

    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final ConsentExpiries expiries;

    ConsentExpiryJob(ConsentExpiries expiries) {
        this.expiries = expiries;
    }

    /** One run; the next one finds whatever this one does not come to. */
    @Scheduled(
            every = "{temoin.consent.expiry.run-every}",
            concurrentExecution = ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        expiries.run().await().atMost(LIMIT);
    }
}
