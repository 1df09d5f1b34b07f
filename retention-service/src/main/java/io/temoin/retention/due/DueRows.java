// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.due;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.databasepools.LiveTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The rows of one table that are due: its tenants, and a page of them that is locked while somebody
 * handles it. The pool has the feed role, which sees all tenants, and connections that requests do
 * not use: a claim waits for commands while it holds one.
 */
public final class DueRows {

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) -> "purposes <@ " + bind.apply(covered.toArray(String[]::new)),
                    (covered, bind) ->
                            "campaign = any(%s)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))));

    private final Pool pool;
    private final String tenants;
    private final String count;

    /**
     * The due rows of a table.
     *
     * @param open the SQL condition of a row that waits for its day, and may be ordered then
     * @param dueAt when that is, as SQL of a row named {@code i}
     * @param due the SQL condition of a row, named {@code i}, that may be ordered now, {@code $1}
     */
    public DueRows(Pool pool, String table, String open, String dueAt, String due) {
        this.pool = pool;
        this.tenants = tenantsOf(table, open, dueAt);
        this.count =
                "select count(*)::int as due from %s i where %s and tenant = $2 and %%s"
                        .formatted(table, due);
    }

    /** From one tenant to the next: items are many, tenants are few. */
    private static String tenantsOf(String table, String open, String dueAt) {
        return """
            with recursive known as (
              (select tenant from %1$s where %2$s order by tenant limit 1)
              union all
              select (select i.tenant from %1$s i where %2$s and i.tenant > known.tenant
                order by i.tenant limit 1)
              from known where known.tenant is not null)
            select tenant from known where tenant is not null and exists (
              select 1 from %1$s i where i.tenant = known.tenant and %2$s
                and %3$s <= $1)
            order by tenant"""
                .formatted(table, open, dueAt);
    }

    /** The tenants that have due rows. */
    public Uni<List<TenantId>> tenants(Instant now) {
        return pool.preparedQuery(tenants)
                .execute(Tuple.of(at(now)))
                .map(
                        rows -> {
                            List<TenantId> found = new ArrayList<>();
                            rows.forEach(row -> found.add(new TenantId(row.getString("tenant"))));
                            return found;
                        });
    }

    /** How many rows of one tenant are due and exist for somebody. */
    public Uni<Integer> count(TenantId tenant, Visibility visibility, Instant now) {
        Tuple values = Tuple.of(at(now), tenant.value());
        return pool.preparedQuery(count.formatted(condition(visibility, values)))
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger("due"));
    }

    /**
     * Locks the rows of a page, has them handled, and marks those that {@code handle} answers with.
     * Nothing is handled if the page is empty. A crash releases the locks, and so does PostgreSQL
     * when the process hangs; what was done by then is done, and doing it again changes nothing.
     *
     * @param take marks what was done, in the transaction that holds the locks
     */
    public <D, T> Uni<List<D>> claim(
            Page<D> page,
            Function<List<D>, Uni<T>> handle,
            BiFunction<SqlConnection, T, Uni<Void>> take) {
        return pool.withTransaction(
                connection ->
                        page.locked(connection)
                                .flatMap(
                                        claimed ->
                                                claimed.isEmpty()
                                                        ? Uni.createFrom().item(claimed)
                                                        : LiveTransaction.during(
                                                                        connection,
                                                                        () -> handle.apply(claimed))
                                                                .flatMap(
                                                                        done ->
                                                                                take.apply(
                                                                                        connection,
                                                                                        done))
                                                                .replaceWith(claimed)));
    }

    /**
     * Rows to lock.
     *
     * @param sql selects and locks them; has {@code %s} where the condition of what exists for
     *     somebody goes
     * @param values of the parameters of {@code sql}; those of the condition are added to them
     * @param read makes an item of a row
     */
    public record Page<D>(String sql, Tuple values, Visibility visibility, Function<Row, D> read) {

        private Uni<List<D>> locked(SqlConnection connection) {
            return connection
                    .preparedQuery(sql.formatted(condition(visibility, values)))
                    .execute(values)
                    .map(
                            rows -> {
                                List<D> due = new ArrayList<>(rows.size());
                                rows.forEach(row -> due.add(read.apply(row)));
                                return due;
                            });
        }
    }

    /** A moment as parameters of SQL take it. */
    public static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String condition(Visibility visibility, Tuple values) {
        return ROWS.condition(visibility, value -> "$" + values.addValue(value).size());
    }
}
