// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import io.temoin.shredding.keys.EpochRotation.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rotates the keys of tokens, links and cursors when they are due, and the key epochs where the
 * process has the password of the keys' owner; elsewhere the command {@code rotate} does. Every
 * replica looks, one at a time acts; what one does not finish, the next look of any of them does. A
 * failure waits for the next look, and shows in the age of the epoch.
 */
@ApplicationScoped
class KeyRotationJob {

    private static final Logger LOG = Logger.getLogger(KeyRotationJob.class);

    /** After a start, when the first requests are served. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final KeyRotation rotation;
    private final Clock clock;
    private final Duration checkEvery;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private volatile @Nullable Standing standing;

    KeyRotationJob(
            KeyRotation rotation,
            ChassisConfig config,
            Clock clock,
            MeterRegistry metrics,
            PollingScheduler polling) {
        this.rotation = rotation;
        this.clock = clock;
        this.checkEvery = config.keys().checkEvery();
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        register();
        if (!rotation.isPossible()) {
            LOG.info(
                    "this process does not rotate key epochs, because it has no"
                            + " TEMOIN_DB_KEYS_OWNER_PASSWORD: run the command 'rotate' regularly");
        }
        rotation.warnOfWhatIsToCome();
        polling.every(
                checkEvery.compareTo(FIRST_LOOK) < 0 ? checkEvery : FIRST_LOOK,
                checkEvery,
                "rotation of the keys failed; it will be retried",
                this::look);
    }

    /** The metrics; unknown until the first look. */
    void register() {
        gauge("temoin.keys.epoch", Standing::epoch);
        gauge("temoin.keys.epoch.oldest", Standing::oldest);
        gauge(
                "temoin.keys.epoch.age.seconds",
                last -> Duration.between(last.openedAt(), clock.instant()).toSeconds());
        gauge("temoin.keys.left", Standing::keysLeft);
        gauge("temoin.keys.erasure.horizon.seconds", last -> last.horizon().getEpochSecond());
    }

    /** The one rotation is tried even if the other fails. */
    void look() {
        rotateTokens();
        if (rotation.isPossible()) {
            rotateEpochs();
        }
    }

    private void rotateTokens() {
        try {
            rotation.rotateTokens();
        } catch (RuntimeException failure) {
            LOG.error("rotation of the token keys failed; it will be retried", failure);
        }
    }

    private void rotateEpochs() {
        try {
            standing = rotation.rotateEpochs();
        } catch (RuntimeException failure) {
            LOG.error("rotation of the key epochs failed; it will be retried", failure);
        }
    }

    private void gauge(String name, ToDoubleFunction<Standing> value) {
        metrics.gauge(
                name,
                this,
                job -> {
                    Standing last = job.standing;
                    return last == null ? Double.NaN : value.applyAsDouble(last);
                });
    }
}
