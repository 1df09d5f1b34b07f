// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.recording.RecordingConfig;
import io.temoin.recording.lifecycle.ConcernedRecordingQueries.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Looks for recordings that came after the word that ends them, or around a crash. */
@ApplicationScoped
public class SubjectActJob {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SubjectActs acts;
    private final RecordingConfig.Quarantine config;
    private final Clock clock;
    private final PollingScheduler polling;

    SubjectActJob(SubjectActs acts, RecordingConfig config, Clock clock, PollingScheduler polling) {
        this.acts = acts;
        this.config = config.quarantine();
        this.clock = clock;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "the search for recordings affected by withdrawals and objections failed; it will"
                        + " be retried",
                this::look);
    }

    /** One look at all acts, some at a time. */
    void look() {
        Optional<Cursor> next = Optional.of(Cursor.FIRST);
        while (next.isPresent()) {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            next = acts.look(next.get(), now).await().atMost(PATIENCE);
        }
    }
}
