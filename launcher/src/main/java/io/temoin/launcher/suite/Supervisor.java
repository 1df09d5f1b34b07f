// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
import io.temoin.platform.ComponentFailure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts a part again when it dies, at once the first time and ever more slowly when it keeps
 * dying, and says so.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STEADY_AFTER = Duration.ofMinutes(2);
    private static final Duration GIVE_UP_WITHIN = Duration.ofSeconds(10);

    private final Consumer<String> progress;
    private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
    private final ScheduledExecutorService schedule;

    private Supervisor(Map<String, Component> parts, Consumer<String> progress) {
        this.progress = progress;
        // A thread for each: a service that waits for its database must not keep the database down.
        this.schedule =
                Executors.newScheduledThreadPool(
                        parts.size(),
                        Thread.ofPlatform().daemon().name("supervisor-", 0).factory());
        parts.forEach(this::watch);
    }

    /** How often a part has died lately, and when it may be started again. */
    private record Trouble(int deaths, long notBefore) {}

    /** Watches the parts until it is closed. */
    public static Supervisor watch(Map<String, Component> parts, Consumer<String> progress) {
        return new Supervisor(parts, progress);
    }

    /** Ends the watch; a start under way is given up. */
    @Override
    public void close() {
        schedule.shutdownNow();
        try {
            var _ = schedule.awaitTermination(GIVE_UP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(String name, Component part) {
        var _ =
                schedule.scheduleWithFixedDelay(
                        () -> {
                            if (!part.alive() && !schedule.isShutdown()) {
                                raise(name, part);
                            }
                        },
                        LOOK_EVERY.toMillis(),
                        LOOK_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void raise(String name, Component part) {
        var now = System.nanoTime();
        var before = troubles.getOrDefault(name, new Trouble(0, now));
        if (now - before.notBefore() < 0) {
            return;
        }
        var steady = now - before.notBefore() > STEADY_AFTER.toNanos();
        var deaths = steady ? 1 : before.deaths() + 1;
        var pause = Duration.ofSeconds(1L << Math.min(deaths, 5));
        troubles.put(
                name,
                new Trouble(
                        deaths,
                        now
                                + (pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE)
                                        .toNanos()));
        progress.accept("  " + name + " has stopped unexpectedly; restarting it");
        try {
            part.restart();
            progress.accept("  " + name + " is running again");
        } catch (ComponentFailure e) {
            giveUp(name, part, e.getMessage());
        } catch (RuntimeException e) {
            giveUp(name, part, e.toString());
        }
    }

    /**
     * Until the next look, which starts it again only when it is dead: a part that never became
     * ready may still be alive. Whatever happened, a watch that ended with it would leave the part
     * down for good.
     */
    private void giveUp(String name, Component part, @Nullable String why) {
        progress.accept("  " + name + " could not be restarted: " + why);
        try {
            part.kill();
        } catch (RuntimeException e) {
            progress.accept("  " + name + " could not be killed: " + e);
        }
    }
}
