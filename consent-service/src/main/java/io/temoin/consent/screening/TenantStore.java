// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.function.Function;

/**
 * Transactions that see one tenant's rows (row-level security), for what is neither an event nor a
 * read model: bulk that a list works through.
 */
@Singleton
public class TenantStore {

    private final Pool pool;
    private final LongStatements statements;

    TenantStore(Pool pool, LongStatements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /** Runs {@code work} in one transaction of the tenant; all of it happens or nothing. */
    public <T> Uni<T> in(TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return TenantTransaction.in(pool, tenant, work);
    }

    /** The same for work that takes longer than a request may. */
    <T> Uni<T> inJob(TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return statements.in(pool, tenant, work);
    }

    /** Runs a step and, where it changed something, what follows from it; both or neither. */
    Uni<Boolean> changed(
            TenantId tenant,
            Function<SqlConnection, Uni<Boolean>> step,
            Function<SqlConnection, Uni<Void>> then) {
        return inJob(
                tenant,
                connection ->
                        step.apply(connection)
                                .flatMap(
                                        done ->
                                                done
                                                        ? then.apply(connection).replaceWith(true)
                                                        : Uni.createFrom().item(false)));
    }

    /** Runs one statement that sets the tenant itself, with its first parameter. */
    public Pool alone() {
        return pool;
    }
}
