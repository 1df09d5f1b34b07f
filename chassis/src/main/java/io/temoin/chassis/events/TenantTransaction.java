// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.smallrye.mutiny.CompositeException;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;

/**
 * A transaction of the SQL client that sees one tenant: without the tenant set it sees no rows
 * (row-level security), and the setting ends with it.
 */
public final class TenantTransaction {

    private static final int STATEMENT = 2;

    private TenantTransaction() {}

    /** Runs {@code work} in one transaction of {@code tenant}; all of it happens or nothing. */
    public static <T> Uni<T> in(Pool pool, TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery(TenantStatement.SET)
                                .execute(Tuple.of(tenant.value()))
                                .chain(_ -> work.apply(connection)));
    }

    /** Runs one statement in a transaction of {@code tenant}. */
    public static Uni<RowSet<Row>> run(Pool pool, TenantId tenant, String statement, Tuple values) {
        return atOnce(
                pool, tenant, connection -> connection.preparedQuery(statement).execute(values));
    }

    /**
     * Runs one statement once for each of {@code values}, in one transaction of {@code tenant}. The
     * result has one row set for each: see {@link RowSet#next()}.
     */
    public static Uni<RowSet<Row>> run(
            Pool pool, TenantId tenant, String statement, List<Tuple> values) {
        return atOnce(
                pool,
                tenant,
                connection -> connection.preparedQuery(statement).executeBatch(values));
    }

    /**
     * The whole transaction is sent before its first answer is here, since nothing in it depends on
     * one: one round trip to the database instead of four. After a failed statement the server
     * answers {@code commit} by rolling back.
     */
    private static Uni<RowSet<Row>> atOnce(
            Pool pool, TenantId tenant, Function<SqlConnection, Uni<RowSet<Row>>> statement) {
        return pool.withConnection(
                connection ->
                        Uni.join()
                                .all(
                                        connection.query("begin").execute(),
                                        connection
                                                .preparedQuery(TenantStatement.SET)
                                                .execute(Tuple.of(tenant.value())),
                                        statement.apply(connection),
                                        connection.query("commit").execute())
                                .andCollectFailures()
                                .onFailure(CompositeException.class)
                                .transform(TenantTransaction::first)
                                .map(answers -> answers.get(STATEMENT)));
    }

    /** What went wrong first is why the rest did. */
    private static Throwable first(Throwable failures) {
        return ((CompositeException) failures).getCauses().getFirst();
    }
}
