// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import io.temoin.shredding.postgres.PoolCheckout;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a feed for ever and hands it to a {@link FeedHandler}: batch, handle, checkpoint. One
 * process of all owns a reader's name at a time, by a {@link FeedClaim} on the very connection it
 * reads through: a lost connection is a lost claim. The others try again every poll; where one of
 * them is woken, it tells the owner.
 *
 * <p>Runs on a thread of its own. While batches are being handled, the next is read; a handler
 * decides by what it returns whether it waits.
 */
public final class FeedReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration DATABASE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BACK_OFF = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST_BEGUN = 4;

    private record Begun(FeedPosition upTo, CompletableFuture<@Nullable Void> done) {}

    private final String name;
    private final Pool pool;
    private final FeedHandler handler;
    private final int batchSize;
    private final Duration poll;
    private final Semaphore wakes = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;
    private boolean beginning; // guarded by this
    private volatile boolean owner;
    private volatile FeedPosition position = FeedPosition.START;

    private FeedReader(String name, Pool pool, FeedHandler handler, int batchSize, Duration poll) {
        this.name = name;
        this.pool = pool;
        this.handler = handler;
        this.batchSize = batchSize;
        this.poll = poll;
        this.thread = Thread.ofVirtual().name("feed-" + name).unstarted(this::run);
    }

    /**
     * Starts reading.
     *
     * @param name the reader's name, under which its checkpoint is kept
     * @param pool connections of the feed role
     * @param poll how long to wait for a {@link #wake} before looking anyway
     */
    public static FeedReader start(
            String name, Pool pool, FeedHandler handler, int batchSize, Duration poll) {
        FeedReader reader = new FeedReader(name, pool, handler, batchSize, poll);
        reader.thread.start();
        return reader;
    }

    /** Says that there may be new events. Cheap, never blocks, safe from any thread. */
    public void wake() {
        if (wakes.availablePermits() == 0) {
            wakes.release();
        }
    }

    /** The last position that was handled; unknown where another process is the owner. */
    public Optional<FeedPosition> position() {
        return owner ? Optional.of(position) : Optional.empty();
    }

    /** Stops after the batch at hand; a handler that is about to begin is interrupted. */
    @Override
    public void close() {
        stop();
        wake();
        try {
            thread.join(DATABASE_TIMEOUT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void stop() {
        stopped = true;
        if (beginning) {
            thread.interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                own();
            } catch (Exception failure) {
                if (stopped) {
                    LOG.info("feed {} was stopped: {}", name, failure.toString());
                    return;
                }
                // Database or broker away: the checkpoint stands, so starting over loses nothing.
                LOG.warn("feed {} was interrupted; it restarts from its checkpoint", name, failure);
                pause(BACK_OFF);
            }
        }
    }

    private void own() throws Exception {
        SqlConnection connection = PoolCheckout.take(pool, DATABASE_TIMEOUT);
        try (FeedClaim claim = FeedClaim.take(connection, channel())) {
            if (claim == null) {
                FeedClaim.endTheSilent(connection, channel());
                tellTheOwner(connection);
            } else {
                listen(connection);
                read(new EventFeed(connection), claim);
            }
        } finally {
            owner = false;
            try {
                handler.released();
            } finally {
                unlock(connection);
            }
        }
    }

    /** Before the first look: what is committed from now on is either seen or told. */
    private void listen(SqlConnection connection) {
        PgConnection.cast(connection).notificationHandler(_ -> wake());
        // A channel's name is no value: it cannot be a parameter.
        connection
                .preparedQuery("select format('listen %I', $1::text)")
                .execute(Tuple.of(channel()))
                .map(rows -> rows.iterator().next().getString(0))
                .chain(listen -> connection.query(listen).execute())
                .await()
                .atMost(DATABASE_TIMEOUT);
    }

    /** For the time of a poll; then the owner may be gone. */
    private void tellTheOwner(SqlConnection connection) {
        long end = System.nanoTime() + poll.toNanos();
        for (Duration left = poll;
                left.toMillis() > 0 && !stopped;
                left = Duration.ofNanos(end - System.nanoTime())) {
            if (pause(left) && !stopped) {
                // In a transaction of its own: a writer's would hold all commits up with it.
                connection
                        .preparedQuery("select pg_notify($1, '')")
                        .execute(Tuple.of(channel()))
                        .await()
                        .atMost(DATABASE_TIMEOUT);
                LockSupport.parkNanos(handler.linger().toNanos());
            }
        }
    }

    private String channel() {
        return "temoin-feed/" + name;
    }

    /** Closing a pooled connection would keep its lock; the lock must go with the reader. */
    private static void unlock(SqlConnection connection) {
        PgConnection.cast(connection).notificationHandler(null);
        PoolCheckout.giveBack(connection, "select pg_advisory_unlock_all(); unlisten *", LOOK);
    }

    private void read(EventFeed feed, FeedClaim claim) throws Exception {
        position = feed.checkpoint(name).await().atMost(DATABASE_TIMEOUT);
        owner = true;
        begin();
        Set<String> onlyTypes = handler.types();
        String[] types = onlyTypes.toArray(String[]::new);
        Predicate<Row> wanted =
                row -> onlyTypes.isEmpty() || onlyTypes.contains(row.getString("type"));
        FeedPosition reached = position;
        Deque<Begun> begun = new ArrayDeque<>();
        @Nullable CompletableFuture<List<Row>> ahead = null;
        Duration patience = poll;
        PollDelay delay = new PollDelay(System.nanoTime());
        while (!stopped) {
            settle(begun, MOST_BEGUN - 1);
            if (ahead == null) {
                ahead = feed.rowsAfter(reached, batchSize, types).subscribeAsCompletionStage();
            }
            List<Row> rows = await(ahead, claim);
            ahead = null;
            if (rows.isEmpty()) {
                patience = pause(patience) ? SOON : longer(patience);
                continue;
            }
            reached = EventFeed.position(rows.getLast());
            delay.found(rows.size(), System.nanoTime());
            if (rows.size() == batchSize) {
                ahead = feed.rowsAfter(reached, batchSize, types).subscribeAsCompletionStage();
            }
            // Here, not where the rows arrive: the next ones are arriving there.
            List<FeedEvent> batch = rows.stream().filter(wanted).map(EventFeed::event).toList();
            claim.requireHeld();
            begun.add(new Begun(reached, handler.handle(batch, reached).toCompletableFuture()));
            if (ahead == null) {
                LockSupport.parkNanos(delay.gather(handler.linger()).toNanos());
            }
        }
    }

    /** Nothing is under way yet that would have to end well: whoever is waited for may be away. */
    private void begin() throws Exception {
        mayBeInterrupted(true);
        try {
            if (!stopped) {
                handler.owned(position);
            }
        } finally {
            mayBeInterrupted(false);
        }
    }

    /** From here on, or no longer: then what follows does not see that it was. */
    private synchronized void mayBeInterrupted(boolean now) {
        beginning = now;
        var _ = Thread.interrupted();
    }

    /** No longer than the claim is held: a connection that is cut off silently never answers. */
    private static List<Row> await(CompletableFuture<List<Row>> rows, FeedClaim claim)
            throws Exception {
        long end = System.nanoTime() + DATABASE_TIMEOUT.toNanos();
        while (true) {
            try {
                return rows.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                claim.requireHeld();
                if (System.nanoTime() > end) {
                    throw late;
                }
            }
        }
    }

    /** Takes note of what is done, and waits until no more than {@code most} batches are not. */
    private void settle(Deque<Begun> begun, int most) throws Exception {
        while (!begun.isEmpty() && (begun.size() > most || begun.getFirst().done().isDone())) {
            Begun oldest = begun.removeFirst();
            oldest.done().get();
            position = oldest.upTo();
        }
    }

    /**
     * Whoever was woken and finds nothing looks again soon: the event is there, but a transaction
     * that is older than its own is still under way, and nobody wakes when that one ends.
     */
    private Duration longer(Duration patience) {
        Duration twice = patience.multipliedBy(2);
        return twice.compareTo(poll) < 0 ? twice : poll;
    }

    /** Waits for a wake, at most {@code limit}; tells whether one came. */
    private boolean pause(Duration limit) {
        try {
            boolean woken = wakes.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (woken) {
                wakes.drainPermits();
            }
            return woken;
        } catch (InterruptedException _) {
            stopped = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
