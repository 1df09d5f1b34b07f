// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.recording.RecordingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Saves what is being heard, and records what was; also what a process that died had sent. */
@ApplicationScoped
public class PlaybackJob {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Playbacks playbacks;
    private final RecordingConfig.Playback config;
    private final PollingScheduler polling;

    PlaybackJob(Playbacks playbacks, RecordingConfig config, PollingScheduler polling) {
        this.playbacks = playbacks;
        this.config = config.playback();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(
                config.pollInterval(),
                "the search for unrecorded playback failed; it will be retried",
                this::look);
    }

    /** Nobody asks twice how far an answer came that was sent just before. */
    void stop(@Observes ShutdownEvent event) {
        playbacks.saveAll().await().atMost(PATIENCE);
    }

    private void look() {
        playbacks.keepUp().await().atMost(PATIENCE);
        playbacks.recordWhatIsOver().await().atMost(PATIENCE);
    }
}
