// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.recording.RecordingConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/** Looks for recordings of minors that came after the word of their age, or around a crash. */
@ApplicationScoped
public class MinorQuarantineJob {

    private static final Logger LOG = Logger.getLogger(MinorQuarantineJob.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MinorQuarantines quarantines;
    private final RecordingConfig.Quarantine config;
    private final Clock clock;
    private final Vertx vertx;
    private final ExecutorService virtualThreads;
    private long timer;

    MinorQuarantineJob(
            MinorQuarantines quarantines,
            RecordingConfig config,
            Clock clock,
            Vertx vertx,
            @VirtualThreads ExecutorService virtualThreads) {
        this.quarantines = quarantines;
        this.config = config.quarantine();
        this.clock = clock;
        this.vertx = vertx;
        this.virtualThreads = virtualThreads;
    }

    void start(@Observes StartupEvent event) {
        timer =
                vertx.setPeriodic(
                        config.lookEvery().toMillis(), _ -> virtualThreads.execute(this::look));
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** One look. */
    void look() {
        try {
            quarantines
                    .look(clock.instant().truncatedTo(ChronoUnit.MICROS))
                    .await()
                    .atMost(PATIENCE);
        } catch (RuntimeException failure) {
            LOG.warn("recordings of minors could not be looked for", failure);
        }
    }
}
