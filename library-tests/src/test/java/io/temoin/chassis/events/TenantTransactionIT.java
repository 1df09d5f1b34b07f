// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.ChassisDatabase;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A transaction of one tenant is sent as a whole, and happens as a whole or not at all. */
class TenantTransactionIT {

    private static final Pool APP = ChassisDatabase.start().app();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final TenantId LOIRE = new TenantId("loire");
    private static final String COUNT = "select count(*) as rows from quota where holder = $1";
    private static final String WRITE =
            """
            insert into quota (tenant, name, holder, whole_at)
            values ($1, 'calls', $2, now() + interval '1 hour')""";

    private final String holder = UUID.randomUUID().toString();

    @AfterAll
    static void close() {
        APP.closeAndAwait();
    }

    @Test
    void seesAndWritesOneTenantOnly() {
        // When
        run(HELIOS, WRITE, Tuple.of("helios", holder));

        // Then
        assertThat(rowsOf(HELIOS)).isOne();
        assertThat(rowsOf(LOIRE)).isZero();
        assertThatThrownBy(() -> run(LOIRE, WRITE, Tuple.of("helios", holder + "-2")))
                .isInstanceOf(PgException.class)
                .hasMessageContaining("row-level security");
        assertThat(await(APP.preparedQuery(COUNT).execute(Tuple.of(holder))))
                .as("the setting ended with its transaction")
                .allSatisfy(row -> assertThat(row.getLong("rows")).isZero());
    }

    /** The batch fails at its second row: the first is not written, and the reason is the row's. */
    @Test
    void writesNothingOfABatchThatFails() {
        // Given
        Tuple once = Tuple.of("helios", holder);

        // Then
        assertThatThrownBy(
                        () -> await(TenantTransaction.run(APP, HELIOS, WRITE, List.of(once, once))))
                .isInstanceOfSatisfying(
                        PgException.class,
                        failure -> assertThat(failure.getSqlState()).isEqualTo("23505"));
        assertThat(rowsOf(HELIOS)).isZero();
    }

    /** A connection is given back as it was taken, however the statement on it ended. */
    @Test
    void leavesNoConnectionInAFailedTransaction() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> run(HELIOS, "select 1 / $1::int", Tuple.of(0)))
                    .isInstanceOfSatisfying(
                            PgException.class,
                            failure -> assertThat(failure.getSqlState()).isEqualTo("22012"));
            assertThatThrownBy(() -> run(HELIOS, "select nowhere from quota", Tuple.tuple()))
                    .isInstanceOfSatisfying(
                            PgException.class,
                            failure -> assertThat(failure.getSqlState()).isEqualTo("42703"));
            assertThat(rowsOf(HELIOS)).isZero();
        }
    }

    private long rowsOf(TenantId tenant) {
        return run(tenant, COUNT, Tuple.of(holder)).iterator().next().getLong("rows");
    }

    private static RowSet<Row> run(TenantId tenant, String statement, Tuple values) {
        return await(TenantTransaction.run(APP, tenant, statement, values));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(LIMIT);
    }
}
