// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.postgres.TestPostgres;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A transaction of a real PostgreSQL that has something locked while its process does other work.
 */
class LiveTransactionIT {

    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String LOCK =
            """
            begin;
            set local idle_in_transaction_session_timeout = '2s';
            select pg_advisory_xact_lock(4711)""";

    private static final String IS_FREE =
            "select pg_try_advisory_xact_lock(4711) as free, clock_timestamp() > '%s' as later";

    private final Pool pool = POSTGRES.pool("store", "store_app", POSTGRES.passwords().app(), 2);
    private SqlConnection holder;

    @BeforeEach
    void lock() {
        holder = pool.getConnection().await().atMost(LIMIT);
        run(holder, LOCK);
    }

    @AfterEach
    void close() {
        pool.close().await().atMost(LIMIT);
    }

    @Test
    void keepsItsLocksWhileItsProcessIsAlive() {
        // Given
        String limit = inSeconds(4);

        // When its process does something else for longer than the transaction may be idle
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> done =
                LiveTransaction.during(holder, () -> Uni.createFrom().completionStage(work))
                        .subscribeAsCompletionStage();
        await().atMost(LIMIT).until(() -> is("later", limit));

        // Then
        assertThat(is("free", limit)).isFalse();
        work.complete("done");
        assertThat(done).succeedsWithin(LIMIT).isEqualTo("done");
        run(holder, "commit");
        assertThat(is("free", limit)).isTrue();
    }

    @Test
    void losesThemWhenItsProcessHangs() {
        await().atMost(LIMIT).until(() -> is("free", inSeconds(0)));

        assertThatThrownBy(() -> run(holder, "commit")).isInstanceOf(Exception.class);
    }

    /** It is seen to be alive for as long as the work lasts, and no longer. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void losesThemWhenItsProcessHangsAfterTheWork(boolean fails) {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<String> done =
                LiveTransaction.during(holder, () -> Uni.createFrom().completionStage(work))
                        .subscribeAsCompletionStage();
        if (fails) {
            work.completeExceptionally(new IllegalStateException("of the work"));
            assertThat(done).failsWithin(LIMIT);
        } else {
            work.complete("done");
            assertThat(done).succeedsWithin(LIMIT);
        }

        await().atMost(LIMIT).until(() -> is("free", inSeconds(0)));
    }

    private String inSeconds(int seconds) {
        return read("select (clock_timestamp() + interval '%d seconds')::text".formatted(seconds))
                .getString(0);
    }

    private boolean is(String column, String time) {
        return read(IS_FREE.formatted(time)).getBoolean(column);
    }

    private Row read(String sql) {
        return pool.query(sql).execute().await().atMost(LIMIT).iterator().next();
    }

    private static void run(SqlConnection connection, String sql) {
        connection.query(sql).execute().await().atMost(LIMIT);
    }
}
