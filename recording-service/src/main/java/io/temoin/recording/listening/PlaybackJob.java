// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.recording.RecordingConfig;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Saves what is being heard, and records what was; also what a process that died had sent. */
@ApplicationScoped
public class PlaybackJob {

    private static final Logger LOG = Logger.getLogger(PlaybackJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Playbacks playbacks;
    private final RecordingConfig.Playback config;
    private final Vertx vertx;
    private final ExecutorService virtualThreads;
    private final ReentrantLock looking = new ReentrantLock();
    private long timer;

    PlaybackJob(
            Playbacks playbacks,
            RecordingConfig config,
            Vertx vertx,
            @VirtualThreads ExecutorService virtualThreads) {
        this.playbacks = playbacks;
        this.config = config.playback();
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

    /** One look; a second one meanwhile is left out. */
    void look() {
        if (!looking.tryLock()) {
            return;
        }
        try {
            playbacks.keepUp().await().atMost(PATIENCE);
            playbacks.recordWhatIsOver().await().atMost(PATIENCE);
        } catch (RuntimeException failure) {
            LOG.warn("what was heard could not be looked for", failure);
        } finally {
            looking.unlock();
        }
    }
}
