// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Looks after the passwords with which a running service connects. */
@ApplicationScoped
class PasswordWatch {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final List<WatchedPassword> watched = new CopyOnWriteArrayList<>();
    private volatile long timer;

    PasswordWatch(Vertx vertx) {
        this.vertx = vertx;
    }

    void add(WatchedPassword password) {
        watched.add(password);
    }

    /** The names of those that have been refused for so long that somebody has to act. */
    List<String> refused() {
        long now = System.nanoTime();
        return watched.stream()
                .filter(password -> password.isRefused(now))
                .map(WatchedPassword::variable)
                .toList();
    }

    void start(@Observes StartupEvent event) {
        timer =
                vertx.setPeriodic(
                        POLL_INTERVAL.toMillis(),
                        _ -> watched.forEach(password -> password.look(System.nanoTime())));
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }
}
