// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.events;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.function.Function;

/**
 * A transaction of the SQL client that sees one tenant: without the tenant set it sees no rows
 * (row-level security), and the setting ends with it.
 */
public final class TenantTransaction {

    private static final String ENTER = "select set_config('temoin.tenant', $1, true)";

    private TenantTransaction() {}

    /** Runs {@code work} in one transaction of {@code tenant}; all of it happens or nothing. */
    public static <T> Uni<T> in(Pool pool, TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery(ENTER)
                                .execute(Tuple.of(tenant.value()))
                                .chain(_ -> work.apply(connection)));
    }

    /** Runs one statement in a transaction of {@code tenant}. */
    public static Uni<RowSet<Row>> run(Pool pool, TenantId tenant, String statement, Tuple values) {
        return in(pool, tenant, connection -> connection.preparedQuery(statement).execute(values));
    }
}
