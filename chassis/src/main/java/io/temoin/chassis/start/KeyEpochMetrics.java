// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.temoin.shredding.keys.KeyEpochs;
import io.temoin.shredding.keys.KeyEpochs.EpochStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Shows where the key epochs stand, whoever rotates them: were it only known to who rotates, nobody
 * would see that nobody does. While the database is away, what was read last still ages.
 */
@ApplicationScoped
class KeyEpochMetrics {

    /** After a start, when the first requests are served. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KeyEpochs epochs;
    private final Clock clock;
    private final MeterRegistry metrics;
    private final PollingScheduler polling;
    private volatile @Nullable EpochStatus status;

    KeyEpochMetrics(
            KeyEpochs epochs, Clock clock, MeterRegistry metrics, PollingScheduler polling) {
        this.epochs = epochs;
        this.clock = clock;
        this.metrics = metrics;
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        register();
        polling.every(
                FIRST_LOOK,
                LOOK_EVERY,
                "the key epochs could not be read; they will be read again",
                this::look);
    }

    /** The metrics; unknown until the first look. */
    void register() {
        gauge("temoin.keys.epoch", EpochStatus::epoch);
        gauge("temoin.keys.epoch.oldest", EpochStatus::oldest);
        gauge(
                "temoin.keys.epoch.age.seconds",
                last -> Duration.between(last.openedAt(), clock.instant()).toSeconds());
        gauge("temoin.keys.epochs.unemptied", EpochStatus::unemptied);
        gauge("temoin.keys.destruction.due.seconds", last -> last.due().getEpochSecond());
        gauge("temoin.keys.erasure.horizon.seconds", last -> last.horizon().getEpochSecond());
    }

    void look() {
        status = epochs.status(clock.instant()).await().atMost(LIMIT);
    }

    private void gauge(String name, ToDoubleFunction<EpochStatus> value) {
        metrics.gauge(
                name,
                this,
                each -> {
                    EpochStatus last = each.status;
                    return last == null ? Double.NaN : value.applyAsDouble(last);
                });
    }
}
