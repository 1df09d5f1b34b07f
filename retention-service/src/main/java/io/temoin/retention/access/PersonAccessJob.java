// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.access;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.retention.RetentionConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Removes who listened once that is too old for an access log. */
@ApplicationScoped
class PersonAccessJob {

    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int PAGE = 1_000;

    private final PersonAccessStore accesses;
    private final RetentionConfig config;
    private final Clock clock;
    private final PollingScheduler polling;

    PersonAccessJob(
            PersonAccessStore accesses,
            RetentionConfig config,
            Clock clock,
            PollingScheduler polling) {
        this.accesses = accesses;
        this.config = config;
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "who listened could not be forgotten", this::run);
    }

    /** Removes all that is too old, and what tells of erased people. */
    void run() {
        Instant before =
                clock.instant().atZone(config.zone()).minus(config.accessLogPeriod()).toInstant();
        while (accesses.forget(before, PAGE).await().atMost(LIMIT) == PAGE) {
            // the next page
        }
        while (accesses.forgetErased(PAGE).await().atMost(LIMIT) == PAGE) {
            // the next page
        }
    }
}
