// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Rotates the keys of tokens, links and cursors when they are due, and the key epochs where the
 * process has the password of the keys' owner; elsewhere the command {@code rotate} does. Every
 * replica looks, one at a time acts; what one does not finish, the next look of any of them does. A
 * failure waits for the next look, and shows in the {@link KeyEpochMetrics}.
 */
@ApplicationScoped
class KeyRotationJob {

    private static final Logger LOG = Logger.getLogger(KeyRotationJob.class);

    /** After a start, when the first requests are served. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final KeyRotation rotation;
    private final Duration checkInterval;
    private final PollingScheduler polling;

    KeyRotationJob(KeyRotation rotation, ChassisConfig config, PollingScheduler polling) {
        this.rotation = rotation;
        this.checkInterval = config.keys().checkInterval();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        if (!rotation.isPossible()) {
            LOG.info(
                    "this process does not rotate key epochs, because it has no"
                            + " TEMOIN_DB_KEYS_OWNER_PASSWORD: run the command 'rotate' regularly");
        }
        rotation.warnOfWhatIsToCome();
        polling.every(
                checkInterval.compareTo(FIRST_LOOK) < 0 ? checkInterval : FIRST_LOOK,
                checkInterval,
                "rotation of the keys failed; it will be retried",
                this::look);
    }

    /** The one rotation is tried even if the other fails. */
    void look() {
        attempt("token keys", rotation::rotateTokens);
        if (rotation.isPossible()) {
            attempt("key epochs", rotation::rotateEpochs);
        }
    }

    private static void attempt(String what, Runnable rotation) {
        try {
            rotation.run();
        } catch (RuntimeException failure) {
            LOG.errorf(failure, "rotation of the %s failed; it will be retried", what);
        }
    }
}
