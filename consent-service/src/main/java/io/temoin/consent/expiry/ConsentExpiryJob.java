// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.expiry;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.consent.ConsentConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Records the ends of consents: at start, then again and again. */
@ApplicationScoped
public class ConsentExpiryJob {

    private static final Duration LIMIT = Duration.ofMinutes(50);

    private final ConsentExpiries expiries;
    private final ConsentConfig.Expiry config;
    private final PollingScheduler polling;

    ConsentExpiryJob(ConsentExpiries expiries, ConsentConfig config, PollingScheduler polling) {
        this.expiries = expiries;
        this.config = config.expiry();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                Duration.ZERO,
                config.pollInterval(),
                "recording the ends of consents failed; it will be retried",
                this::run);
    }

    /** One run; the next one finds whatever this one does not come to. */
    void run() {
        expiries.run().await().atMost(LIMIT);
    }
}
