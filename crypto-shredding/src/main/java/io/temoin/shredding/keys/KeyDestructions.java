// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.temoin.shredding.postgres.PoolCheckout;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of every key that any process of the service destroys, on a connection of its own. The
 * database tells it with the commit of the destruction. It asks the database every {@link #BEAT}
 * whether it is still there: while the last answer is younger than {@link #TOLD_WITHIN}, a key that
 * was destroyed longer ago is not remembered here. Without such an answer nothing may be taken from
 * memory, see {@link #areHeard}.
 *
 * <p>Runs on a thread of its own until it is closed. Safe for concurrent use.
 */
public final class KeyDestructions implements AutoCloseable {

    /** How long a process may hold a key in its memory after another has destroyed it. */
    public static final Duration TOLD_WITHIN = Duration.ofSeconds(1);

    /** Where the destruction of a key is told: the tenant, the separator, the name of its scope. */
    static final String CHANNEL = "temoin_key_destroyed";

    /** Neither part contains it. */
    static final String SEPARATOR = "\n";

    private static final Logger LOG = LoggerFactory.getLogger(KeyDestructions.class);
    private static final Duration BEAT = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Who remembers keys. */
    interface Listener {

        /** That scope's key was destroyed. */
        void destroyed(String tenant, String scope);

        /** Any key may have been. */
        void anyDestroyed();
    }

    private final Pool pool;
    private final Duration limit;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile long lastAnswer;
    private volatile boolean heard;
    private volatile boolean closed;

    /**
     * Destructions of which nothing is heard before {@link #listen}.
     *
     * @param pool connections to the keys' database; one of them is taken for good
     */
    public KeyDestructions(Pool pool) {
        this(pool, LIMIT);
    }

    KeyDestructions(Pool pool, Duration limit) {
        this.pool = pool;
        this.limit = limit;
        this.thread = Thread.ofVirtual().name("key-destructions").unstarted(this::run);
    }

    /** Begins to listen, once; until then no key is taken from memory. */
    public void listen() {
        thread.start();
    }

    /** Whether every destruction that is older than {@link #TOLD_WITHIN} has been told. */
    boolean areHeard() {
        return heard && System.nanoTime() - lastAnswer < TOLD_WITHIN.toNanos();
    }

    void tell(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            if (thread.isAlive()) {
                thread.join(limit);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            try {
                hear();
            } catch (RuntimeException failure) {
                if (!closed) {
                    LOG.warn(
                            "no notifications of destroyed keys, so cached keys are not used: {}",
                            failure.toString());
                    LockSupport.parkNanos(BEAT.toNanos());
                }
            } finally {
                heard = false;
            }
        }
    }

    private void hear() {
        SqlConnection connection = PoolCheckout.take(pool, limit);
        try {
            PgConnection.cast(connection.getDelegate())
                    .notificationHandler(notification -> told(notification.getPayload()));
            ask(connection, "listen " + CHANNEL);
            // What was destroyed before is not told any more.
            listeners.forEach(Listener::anyDestroyed);
            while (!closed) {
                heard = true;
                LockSupport.parkNanos(BEAT.toNanos());
                ask(connection, "select 1");
            }
        } finally {
            PgConnection.cast(connection.getDelegate()).notificationHandler(null);
            PoolCheckout.giveBack(connection, "unlisten *", limit);
        }
    }

    private void ask(SqlConnection connection, String question) {
        long before = System.nanoTime();
        connection.query(question).execute().await().atMost(limit);
        lastAnswer = before;
    }

    private void told(String payload) {
        String[] parts = payload.split(SEPARATOR, 2);
        listeners.forEach(listener -> listener.destroyed(parts[0], parts[1]));
    }
}
