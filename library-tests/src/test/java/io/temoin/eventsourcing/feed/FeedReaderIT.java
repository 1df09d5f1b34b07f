// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import static io.temoin.eventsourcing.feed.FeedClaim.SILENCE;
import static io.temoin.eventsourcing.store.EventStoreContract.HELIOS;
import static io.temoin.eventsourcing.store.EventStoreContract.append;
import static io.temoin.eventsourcing.store.EventStoreContract.await;
import static io.temoin.eventsourcing.store.EventStoreContract.metadata;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.Append;
import io.temoin.eventsourcing.store.NewEvent;
import io.temoin.eventsourcing.store.PostgresEventStore;
import io.temoin.eventsourcing.store.TestDatabase;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A reader whose handler does not wait for what it begins. */
class FeedReaderIT {

    private static final TestDatabase DATABASE = TestDatabase.start();
    private static final Pool APP = DATABASE.app();
    private static final Pool FEED = DATABASE.feed();
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration PROMPTLY = Duration.ofSeconds(10);
    private static final long LIMIT_SECONDS = 20;
    private static final String CLAIM = "select pg_advisory_lock(hashtextextended($1, 0))";
    private static final String END =
            """
            select pg_terminate_backend(pid) from pg_locks
            where locktype = 'advisory' and granted
              and (classid::bigint << 32 | objid::bigint) = hashtextextended($1, 0)""";

    private final PostgresEventStore store = new PostgresEventStore(APP, () -> {});
    private final EventFeed feed = new EventFeed(FEED);
    private final String name = "reader-" + UUID.randomUUID();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Begun> begun = new LinkedBlockingQueue<>();

    private record Begun(
            List<String> streams, FeedPosition upTo, CompletableFuture<@Nullable Void> done) {}

    private Set<String> types = Set.of();

    /** Says what it is told; what it begins is ended by the test. */
    private final FeedHandler handler =
            new FeedHandler() {
                @Override
                public void owned(FeedPosition checkpoint) {
                    told.add("owned");
                }

                @Override
                public Set<String> types() {
                    return types;
                }

                @Override
                public CompletionStage<@Nullable Void> handle(
                        List<FeedEvent> batch, FeedPosition upTo) {
                    List<String> streams =
                            batch.stream().map(next -> next.event().stream().toString()).toList();
                    Begun work = new Begun(streams, upTo, new CompletableFuture<>());
                    begun.add(work);
                    return work.done();
                }

                @Override
                public void released() {
                    told.add("released");
                }
            };

    @AfterAll
    static void close() {
        APP.close().await().indefinitely();
        FEED.close().await().indefinitely();
    }

    @Test
    void readsOnWhileBatchesAreUnderWayButStandsWhereTheFirstOfThemBegan() throws Exception {
        startAtTheEnd();
        FeedPosition before = await(feed.checkpoint(name));
        List<StreamId> written = write(6);

        try (FeedReader reader = FeedReader.start(name, FEED, handler, 1, POLL)) {
            List<Begun> underWay = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                underWay.add(next());
            }
            assertThat(underWay)
                    .extracting(Begun::streams)
                    .containsExactlyElementsOf(
                            written.subList(0, 4).stream().map(one -> List.of(one + "")).toList());
            assertThat(begun.poll(5 * POLL.toMillis(), TimeUnit.MILLISECONDS))
                    .as("a fifth batch while four are under way")
                    .isNull();
            assertThat(reader.position()).contains(before);

            underWay.get(0).done().complete(null);
            underWay.add(next());
            assertThat(underWay.getLast().streams()).containsExactly(written.get(4).toString());
            assertThat(reader.position()).contains(underWay.get(0).upTo());

            // Closing waits for what is under way.
            underWay.forEach(batch -> batch.done().complete(null));
            next().done().complete(null);
        }
    }

    @Test
    void startsAgainFromTheCheckpointWhenAnEarlierBatchFailsAndNothingNewComes() throws Exception {
        startAtTheEnd();
        List<StreamId> written = write(2);

        try (FeedReader _ = FeedReader.start(name, FEED, handler, 1, POLL)) {
            assertThat(next().streams()).containsExactly(written.get(0).toString());
            Begun second = next();
            assertThat(second.streams()).containsExactly(written.get(1).toString());
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");

            second.done().completeExceptionally(new java.io.IOException("the broker is away"));
            assertThat(told.poll(5 * POLL.toMillis(), TimeUnit.MILLISECONDS))
                    .as("the first batch is still under way")
                    .isNull();
        }
        assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("released");

        try (FeedReader _ = FeedReader.start(name, FEED, handler, 1, POLL)) {
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
            Begun first = next();
            assertThat(first.streams()).containsExactly(written.get(0).toString());
            next();

            first.done().completeExceptionally(new java.io.IOException("the broker is away"));

            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("released");
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
            assertThat(next().streams()).containsExactly(written.get(0).toString());
        }
    }

    /** The relay looks for a broker then, which may be away for long. */
    @Test
    void interruptsAHandlerThatWaitsBeforeItsFirstBatchAndNothingAfterIt() throws Exception {
        startAtTheEnd();
        CompletableFuture<Boolean> interruptedAtTheEnd = new CompletableFuture<>();
        FeedHandler waiting =
                new FeedHandler() {
                    @Override
                    public void owned(FeedPosition checkpoint) throws Exception {
                        told.add("owned");
                        try {
                            new CompletableFuture<>().get();
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt(); // as Kafka's clients do it
                            throw interrupted;
                        }
                    }

                    @Override
                    public CompletionStage<@Nullable Void> handle(
                            List<FeedEvent> batch, FeedPosition upTo) {
                        throw new IllegalStateException("a batch before it has begun");
                    }

                    @Override
                    public void released() {
                        interruptedAtTheEnd.complete(Thread.currentThread().isInterrupted());
                    }
                };
        FeedReader reader = FeedReader.start(name, FEED, waiting, 10, POLL);
        assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");

        assertThat(CompletableFuture.runAsync(reader::close)).succeedsWithin(PROMPTLY);

        assertThat(interruptedAtTheEnd).isCompletedWithValue(false);
    }

    /** Nobody wakes a reader when the transaction ends that kept an event from its sight. */
    @Test
    void looksAgainSoonForAnEventThatAnOlderTransactionHides() throws Exception {
        startAtTheEnd();
        try (FeedReader reader =
                FeedReader.start(name, FEED, handler, 10, Duration.ofMinutes(10))) {
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
            SqlConnection older = APP.getConnection().await().indefinitely();
            Transaction open = older.begin().await().indefinitely();
            await(older.query("select pg_current_xact_id()").execute());
            List<StreamId> written = write(1);

            reader.wake();
            assertThat(begun.poll(100, TimeUnit.MILLISECONDS)).as("hidden still").isNull();
            open.rollback().await().indefinitely();
            await(older.close());

            assertThat(next().streams()).containsExactly(written.getFirst().toString());
        }
    }

    /** A reader that looks on its own catches an event by luck, but not so many. */
    @Test
    void isToldOfWhatAnotherProcessHasCommitted() throws Exception {
        startAtTheEnd();
        Duration never = Duration.ofMinutes(10);
        try (FeedReader _ = FeedReader.start(name, FEED, handler, 10, never)) {
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
            try (FeedReader other = FeedReader.start(name, FEED, handler, 10, never)) {
                for (int i = 0; i < 20; i++) {
                    List<StreamId> written = write(1);
                    other.wake();

                    Begun batch = next();
                    batch.done().complete(null);
                    assertThat(batch.streams()).containsExactly(written.getFirst().toString());
                }
                assertThat(told).as("nobody else has read").isEmpty();
            }
        }
    }

    /** The database sees no difference between a process that hangs and one with nothing to do. */
    @Test
    void takesOverFromAProcessThatHasHungWithItsConnection() throws Exception {
        startAtTheEnd();
        SqlConnection hung = FEED.getConnection().await().indefinitely();
        try {
            await(hung.preparedQuery(CLAIM).execute(Tuple.of("temoin-feed/" + name)));

            try (FeedReader reader = FeedReader.start(name, FEED, handler, 10, POLL)) {
                assertThat(reader.position()).as("of a reader without a claim").isEmpty();
                assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("released");
                assertThat(untilOwned()).isLessThan(Duration.ofSeconds(10));
                assertThat(reader.position()).isPresent();
            }
        } finally {
            hung.close().onFailure().recoverWithNull().await().indefinitely();
        }
    }

    @Test
    void leavesAnOwnerAloneThatIsAliveWithNothingToDo() throws Exception {
        startAtTheEnd();
        try (FeedReader owner = FeedReader.start(name, FEED, handler, 10, Duration.ofMinutes(10))) {
            assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
            Recorder waiting = new Recorder();
            try (FeedReader _ = FeedReader.start(name, FEED, waiting, 10, POLL)) {
                assertThat(waiting.owned.poll(SILENCE.multipliedBy(2).toMillis(), MILLISECONDS))
                        .as("the claim of an owner that is alive")
                        .isNull();
                assertThat(owner.position()).isPresent();
            }
        }
    }

    /** It was in the middle of a batch when it hung, and its connection was ended meanwhile. */
    @Test
    void beginsNothingOnAClaimThatAnotherProcessHasTaken() throws Exception {
        startAtTheEnd();
        write(6);
        try (FeedReader _ = FeedReader.start(name, FEED, handler, 1, POLL)) {
            List<Begun> underWay = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                underWay.add(next());
            }
            Recorder other = new Recorder();
            try (FeedReader _ = FeedReader.start(name, FEED, other, 1, POLL)) {
                await(FEED.preparedQuery(END).execute(Tuple.of("temoin-feed/" + name)));
                assertThat(other.owned.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isNotNull();

                underWay.forEach(batch -> batch.done().complete(null));

                assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("owned");
                assertThat(told.poll(LIMIT_SECONDS, TimeUnit.SECONDS)).isEqualTo("released");
                assertThat(begun).as("batches begun after the claim was lost").isEmpty();
            }
        }
    }

    /** Notes when it becomes the owner, and does nothing with what it is given. */
    private static final class Recorder implements FeedHandler {

        private final BlockingQueue<FeedPosition> owned = new LinkedBlockingQueue<>();

        @Override
        public void owned(FeedPosition checkpoint) {
            owned.add(checkpoint);
        }

        @Override
        public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private Duration untilOwned() throws InterruptedException {
        long begin = System.nanoTime();
        for (String last = ""; !"owned".equals(last); ) {
            last = told.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            assertThat(last).as("what the reader was told").isNotNull();
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The others move the checkpoint, or a reader would look at them again after every start. */
    @Test
    void givesTheTypesThatAreWantedAndPassesTheOthers() throws Exception {
        startAtTheEnd();
        types = Set.of("Wanted", "AlsoWanted");
        write(2);
        StreamId wanted = write("Wanted");
        write(1);
        StreamId alsoWanted = write("AlsoWanted");

        try (FeedReader _ = FeedReader.start(name, FEED, handler, 2, POLL)) {
            List<List<String>> streams = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Begun batch = next();
                streams.add(batch.streams());
                batch.done().complete(null);
            }

            assertThat(streams)
                    .containsExactly(
                            List.of(), List.of(wanted.toString()), List.of(alsoWanted.toString()));
        }
    }

    private Begun next() throws InterruptedException {
        Begun work = begun.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        assertThat(work).as("a batch").isNotNull();
        return work;
    }

    private List<StreamId> write(int events) {
        List<StreamId> streams = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            StreamId stream = new StreamId("thing", UUID.randomUUID().toString());
            await(store.append(append(stream, 0, UUID.randomUUID(), "{}")));
            streams.add(stream);
        }
        return streams;
    }

    private StreamId write(String type) {
        StreamId stream = new StreamId("thing", UUID.randomUUID().toString());
        UUID command = UUID.randomUUID();
        List<NewEvent> events = List.of(new NewEvent(type, 1, "{}"));
        await(store.append(new Append(stream, 0, events, metadata(HELIOS, command))));
        return stream;
    }

    private void startAtTheEnd() {
        FeedPosition end = FeedPosition.START;
        for (List<FeedEvent> batch = await(feed.after(end, 5000));
                !batch.isEmpty();
                batch = await(feed.after(end, 5000))) {
            end = batch.getLast().position();
        }
        await(feed.save(name, end));
    }
}
