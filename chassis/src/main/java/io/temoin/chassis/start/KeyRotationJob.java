// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import io.temoin.eventsourcing.shredding.EpochRotation;
import io.temoin.eventsourcing.shredding.EpochRotation.Progress;
import io.temoin.eventsourcing.shredding.EpochRotation.Standing;
import io.temoin.eventsourcing.shredding.HashKeyProgress;
import io.temoin.eventsourcing.shredding.KeyGeneration;
import io.temoin.eventsourcing.shredding.KeySchedule;
import io.temoin.eventsourcing.shredding.KeyVault;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Rotates the key epochs, and the keys of tokens, links and cursors, when they are due. Every
 * replica looks, one at a time acts; what one does not finish, the next look of any of them does. A
 * failure waits for the next look, and shows in the age of the epoch.
 */
@ApplicationScoped
class KeyRotationJob {

    private static final Logger LOG = Logger.getLogger(KeyRotationJob.class);

    /** After a start, when the first requests are served. */
    private static final long FIRST_LOOK_MS = 5_000;

    /** Ten million keys take minutes. */
    private static final Duration LIMIT = Duration.ofHours(2);

    private final EpochRotation rotation;
    private final KeyVault vault;
    private final KeySchedule schedule;
    private final Clock clock;
    private final Duration checkEvery;
    private final Duration destroyAfter;
    private final MeterRegistry metrics;
    private final Vertx vertx;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile @Nullable Standing standing;
    private volatile @Nullable Long timer;

    KeyRotationJob(
            @ReactiveDataSource("keys-owner") Pool owner,
            KeyVault vault,
            ChassisConfig config,
            Clock clock,
            MeterRegistry metrics,
            Vertx vertx) {
        ChassisConfig.Keys keys = config.keys();
        this.rotation = new EpochRotation(owner, vault, keys.rotateEvery(), keys.destroyAfter());
        this.vault = vault;
        this.schedule = schedule(keys.tokens());
        this.clock = clock;
        this.checkEvery = keys.checkEvery();
        this.destroyAfter = keys.destroyAfter();
        this.metrics = metrics;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        register();
        Instant distrusted = schedule.distrustBefore();
        if (distrusted != null && clock.instant().isBefore(distrusted)) {
            LOG.warnf(
                    "temoin.keys.tokens.distrust-before is in the future: it has no effect until %s",
                    distrusted);
        }
        timer =
                vertx.setPeriodic(
                        Math.min(FIRST_LOOK_MS, checkEvery.toMillis()),
                        checkEvery.toMillis(),
                        _ -> Thread.ofVirtual().name("key-rotation").start(this::look));
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

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        Long started = timer;
        if (started != null) {
            vertx.cancelTimer(started);
        }
    }

    /** One look at a time: a rotation may take longer than the period. */
    void look() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            Instant now = clock.instant();
            rotateTokens(now);
            rotateEpochs(now);
        } finally {
            running.set(false);
        }
    }

    private void rotateTokens(Instant now) {
        try {
            tell(vault.rotateHashKeys(schedule, now).await().atMost(LIMIT));
        } catch (RuntimeException failure) {
            LOG.error("the keys of tokens could not be looked after; tried again later", failure);
        }
    }

    private void rotateEpochs(Instant now) {
        try {
            tell(rotation.advance(now).await().atMost(LIMIT), now);
            standing = rotation.standing(now).await().atMost(LIMIT);
        } catch (RuntimeException failure) {
            LOG.error("the key epochs could not be looked after; tried again later", failure);
        }
    }

    private static KeySchedule schedule(ChassisConfig.Tokens tokens) {
        return new KeySchedule(
                tokens.rotateEvery(), tokens.overlap(), tokens.distrustBefore().orElse(null));
    }

    private static void tell(HashKeyProgress progress) {
        for (KeyGeneration opened : progress.opened()) {
            LOG.infof("key %d of %s was made and signs", opened.number(), opened.purpose());
        }
        for (KeyGeneration retired : progress.retired()) {
            LOG.infof(
                    "key %d of %s was retired: texts it signed are void",
                    retired.number(), retired.purpose());
        }
    }

    private void tell(Progress progress, Instant now) {
        progress.opened().forEach(epoch -> LOG.infof("key epoch %d is opened and current", epoch));
        if (progress.moved() > 0) {
            LOG.infof("%d live keys were wrapped anew", progress.moved());
        }
        for (int epoch : progress.emptied()) {
            LOG.infof(
                    "no live key is left in key epoch %d; its key is destroyed after %s",
                    epoch, now.plus(destroyAfter));
        }
        for (int epoch : progress.destroyed()) {
            LOG.infof(
                    "the key of epoch %d is destroyed: what was erased in it is final in backups too",
                    epoch);
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
