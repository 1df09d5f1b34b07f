// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.databasepools.LiveTransaction;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Registered items that are due, of all tenants. What the list says is a hint: the policies of the
 * moment decide, and the database refuses an order that a hold covers. Uses the feed role.
 */
@ApplicationScoped
class DueBatchQueries {

    private static final String OPEN = "stage in ('SCHEDULED', 'UNDER_MINIMUM')";

    private static final String DUE = "due_at <= $1 and " + OPEN;

    /** From one tenant to the next: items are many, tenants are few. */
    private static final String TENANTS =
            """
            with recursive known as (
              (select tenant from registered_item where %1$s order by tenant limit 1)
              union all
              select (select i.tenant from registered_item i where %1$s
                and i.tenant > known.tenant order by i.tenant limit 1)
              from known where known.tenant is not null)
            select tenant from known where tenant is not null and exists (
              select 1 from registered_item i where i.tenant = known.tenant and %1$s
                and due_at <= $1)
            order by tenant"""
                    .formatted(OPEN);

    private static final String CLAIM =
            "select item, kind, controller, plan, due_at, erase_at is not null as erased"
                    + " from registered_item i where "
                    + DUE
                    + " and "
                    + HoldMatch.registeredIsNotHeld()
                    + " and "
                    + HoldMatch.registeredIsNotFrozen("$1")
                    + " and tenant = $2 and (due_at, item, kind) > ($3, $4, $5) and %s"
                    + " order by due_at, item, kind limit $6 for update of i skip locked";

    private static final String DUE_OF =
            "select count(*)::int as due from registered_item i where "
                    + DUE
                    + " and "
                    + HoldMatch.registeredIsNotHeld()
                    + " and "
                    + HoldMatch.registeredIsNotFrozen("$1")
                    + " and tenant = $2 and %s";

    private static final VisibleRows ROWS =
            new VisibleRows(
                    "controller",
                    List.of("processor"),
                    (covered, bind) -> "purposes <@ " + bind.apply(covered.toArray(String[]::new)),
                    (covered, bind) ->
                            "campaign = any(%s)"
                                    .formatted(bind.apply(covered.toArray(String[]::new))));

    private static final String TAKE =
            "update registered_item set stage = 'ORDERED', batch = $4"
                    + " where tenant = $1 and kind = $2 and item = any($3)";

    /** Where a page of the list ended. */
    record Cursor(Instant dueAt, UUID item, String kind) {
        static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0), "");
    }

    /**
     * A registered item that seems due.
     *
     * @param erased whether its person is
     */
    record Due(
            UUID item, ItemKind kind, String controller, UUID plan, Instant dueAt, boolean erased) {
        Cursor cursor() {
            return new Cursor(dueAt, item, kind.name());
        }
    }

    /** Items that were ordered together. */
    record Taken(UUID batch, ItemKind kind, List<UUID> items) {}

    private final Pool pool;

    DueBatchQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The tenants that have due items. */
    Uni<List<TenantId>> tenants(Instant now) {
        return pool.preparedQuery(TENANTS)
                .execute(Tuple.of(at(now)))
                .map(
                        rows -> {
                            List<TenantId> tenants = new ArrayList<>();
                            rows.forEach(row -> tenants.add(new TenantId(row.getString("tenant"))));
                            return tenants;
                        });
    }

    /**
     * Locks the next due items that exist for somebody and that no hold covers, has them ordered,
     * and takes off the list what {@code order} answers with. Items that another process has locked
     * are left to it. A crash releases the locks.
     */
    Uni<List<Due>> claim(
            TenantId tenant,
            Visibility visibility,
            Instant now,
            Cursor after,
            int limit,
            Function<List<Due>, Uni<List<Taken>>> order) {
        return pool.withTransaction(
                connection ->
                        locked(connection, tenant, visibility, now, after, limit)
                                .flatMap(
                                        claimed ->
                                                claimed.isEmpty()
                                                        ? Uni.createFrom().item(claimed)
                                                        : LiveTransaction.during(
                                                                        connection,
                                                                        () -> order.apply(claimed))
                                                                .flatMap(
                                                                        taken ->
                                                                                take(
                                                                                        connection,
                                                                                        tenant,
                                                                                        taken))
                                                                .replaceWith(claimed)));
    }

    /** How many items of one tenant are due and exist for somebody. */
    Uni<Integer> count(TenantId tenant, Visibility visibility, Instant now) {
        Tuple values = Tuple.of(at(now), tenant.value());
        String visible = ROWS.condition(visibility, value -> "$" + values.addValue(value).size());
        return pool.preparedQuery(DUE_OF.formatted(visible))
                .execute(values)
                .map(rows -> rows.iterator().next().getInteger("due"));
    }

    private static Uni<List<Due>> locked(
            SqlConnection connection,
            TenantId tenant,
            Visibility visibility,
            Instant now,
            Cursor after,
            int limit) {
        Tuple values =
                Tuple.tuple()
                        .addValue(at(now))
                        .addValue(tenant.value())
                        .addValue(at(after.dueAt()))
                        .addValue(after.item())
                        .addValue(after.kind())
                        .addValue(limit);
        String visible = ROWS.condition(visibility, value -> "$" + values.addValue(value).size());
        return connection
                .preparedQuery(CLAIM.formatted(visible))
                .execute(values)
                .map(
                        rows -> {
                            List<Due> due = new ArrayList<>(rows.size());
                            rows.forEach(row -> due.add(due(row)));
                            return due;
                        });
    }

    private static Uni<Void> take(SqlConnection connection, TenantId tenant, List<Taken> taken) {
        if (taken.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> all =
                taken.stream()
                        .map(
                                batch ->
                                        Tuple.of(
                                                tenant.value(),
                                                batch.kind().name(),
                                                batch.items().toArray(UUID[]::new),
                                                batch.batch()))
                        .toList();
        return connection.preparedQuery(TAKE).executeBatch(all).replaceWithVoid();
    }

    private static Due due(Row row) {
        return new Due(
                row.getUUID("item"),
                ItemKind.valueOf(row.getString("kind")),
                row.getString("controller"),
                row.getUUID("plan"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getBoolean("erased"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
