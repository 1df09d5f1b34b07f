// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the list of logs again and again, so that the witness is told of a new log without being
 * started anew. A list with a mistake changes nothing: what was watched is watched on.
 */
final class ListWatch implements Closeable {

    private static final Logger LOG = Logger.getLogger(ListWatch.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Path file;
    private final Witness witness;
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("list-of-logs").factory());

    private List<WatchedLog> watched;
    private String fault = "";

    /**
     * Of a list that the witness watches already.
     *
     * @param watched what was read at the start
     */
    ListWatch(Path file, List<WatchedLog> watched, Witness witness) {
        this.file = file;
        this.watched = watched;
        this.witness = witness;
    }

    /** Looks every two seconds, until it is closed. */
    static ListWatch start(Path file, List<WatchedLog> watched, Witness witness) {
        ListWatch started = new ListWatch(file, watched, witness);
        var _ =
                started.schedule.scheduleWithFixedDelay(
                        started::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    /** Reads the list, and lets the witness watch what it names now. By one thread at a time. */
    void look() {
        try {
            List<WatchedLog> now = LogList.read(file);
            if (now.isEmpty() && !watched.isEmpty()) {
                throw new CannotRun(file + " no longer names any log.");
            }
            fault = "";
            if (!now.equals(watched)) {
                watched = now;
                witness.watch(now);
            }
        } catch (CannotRun | IOException failure) {
            say(String.valueOf(failure.getMessage()));
        } catch (RuntimeException bug) { // it would end the looks, unseen
            LOG.log(Level.SEVERE, "the witness failed while reading the list of logs", bug);
        }
    }

    /** Once, until it changes. */
    private void say(String failure) {
        if (!failure.equals(fault)) {
            fault = failure;
            LOG.log(
                    Level.SEVERE,
                    "the list of logs cannot be used, so the previous one stays in effect: {0}",
                    failure);
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
