// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.StreamId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresEventStoreIT implements EventStoreContract {

    private static final TestDatabase DATABASE = TestDatabase.start();
    private static final Pool POOL = DATABASE.app();

    private final EventStore store = new PostgresEventStore(POOL, () -> {});

    @AfterAll
    static void close() {
        POOL.close().await().indefinitely();
    }

    @Override
    public EventStore store() {
        return store;
    }

    @Test
    void cannotChangeOrRemoveAnEventAsTheRuntimeRole() throws SQLException {
        EventStoreContract.await(
                store.append(
                        EventStoreContract.append(
                                EventStoreContract.freshStream(), 0, UUID.randomUUID(), "{}")));

        for (String attempt :
                List.of(
                        "update event set type = 'Forged'",
                        "delete from event",
                        "truncate event")) {
            try (Connection connection = DATABASE.appConnection();
                    var statement = connection.createStatement()) {
                assertThatThrownBy(() -> statement.execute(attempt))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void seesNothingWhenTheTenantIsNotSet() throws SQLException {
        EventStoreContract.await(
                store.append(
                        EventStoreContract.append(
                                EventStoreContract.freshStream(), 0, UUID.randomUUID(), "{}")));

        try (Connection connection = DATABASE.appConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from event")) {
            rows.next();
            assertThat(rows.getLong(1)).isZero();
        }
    }

    /**
     * A writer that is one version ahead would leave the second event of ours without its first.
     */
    @Test
    void writesNothingOfAnAppendThatOnlyFitsInPart() throws Exception {
        StreamId stream = EventStoreContract.freshStream();
        try (Connection other = DATABASE.appConnection()) {
            other.setAutoCommit(false);
            HandWrittenEvents.insert(other, stream, 1);
            StreamId bystander = EventStoreContract.freshStream();

            CompletableFuture<Appended> ours =
                    store.append(
                                    EventStoreContract.append(
                                            stream, 0, UUID.randomUUID(), "{\"o\":1}", "{\"o\":2}"))
                            .subscribeAsCompletionStage();
            CompletableFuture<Appended> theirs =
                    store.append(EventStoreContract.append(bystander, 0, UUID.randomUUID(), "{}"))
                            .subscribeAsCompletionStage();
            other.commit();

            assertThatThrownBy(() -> ours.get(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ConcurrentAppend.class);
            assertThat(theirs.get(20, TimeUnit.SECONDS).version()).isEqualTo(1);
        }
        assertThat(EventStoreContract.await(store.read(HELIOS, stream, 0)))
                .extracting(StoredEvent::payload)
                .containsExactly("{\"by\":\"hand\"}");
    }

    /** As a service's own triggers refuse an event of what it must not happen to. */
    @Test
    void refusesTheOneThatATriggerRefusesAndWritesThoseAroundIt() throws Exception {
        DATABASE.refuse("Forbidden", "TM099");
        Append refused =
                new Append(
                        EventStoreContract.freshStream(),
                        0,
                        List.of(new NewEvent("Forbidden", 1, "{}")),
                        EventStoreContract.metadata(HELIOS, UUID.randomUUID()));
        List<Append> before = appends(5);
        List<Append> after = appends(5);

        List<CompletableFuture<Appended>> all =
                Stream.of(before, List.of(refused), after)
                        .flatMap(List::stream)
                        .map(each -> store.append(each).subscribeAsCompletionStage())
                        .toList();

        assertThatThrownBy(() -> all.get(5).get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(PgException.class);
        for (int i = 0; i < all.size(); i++) {
            if (i != 5) {
                assertThat(all.get(i).get(20, TimeUnit.SECONDS).version()).isEqualTo(1);
            }
        }
        assertThat(EventStoreContract.await(store.read(HELIOS, refused.stream(), 0))).isEmpty();
    }

    private static List<Append> appends(int count) {
        return Stream.generate(
                        () ->
                                EventStoreContract.append(
                                        EventStoreContract.freshStream(),
                                        0,
                                        UUID.randomUUID(),
                                        "{}"))
                .limit(count)
                .toList();
    }
}
