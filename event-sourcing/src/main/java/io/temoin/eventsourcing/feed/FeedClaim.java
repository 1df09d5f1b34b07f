// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import io.temoin.shredding.postgres.SessionLocks;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of one process to a name, of a reader or of other work of its kind: a {@link
 * SessionLocks session lock} on a connection through which it shows every second that it is alive.
 * Whoever finds the lock taken ends a connection that has been silent for {@link #SILENCE}; then
 * the lock is free. A process that wakes up after that has no connection any more, and {@link
 * #requireHeld} tells it before it does anything else.
 */
public final class FeedClaim implements AutoCloseable {

    /** For how long an owner may be silent; a starved process must be able to keep it. */
    static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Logger LOG = LoggerFactory.getLogger(FeedClaim.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final SqlConnection connection;
    private final Thread beating;
    private volatile long lastBeat;
    private volatile boolean over;

    private FeedClaim(SqlConnection connection, String name, long taken) {
        this.connection = connection;
        this.lastBeat = taken;
        this.beating = Thread.ofVirtual().name("claim-" + name).unstarted(this::beat);
    }

    /**
     * Does work that one process does at a time. Blocks; the work calls {@link #requireHeld} before
     * each step that nobody else may do meanwhile.
     *
     * @param name of the work
     * @return whether it was done; it is not while another process does it and is alive
     */
    public static boolean holding(Pool pool, String name, Consumer<FeedClaim> work) {
        SqlConnection connection = pool.getConnection().await().atMost(LIMIT);
        try (FeedClaim claim = take(connection, name)) {
            if (claim == null) {
                endTheSilent(connection, name);
                return false;
            }
            work.accept(claim);
            return true;
        } finally {
            connection
                    .query("select pg_advisory_unlock_all()")
                    .execute()
                    .onItemOrFailure()
                    .transformToUni((_, _) -> connection.close())
                    .await()
                    .atMost(LIMIT);
        }
    }

    /** The claim, or nothing while another process has it and shows that it is alive. */
    static @Nullable FeedClaim take(SqlConnection connection, String name) {
        long before = System.nanoTime();
        if (!SessionLocks.take(connection, name).await().atMost(LIMIT)) {
            return null;
        }
        FeedClaim claim = new FeedClaim(connection, name, before);
        connection.closeHandler(claim::close);
        claim.beating.start();
        return claim;
    }

    /** Ends the connection of an owner that has been silent for too long. */
    static void endTheSilent(SqlConnection connection, String name) {
        long ended = SessionLocks.endTheSilent(connection, name, SILENCE).await().atMost(LIMIT);
        if (ended > 0) {
            LOG.warn(
                    "{}: the process that owned it was silent for {} s; its claim was ended",
                    name,
                    SILENCE.toSeconds());
        }
    }

    /**
     * Returns while nobody else can have taken the claim.
     *
     * @throws IllegalStateException when another process may have it by now
     */
    public void requireHeld() {
        if (over || System.nanoTime() - lastBeat > SILENCE.toNanos()) {
            throw new IllegalStateException("the claim to the feed may be another process's");
        }
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(beating);
    }

    private void beat() {
        while (!over) {
            LockSupport.parkNanos(BEAT.toNanos());
            if (over) {
                return;
            }
            long before = System.nanoTime();
            try {
                connection.query("select 1").execute().await().atMost(SILENCE);
                lastBeat = before;
            } catch (RuntimeException failure) {
                over = true;
                LOG.warn("the lease on a feed could not be renewed: {}", failure.toString());
            }
        }
    }
}
