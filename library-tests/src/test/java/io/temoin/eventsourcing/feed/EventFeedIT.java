// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import static io.temoin.eventsourcing.store.EventStoreContract.append;
import static io.temoin.eventsourcing.store.EventStoreContract.await;
import static io.temoin.eventsourcing.store.EventStoreContract.freshStream;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.HandWrittenEvents;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.eventsourcing.store.TestDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class EventFeedIT {

    private static final TestDatabase DATABASE = TestDatabase.start();
    private static final Pool APP = DATABASE.app();
    private static final Pool FEED = DATABASE.feed();
    private static final Duration POLL = Duration.ofMillis(50);

    private final EventStore store = new PostgresEventStore(APP, () -> {});
    private final EventFeed feed = new EventFeed(FEED);

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
        FEED.close().await().indefinitely();
    }

    /** The race that loses events when a feed is read by position alone. */
    @Test
    void showsNoEventWhileAnOlderTransactionIsStillUnderWay() throws SQLException {
        FeedPosition before = end();
        StreamId slow = freshStream();
        StreamId fast = freshStream();
        try (Connection writer = DATABASE.appConnection()) {
            writer.setAutoCommit(false);
            HandWrittenEvents.insert(writer, slow, 1);
            await(store.append(append(fast, 0, UUID.randomUUID(), "{}")));

            assertThat(await(feed.after(before, 100))).isEmpty();

            writer.commit();
        }
        assertThat(await(feed.after(before, 100)))
                .extracting(next -> next.event().stream())
                .containsExactly(slow, fast);
    }

    @Test
    void ordersTransactionsByNumberAcrossAPowerOfTen() throws SQLException {
        FeedPosition before = end();
        consumeTransactionIdsUntilTheNextPowerOfTenIsNear();
        List<StreamId> written = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StreamId stream = freshStream();
            written.add(stream);
            await(store.append(append(stream, 0, UUID.randomUUID(), "{}")));
        }

        List<FeedEvent> events = await(feed.after(before, 1000));

        assertThat(events).extracting(next -> next.event().stream()).isEqualTo(written);
        assertThat(
                        events.stream()
                                .map(
                                        next ->
                                                Long.toString(next.position().transactionId())
                                                        .length())
                                .distinct())
                .as("the ids really crossed a power of ten")
                .hasSize(2);
    }

    @Test
    void losesNothingAndRepeatsNothingUnderConcurrentAndSlowWriters() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        FeedPosition before = end();
        int writers = 8;
        int perWriter = 60;
        Set<String> written = java.util.concurrent.ConcurrentHashMap.newKeySet();
        AtomicBoolean done = new AtomicBoolean();
        List<String> seen = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(writers + 1)) {
            var reader = threads.submit(() -> readUntil(done, before, seen));
            List<Future<?>> writing = new ArrayList<>();
            for (int w = 0; w < writers; w++) {
                long own = random.nextLong();
                writing.add(
                        threads.submit(
                                () -> {
                                    write(perWriter, new Random(own), written);
                                    return null;
                                }));
            }
            for (Future<?> writer : writing) {
                writer.get(60, TimeUnit.SECONDS);
            }
            done.set(true);
            reader.get(60, TimeUnit.SECONDS);
        }
        assertThat(seen).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(Set.copyOf(seen)).as("seed %d", seed).isEqualTo(written);
    }

    @Test
    void readerHandsOverEveryEventAndGoesOnFromItsCheckpoint() throws Exception {
        String name = "reader-" + UUID.randomUUID();
        await(feed.save(name, end()));
        BlockingQueue<String> handled = new LinkedBlockingQueue<>();
        StreamId first = freshStream();
        StreamId second = freshStream();

        try (FeedReader reader = FeedReader.start(name, FEED, saving(name, handled), 10, POLL)) {
            await(store.append(append(first, 0, UUID.randomUUID(), "{}")));
            reader.wake();
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isEqualTo(first.toString());
        }
        await(store.append(append(second, 0, UUID.randomUUID(), "{}")));
        try (FeedReader _ = FeedReader.start(name, FEED, saving(name, handled), 10, POLL)) {
            assertThat(handled.poll(10, TimeUnit.SECONDS)).isEqualTo(second.toString());
        }
        assertThat(handled).isEmpty();
    }

    @Test
    void aFailedBatchIsHandedOverAgain() throws Exception {
        String name = "reader-" + UUID.randomUUID();
        await(feed.save(name, end()));
        BlockingQueue<String> handled = new LinkedBlockingQueue<>();
        AtomicBoolean failed = new AtomicBoolean();
        FeedHandler handler = saving(name, handled);
        FeedHandler failsOnce =
                (batch, upTo) -> {
                    if (failed.compareAndSet(false, true)) {
                        throw new java.io.IOException("the broker is away");
                    }
                    return handler.handle(batch, upTo);
                };
        StreamId stream = freshStream();

        try (FeedReader _ = FeedReader.start(name, FEED, failsOnce, 10, POLL)) {
            await(store.append(append(stream, 0, UUID.randomUUID(), "{}")));

            assertThat(handled.poll(20, TimeUnit.SECONDS)).isEqualTo(stream.toString());
        }
        assertThat(failed).isTrue();
    }

    @Test
    void oneReaderOfANameWorksAtATime() throws Exception {
        String name = "reader-" + UUID.randomUUID();
        await(feed.save(name, end()));
        BlockingQueue<String> handled = new LinkedBlockingQueue<>();
        StreamId stream = freshStream();

        try (FeedReader _ = FeedReader.start(name, FEED, saving(name, handled), 10, POLL);
                FeedReader _ = FeedReader.start(name, FEED, saving(name, handled), 10, POLL)) {
            await(store.append(append(stream, 0, UUID.randomUUID(), "{}")));

            assertThat(handled.poll(10, TimeUnit.SECONDS)).isEqualTo(stream.toString());
            assertThat(handled.poll(10 * POLL.toMillis(), TimeUnit.MILLISECONDS)).isNull();
        }
    }

    private FeedHandler saving(String name, BlockingQueue<String> handled) {
        return (batch, upTo) -> {
            batch.forEach(next -> handled.add(next.event().stream().toString()));
            await(feed.save(name, upTo));
            return CompletableFuture.completedFuture(null);
        };
    }

    private List<String> readUntil(AtomicBoolean done, FeedPosition from, List<String> seen) {
        FeedPosition position = from;
        while (true) {
            boolean last = done.get();
            List<FeedEvent> batch = await(feed.after(position, 37));
            for (FeedEvent next : batch) {
                seen.add(next.event().stream() + "@" + next.event().version());
                position = next.position();
            }
            if (last && batch.isEmpty()) {
                return seen;
            }
        }
    }

    private void write(int appends, Random random, Set<String> written) throws SQLException {
        for (int i = 0; i < appends; i++) {
            StreamId stream = freshStream();
            if (random.nextInt(4) == 0) {
                try (Connection slow = DATABASE.appConnection()) {
                    slow.setAutoCommit(false);
                    HandWrittenEvents.insert(slow, stream, 1);
                    try (var statement = slow.createStatement()) {
                        statement.execute("select pg_sleep(" + random.nextInt(20) / 1000.0 + ")");
                    }
                    slow.commit();
                }
            } else {
                await(store.append(append(stream, 0, UUID.randomUUID(), "{}")));
            }
            written.add(stream + "@1");
        }
    }

    private FeedPosition end() {
        FeedPosition position = FeedPosition.START;
        Set<String> guard = new HashSet<>();
        while (true) {
            List<FeedEvent> batch = await(feed.after(position, 5000));
            if (batch.isEmpty()) {
                return position;
            }
            position = batch.getLast().position();
            assertThat(guard.add(position.toString())).isTrue();
        }
    }

    private static void consumeTransactionIdsUntilTheNextPowerOfTenIsNear() throws SQLException {
        try (Connection connection = DATABASE.server().administrator("postgres");
                var statement = connection.createStatement()) {
            statement.execute(
                    """
                    create or replace procedure approach() language plpgsql as $$
                    declare current bigint;
                    begin
                      loop
                        current := pg_current_xact_id()::text::bigint;
                        exit when current % power(10, length(current::text))::bigint
                          > power(10, length(current::text)) - 20;
                        commit;
                      end loop;
                    end $$""");
            statement.execute("call approach()");
        }
    }
}
