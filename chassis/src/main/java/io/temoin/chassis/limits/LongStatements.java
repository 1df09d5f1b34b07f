// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets the statements of a job take longer than those of a request: erasures, exports, comparisons
 * and imports work through what has become large, and nobody waits on a connection for them.
 */
@ApplicationScoped
public class LongStatements {

    private static final String ALLOW = "select set_config('statement_timeout', $1, true)";

    private final String limit;

    LongStatements(@ConfigProperty(name = "temoin.limits.database.job-statement-ms") String limit) {
        this.limit = limit;
    }

    /** From now on until the transaction under way ends. */
    public Uni<Void> allow(SqlConnection connection) {
        return connection.preparedQuery(ALLOW).execute(Tuple.of(limit)).replaceWithVoid();
    }

    /** Runs {@code work} in one transaction of {@code tenant}; all of it happens or nothing. */
    public <T> Uni<T> in(Pool pool, TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return TenantTransaction.in(
                pool, tenant, connection -> allow(connection).chain(() -> work.apply(connection)));
    }
}
