// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.suite;

import io.temoin.platform.Component;
import io.temoin.platform.ComponentFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Starts a part again when it dies, at once the first time and ever more slowly when it keeps
 * dying, and says so.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration STEADY_AFTER = Duration.ofMinutes(2);

    private final Map<String, Component> parts;
    private final Consumer<String> progress;
    private final Map<String, Trouble> troubles = new HashMap<>();
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("supervisor").factory());

    private Supervisor(Map<String, Component> parts, Consumer<String> progress) {
        this.parts = parts;
        this.progress = progress;
    }

    /** How often a part has died lately, and when it may be started again. */
    private record Trouble(int deaths, long notBefore) {}

    /** Watches the parts until it is closed. */
    public static Supervisor watch(Map<String, Component> parts, Consumer<String> progress) {
        var supervisor = new Supervisor(parts, progress);
        var _ =
                supervisor.schedule.scheduleWithFixedDelay(
                        supervisor::look,
                        LOOK_EVERY.toMillis(),
                        LOOK_EVERY.toMillis(),
                        TimeUnit.MILLISECONDS);
        return supervisor;
    }

    /** Ends the watch; a start under way is finished first. */
    @Override
    public void close() {
        schedule.close();
    }

    private void look() {
        parts.forEach(
                (name, part) -> {
                    if (!part.alive() && !schedule.isShutdown()) {
                        raise(name, part);
                    }
                });
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
        progress.accept("  " + name + " has died; starting it again");
        try {
            part.restart();
            progress.accept("  " + name + " is back");
        } catch (ComponentFailure e) {
            progress.accept("  " + name + " did not come back: " + e.getMessage());
        }
    }
}
