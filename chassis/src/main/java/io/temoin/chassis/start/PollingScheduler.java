// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Lets jobs look again and again, each on a thread that may wait, one look of each at a time. What
 * fails is logged, and tried again by the next look.
 */
@ApplicationScoped
public class PollingScheduler {

    private static final Logger LOG = Logger.getLogger(PollingScheduler.class);

    private final Vertx vertx;
    private final ExecutorService virtualThreads;
    private final List<Long> timers = new CopyOnWriteArrayList<>();

    PollingScheduler(Vertx vertx, @VirtualThreads ExecutorService virtualThreads) {
        this.vertx = vertx;
        this.virtualThreads = virtualThreads;
    }

    /**
     * Looks every {@code pause}, first when it is over; a look that takes longer is waited for.
     *
     * @param otherwise what is logged of a failure
     * @return has it look now as well, unless it is looking; never blocks
     */
    public Runnable every(Duration pause, String otherwise, Runnable look) {
        return every(pause, pause, otherwise, look);
    }

    /** The same, with the first look after {@code first}: at once, if it is zero. */
    public Runnable every(Duration first, Duration pause, String otherwise, Runnable look) {
        AtomicBoolean running = new AtomicBoolean();
        Runnable soon =
                () -> {
                    if (running.compareAndSet(false, true)) {
                        virtualThreads.execute(() -> once(running, otherwise, look));
                    }
                };
        timers.add(vertx.setPeriodic(first.toMillis(), pause.toMillis(), _ -> soon.run()));
        return soon;
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        timers.forEach(vertx::cancelTimer);
    }

    private static void once(AtomicBoolean running, String otherwise, Runnable look) {
        try {
            look.run();
        } catch (RuntimeException failure) {
            LOG.warn(otherwise, failure);
        } finally {
            running.set(false);
        }
    }
}
