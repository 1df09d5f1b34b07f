// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The claim of one process to a reader's name: an advisory lock on a connection through which it
 * shows every second that it is alive. A process that hangs, or whose network is gone without a
 * word, keeps its connection in the eyes of the database, and with it the lock. So whoever finds
 * the lock taken ends a connection that has been silent for {@link #SILENCE}; then the lock is
 * free. One that wakes up after that has no connection any more, and {@link #requireHeld} tells it
 * before it does anything else.
 *
 * <p>The database's clock alone says who is silent. A role may end its own connections, so this
 * needs no other right.
 */
final class FeedClaim implements AutoCloseable {

    /** For how long an owner may be silent; a starved process must be able to keep it. */
    static final Duration SILENCE = Duration.ofSeconds(6);

    private static final Logger LOG = LoggerFactory.getLogger(FeedClaim.class);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private static final String TAKE =
            "select pg_try_advisory_lock(hashtextextended($1, 0)) as locked";

    /** Idle, or with an answer that nobody reads: what takes long in the database is not silent. */
    private static final String END_THE_SILENT =
            """
            select count(*) filter (where pg_terminate_backend(a.pid)) as ended
            from pg_locks l join pg_stat_activity a using (pid)
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
              and l.database = (select oid from pg_database where datname = current_database())
              and (l.classid::bigint << 32 | l.objid::bigint) = hashtextextended($1, 0)
              and a.pid <> pg_backend_pid()
              and (a.state like 'idle%' or a.wait_event = 'ClientWrite')
              and greatest(a.state_change, a.query_start)
                < clock_timestamp() - $2::text::interval""";

    private final SqlConnection connection;
    private final Thread beating;
    private volatile long lastBeat;
    private volatile boolean over;

    private FeedClaim(SqlConnection connection, String name, long taken) {
        this.connection = connection;
        this.lastBeat = taken;
        this.beating = Thread.ofVirtual().name("claim-" + name).unstarted(this::beat);
    }

    /** The claim, or nothing while another process has it and shows that it is alive. */
    static @Nullable FeedClaim take(SqlConnection connection, String name) {
        long before = System.nanoTime();
        if (!isTaken(connection, name)) {
            return null;
        }
        FeedClaim claim = new FeedClaim(connection, name, before);
        connection.closeHandler(claim::close);
        claim.beating.start();
        return claim;
    }

    private static boolean isTaken(SqlConnection connection, String name) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(name))
                .await()
                .atMost(LIMIT)
                .iterator()
                .next()
                .getBoolean("locked");
    }

    /** Ends the connection of an owner that has been silent for too long. */
    static void endTheSilent(SqlConnection connection, String name) {
        long ended =
                connection
                        .preparedQuery(END_THE_SILENT)
                        .execute(Tuple.of(name, SILENCE.toMillis() + "ms"))
                        .await()
                        .atMost(LIMIT)
                        .iterator()
                        .next()
                        .getLong("ended");
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
    void requireHeld() {
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
                LOG.warn("the claim to a feed could not be kept: {}", failure.toString());
            }
        }
    }
}
