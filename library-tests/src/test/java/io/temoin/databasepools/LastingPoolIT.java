// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.reactive.pg.client.PgPoolCreator.Input;
import io.temoin.platform.TcpLink;
import io.temoin.shredding.postgres.TestPostgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool on a real PostgreSQL, whose password changes and whose network is gone silently. */
class LastingPoolIT {

    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final Duration TCP_USER_TIMEOUT = Duration.ofSeconds(1);
    private static final long LIMIT_SECONDS = 20;

    /** More than the buffers of both kernels hold. */
    private static final String LONG = "x".repeat(40_000_000);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));

    private final List<WatchedPassword> watched = new ArrayList<>();

    private final TcpLink link = TcpLink.to(POSTGRES.server().port());

    private record Settings(
            Vertx vertx, PoolOptions poolOptions, List<PgConnectOptions> pgConnectOptionsList)
            implements Input {}

    @AfterEach
    void close() throws Exception {
        link.close();
        await(vertx.close());
    }

    @Test
    void aConnectionIsClosedWhenTheOtherEndTakesNothingAndAnotherIsMade() throws Exception {
        assumeTrue(vertx.isNativeTransportEnabled(), "only Linux has TCP_USER_TIMEOUT here");
        Pool pool = pool(Optional.empty(), POSTGRES.passwords().app());
        assertThat(length(pool, LONG)).isEqualTo(LONG.length());

        link.lose();

        assertThatThrownBy(() -> length(pool, LONG)).hasMessageContaining("onnection");
        assertThat(refusal(pool)).isEqualTo("none");
    }

    @Test
    void aPasswordThatChangesIsReadForTheNextConnection(@TempDir Path folder) throws Exception {
        // Given
        Path file = folder.resolve("TEMOIN_DB_APP_PASSWORD");
        String before = POSTGRES.passwords().app();
        Files.writeString(file, before + "\n");
        Pool pool = pool(Optional.of(file), "an older one");
        assertThat(length(pool, "one")).isEqualTo(3);

        // When
        change("of-tomorrow-0123456789");
        try {
            // Then: the file has to follow, and until it does, the service says so
            assertThat(refusal(pool)).isEqualTo("28P01");
            assertThat(isRefused()).isTrue();
            Files.writeString(file, "of-tomorrow-0123456789\n");
            assertThat(refusal(pool)).isEqualTo("none");
            assertThat(isRefused()).isFalse();
        } finally {
            change(before);
        }
    }

    @Test
    void withoutAFileThePasswordIsTheDatasources(@TempDir Path folder) throws Exception {
        Pool pool = pool(Optional.of(folder.resolve("none")), POSTGRES.passwords().app());

        assertThat(length(pool, "one")).isEqualTo(3);
    }

    /** What it says a minute after it has looked. */
    private boolean isRefused() throws Exception {
        WatchedPassword password = watched.getFirst();
        long now = System.nanoTime();
        await(password.look(now));
        return password.isRefused(now + WatchedPassword.REPLACED_WITHIN);
    }

    /**
     * What a new connection is told: "none", or the SQL state. A connection that has ended is lent
     * once more as long as the pool has not heard of its end, so other failures are passed over
     * until the limit.
     */
    private static String refusal(Pool pool) throws Exception {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        ExecutionException last;
        do {
            try {
                length(pool, "two");
                return "none";
            } catch (ExecutionException failure) {
                last = failure;
                if (failure.getCause() instanceof PgException refused
                        && refused.getSqlState().equals("28P01")) {
                    return refused.getSqlState();
                }
            }
        } while (System.nanoTime() < limit);
        throw last;
    }

    private Pool pool(Optional<Path> passwordFile, String password) {
        return new LastingPool(
                        "TEMOIN_DB_APP_PASSWORD", passwordFile, TCP_USER_TIMEOUT, watched::add)
                .create(
                        new Settings(
                                vertx,
                                new PoolOptions().setMaxSize(2),
                                List.of(
                                        new PgConnectOptions()
                                                .setHost("127.0.0.1")
                                                .setPort(link.port())
                                                .setDatabase("store")
                                                .setUser("store_app")
                                                .setPassword(password))));
    }

    /** Its open connections end, so that others have to be made. */
    private static void change(String password) throws SQLException, IOException {
        try (var administrator = POSTGRES.server().administrator("postgres");
                var statement = administrator.createStatement()) {
            statement.execute("alter role store_app password '" + password + "'");
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity"
                            + " where usename = 'store_app'");
        }
    }

    private static int length(Pool pool, String text) throws Exception {
        return await(
                // In one piece: a statement that is prepared first would wait for that.
                pool.query("select length('" + text + "')")
                        .execute()
                        .map(rows -> rows.iterator().next().getInteger(0)));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
