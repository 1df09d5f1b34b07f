// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.Projection;
import io.temoin.chassis.testing.Backlog;
import io.temoin.eventsourcing.feed.EventFeed;
import io.temoin.eventsourcing.feed.FeedEvent;
import io.temoin.eventsourcing.feed.FeedHandler;
import io.temoin.eventsourcing.feed.FeedPosition;
import io.temoin.eventsourcing.feed.FeedReader;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.platform.ServiceComponents;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a projection does when it takes too long, on the rows of consents. Every event of the test's
 * tenant adds a plus to the consent's collector: applied twice, it would be seen.
 */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ProjectionLimitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofSeconds(1);
    private static final int EVENTS = 3;

    private final ConsentView view;
    private final EventStore store;
    private final Pool feed;
    private final String tenant = "t" + UUID.randomUUID();
    private final UUID consent = UUID.randomUUID();
    private final String reader = "reader-" + UUID.randomUUID();

    ProjectionLimitTest(ConsentView view, EventStore store, @ReactiveDataSource("feed") Pool feed) {
        this.view = view;
        this.store = store;
        this.feed = feed;
    }

    /** A real projection whose failures are kept. */
    private record Watched(Projection projection, BlockingQueue<Exception> failures)
            implements FeedHandler {

        @Override
        public void owned(FeedPosition checkpoint) {
            projection.owned(checkpoint);
        }

        @Override
        public Duration linger() {
            return projection.linger();
        }

        @Override
        public CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo)
                throws Exception {
            try {
                return projection.handle(batch, upTo);
            } catch (Exception failure) {
                failures.add(failure);
                throw failure;
            }
        }
    }

    @BeforeEach
    void giveAConsent() throws Exception {
        Instant collected = Instant.parse("2026-09-01T08:00:00Z");
        ContactEvents contact = ContactEvents.of(tenant).given(consent, collected);
        for (int i = 1; i < EVENTS; i++) {
            contact.withdrawn(collected.plusSeconds(i));
        }
        Backlog.append(store, List.of(contact.append()));
        await().atMost(PATIENCE).until(() -> Backlog.isHandledBy("consents"));
    }

    @Test
    void failsAtALockedRowAndCatchesUpOnceTheLockIsGone() throws Exception {
        // Given
        BlockingQueue<Exception> failures = new LinkedBlockingQueue<>();
        Projection projection = new Projection(reader, SHORT, Set.of(), this::addPluses);
        try (Connection other = Backlog.Role.APP.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(TenantSetting.ofTransaction(tenant));
            statement.execute("select from consent where id = '" + consent + "' for update");

            // When
            try (FeedReader _ =
                    FeedReader.start(
                            reader,
                            feed,
                            new Watched(projection, failures),
                            2_000,
                            Duration.ofMillis(50))) {
                Exception first = failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                Exception second = failures.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);

                // Then
                assertThat(List.of(first, second))
                        .allSatisfy(
                                failure ->
                                        assertThat(failure)
                                                .hasMessageStartingWith(
                                                        "projection " + reader + " failed")
                                                .hasStackTraceContaining(
                                                        "canceling statement due to statement timeout"));
                assertThat(pluses()).isZero();
                other.rollback();
                await().atMost(PATIENCE).until(() -> Backlog.isHandledBy(reader));
            }
        }
        assertThat(pluses()).isEqualTo(EVENTS);
    }

    @Test
    void stopsWaitingForWhatNeverAnswersAndLeavesNothingOfIt() throws Exception {
        // Given
        CompletableFuture<Void> never = new CompletableFuture<>();
        List<FeedEvent> batch = allEvents();
        FeedPosition upTo = batch.getLast().position();
        Projection stuck =
                new Projection(
                        reader,
                        SHORT,
                        Set.of(),
                        (of, events) -> addPluses(of, events).chain(() -> until(never)));

        // When
        assertThatThrownBy(() -> stuck.handle(batch, upTo))
                .hasMessageContaining("failed without a response")
                .hasMessageContaining("its limit is 1000 ms");

        // Then
        assertThat(pluses()).isZero();
        Projection next = new Projection(reader, PATIENCE, Set.of(), this::addPluses);
        next.handle(batch, upTo);
        never.complete(null);
        assertThat(pluses()).isEqualTo(EVENTS);
        assertThat(Backlog.isHandledBy(reader)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void leavesABatchToATransactionThatIsAtItAndCommitsLate(boolean first) throws Exception {
        // Given
        List<FeedEvent> all = allEvents();
        FeedPosition upTo = all.getLast().position();
        FeedPosition from = first ? FeedPosition.START : handledAllButTheLast(all);
        List<FeedEvent> batch = first ? all : List.of(all.getLast());
        CompletableFuture<Void> applied = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        Projection late =
                new Projection(
                        reader,
                        PATIENCE,
                        Set.of(),
                        (of, events) ->
                                addPluses(of, events)
                                        .invoke(() -> applied.complete(null))
                                        .chain(() -> until(released)));
        Projection next = new Projection(reader, PATIENCE, Set.of(), this::addPluses);
        late.owned(from);
        next.owned(from);
        CompletableFuture<Void> earlier = inBackground(() -> late.handle(batch, upTo));
        applied.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        // When
        CompletableFuture<Void> second = inBackground(() -> next.handle(batch, upTo));
        await().atMost(PATIENCE).until(ProjectionLimitTest::somebodyWaitsForACheckpoint);
        released.complete(null);

        // Then
        earlier.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThatThrownBy(() -> second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .hasStackTraceContaining("the checkpoint of " + reader + " is not at");
        assertThat(pluses()).isEqualTo(EVENTS);
    }

    private FeedPosition handledAllButTheLast(List<FeedEvent> all) throws Exception {
        List<FeedEvent> earlier = all.subList(0, all.size() - 1);
        FeedPosition reached = earlier.getLast().position();
        new Projection(reader, PATIENCE, Set.of(), this::addPluses).handle(earlier, reached);
        return reached;
    }

    /** Every event counts, and visibly so. */
    private Uni<Void> addPluses(TenantId of, List<StoredEvent> events) {
        return of.value().equals(tenant)
                ? Multi.createFrom()
                        .iterable(events)
                        .onItem()
                        .transformToUniAndConcatenate(
                                _ ->
                                        view.update(
                                                "collectedBy = concat(collectedBy, '+')"
                                                        + " where id = ?1",
                                                consent))
                        .collect()
                        .last()
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private static Uni<Void> until(CompletableFuture<Void> event) {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .completionStage(event)
                .emitOn(work -> context.runOnContext(_ -> work.run()));
    }

    private long pluses() throws Exception {
        return Backlog.count(
                tenant,
                "select length(collected_by) - length(rtrim(collected_by, '+')) from consent");
    }

    private List<FeedEvent> allEvents() {
        return new EventFeed(feed).after(FeedPosition.START, 100_000).await().atMost(PATIENCE);
    }

    private static boolean somebodyWaitsForACheckpoint() throws Exception {
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "select from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and query like '%feed_checkpoint%'")) {
            return rows.next();
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                    }
                });
    }
}
