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

/** Looks for recordings that came after the word that ends them, or around a crash. */
@ApplicationScoped
public class SubjectActJob {

    private static final Logger LOG = Logger.getLogger(SubjectActJob.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final SubjectActs acts;
    private final RecordingConfig.Quarantine config;
    private final Clock clock;
    private final Vertx vertx;
    private final ExecutorService virtualThreads;
    private long timer;

    SubjectActJob(
            SubjectActs acts,
            RecordingConfig config,
            Clock clock,
            Vertx vertx,
            @VirtualThreads ExecutorService virtualThreads) {
        this.acts = acts;
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
            acts.look(clock.instant().truncatedTo(ChronoUnit.MICROS)).await().atMost(PATIENCE);
        } catch (RuntimeException failure) {
            LOG.warn("recordings that their people's acts end could not be looked for", failure);
        }
    }
}
