// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.consent.ConsentConfig;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;

/** Removes what a person was shown long enough: who listened, what was destroyed, what ended. */
@Singleton
class HoldingsJob {

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HoldingsQueries holdings;
    private final ConsentConfig config;
    private final Clock clock;
    private final PollingScheduler polling;

    HoldingsJob(
            HoldingsQueries holdings, ConsentConfig config, Clock clock, PollingScheduler polling) {
        this.holdings = holdings;
        this.config = config;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "what ended long ago could not be forgotten", this::run);
    }

    void run() {
        holdings.forget(
                        clock.instant()
                                .atZone(ZoneOffset.UTC)
                                .minus(config.selfService().shownAfterEnd())
                                .toInstant())
                .await()
                .atMost(LIMIT);
    }
}
