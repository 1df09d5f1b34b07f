// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import static io.temoin.eventsourcing.store.EventStoreContract.append;
import static io.temoin.eventsourcing.store.EventStoreContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.eventsourcing.store.TestDatabase;
import io.temoin.platform.TcpLink;
import io.temoin.shredding.postgres.PoolCheckout;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The only reader of a feed, whose database hangs or whose connection is gone without a word.
 *
 * <p>The database hangs for longer than a claim lasts; {@code -Dtemoin.fault.hang-seconds=70} lets
 * it hang for longer than any wait of the reader lasts.
 */
class SilentDatabaseIT {

    private static final Duration HANG =
            Duration.ofSeconds(Integer.getInteger("temoin.fault.hang-seconds", 8));

    private static final Duration AFTERWARDS = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 2;

    private final TestDatabase database = TestDatabase.start();
    private final Pool direct = database.app();
    private final TcpLink link = TcpLink.to(database.server().port());
    private final Pool pool = database.feed(link.port(), CONNECTIONS);
    private final String name = "reader-" + UUID.randomUUID();
    private final BlockingQueue<String> read = new LinkedBlockingQueue<>();

    private final FeedHandler handler =
            new FeedHandler() {
                @Override
                public CompletionStage<@Nullable Void> handle(
                        List<FeedEvent> batch, FeedPosition upTo) {
                    batch.forEach(one -> read.add(one.event().stream().toString()));
                    return CompletableFuture.completedFuture(null);
                }
            };

    private FeedReader reader;

    @BeforeEach
    void read() throws InterruptedException {
        reader = FeedReader.start(name, pool, handler, 500, Duration.ofMillis(50));
        awaitRead(write(), Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        reader.close();
        link.close(); // a pool waits for its connections
        pool.close().await().atMost(AFTERWARDS);
        direct.close().await().atMost(AFTERWARDS);
    }

    @Test
    void readsOnAfterADatabaseThatHung() throws InterruptedException {
        // When
        link.hold();
        String stream = write();
        LockSupport.parkNanos(HANG.toNanos());
        assertThat(read).isEmpty();
        link.release();

        // Then
        awaitRead(stream, AFTERWARDS);
        SqlConnection other = PoolCheckout.take(pool, AFTERWARDS);
        await(other.close());
    }

    /** The lost connection still has the lock, in the eyes of the database. */
    @Test
    void readsOnThroughAnotherConnectionWhenItsOwnIsLost() throws InterruptedException {
        // When
        link.lose();
        String stream = write();

        // Then
        awaitRead(stream, FeedClaim.SILENCE.plus(AFTERWARDS));
    }

    private String write() {
        StreamId stream = new StreamId("thing", UUID.randomUUID().toString());
        await(
                new PostgresEventStore(direct, () -> {})
                        .append(append(stream, 0, UUID.randomUUID(), "{}")));
        return stream.toString();
    }

    private void awaitRead(String stream, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (String next = ""; !stream.equals(next); ) {
            next = read.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            assertThat(next).as("read within %s", limit).isNotNull();
        }
    }
}
