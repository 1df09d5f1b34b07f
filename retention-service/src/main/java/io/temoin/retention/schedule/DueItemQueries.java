// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.VisibleRows;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.databasepools.LiveTransaction;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items that are due, by the read model. What it says is a hint: the item's own stream decides.
 * Uses the feed role, which sees all tenants, and connections that requests do not use: a claim
 * waits for commands while it holds one.
 */
@ApplicationScoped
class DueItemQueries {

    private static final String DUE =
            "due_at <= $1 and taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM')";

    private static final String OPEN =
            "taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM')";

    /** From one tenant to the next: items are many, tenants are few. */
    private static final String TENANTS =
            """
            with recursive known as (
              (select tenant from retained_item where %1$s order by tenant limit 1)
              union all
              select (select i.tenant from retained_item i where %1$s and i.tenant > known.tenant
                order by i.tenant limit 1)
              from known where known.tenant is not null)
            select tenant from known where tenant is not null and exists (
              select 1 from retained_item i where i.tenant = known.tenant and %1$s
                and due_at <= $1)
            order by tenant"""
                    .formatted(OPEN);

    private static final String CLAIM =
            "select recording, due_at, cause, correlation from retained_item i where "
                    + DUE
                    + " and "
                    + HoldMatch.recordingIsNotHeld()
                    + " and tenant = $2 and (due_at, recording) > ($3, $4) and %s"
                    + " order by due_at, recording limit $5 for update of i skip locked";

    private static final String DUE_OF =
            "select count(*)::int as due from retained_item i where "
                    + DUE
                    + " and "
                    + HoldMatch.recordingIsNotHeld()
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
            "update retained_item set taken_at = $1, run = coalesce($4::uuid, run)"
                    + " where tenant = $2 and recording = any($3)";

    /** Recordings and registered items; of these, a batch that is not confirmed is overdue, too. */
    private static final String COUNTS =
            """
            select sum(due)::bigint as due, sum(overdue)::bigint as overdue,
              sum(held)::bigint as held from (
              select count(*) filter (where %1$s and free) as due,
                count(*) filter (where due_at <= $2 and free) as overdue,
                count(*) filter (where held) as held
              from (select due_at, taken_at, stage, stage = 'ORDERED' or %2$s and %4$s as free,
                  stage <> 'ORDERED' and not %2$s as held
                from retained_item i
                where due_at <= $1 and stage in ('SCHEDULED', 'UNDER_MINIMUM', 'ORDERED')) item
              union all
              select count(*) filter (where free),
                count(*) filter (where due_at <= $2 and free), count(*) filter (where held)
              from (select due_at, %3$s and %5$s as free, not %3$s as held from registered_item i
                where due_at <= $1 and stage in ('SCHEDULED', 'UNDER_MINIMUM')) item
              union all
              select 0, coalesce(sum(items), 0), 0 from disposition_batch
              where confirmed_at is null and ordered_at <= $2) counted"""
                    .formatted(
                            DUE,
                            HoldMatch.recordingIsNotHeld(),
                            HoldMatch.registeredIsNotHeld(),
                            HoldMatch.notFrozen("$1"),
                            HoldMatch.registeredIsNotFrozen("$1"));

    /** Where a page of the list ended. */
    record Cursor(Instant dueAt, UUID recording) {
        static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0));
    }

    /**
     * An item that seems due.
     *
     * @param cause id of the event that planned it
     * @param correlation of that event
     */
    record Due(UUID recording, Instant dueAt, String cause, String correlation) {
        Cursor cursor() {
            return new Cursor(dueAt, recording);
        }
    }

    /** Due and not ordered; due for too long and not destroyed; due and kept by a legal hold. */
    record Counts(long due, long overdue, long held) {}

    private final Pool pool;

    DueItemQueries(@ReactiveDataSource("feed") Pool pool) {
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
     * Locks the next due items that exist for somebody and that no hold covers, nor can cover
     * before they are handled; has them handled, and takes those off the list that {@code handle}
     * answers with. Items that another process has locked are left to it. A crash releases the
     * locks, and so does PostgreSQL when the process hangs; what was done by then is done, and
     * doing it again changes nothing.
     *
     * @param run that orders them; absent if nobody asked for one
     */
    Uni<List<Due>> claim(
            TenantId tenant,
            Visibility visibility,
            Instant now,
            Cursor after,
            int limit,
            @Nullable UUID run,
            Function<List<Due>, Uni<List<UUID>>> handle) {
        return pool.withTransaction(
                connection ->
                        locked(connection, tenant, visibility, now, after, limit)
                                .flatMap(
                                        claimed ->
                                                claimed.isEmpty()
                                                        ? Uni.createFrom().item(claimed)
                                                        : LiveTransaction.during(
                                                                        connection,
                                                                        () -> handle.apply(claimed))
                                                                .flatMap(
                                                                        done ->
                                                                                take(
                                                                                        connection,
                                                                                        tenant,
                                                                                        now,
                                                                                        done,
                                                                                        run))
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

    /** How much is due. */
    Uni<Counts> counts(Instant now, Duration overdueAfter) {
        return pool.preparedQuery(COUNTS)
                .execute(Tuple.of(at(now), at(now.minus(overdueAfter))))
                .map(
                        rows -> {
                            Row row = rows.iterator().next();
                            return new Counts(
                                    row.getLong("due"),
                                    row.getLong("overdue"),
                                    row.getLong("held"));
                        });
    }

    private static Uni<List<Due>> locked(
            SqlConnection connection,
            TenantId tenant,
            Visibility visibility,
            Instant now,
            Cursor after,
            int limit) {
        Tuple values =
                Tuple.of(at(now), tenant.value(), at(after.dueAt()), after.recording(), limit);
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

    private static Uni<Void> take(
            SqlConnection connection,
            TenantId tenant,
            Instant now,
            List<UUID> done,
            @Nullable UUID run) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(at(now), tenant.value(), done.toArray(UUID[]::new), run))
                .replaceWithVoid();
    }

    private static Due due(Row row) {
        return new Due(
                row.getUUID("recording"),
                row.getOffsetDateTime("due_at").toInstant(),
                row.getString("cause"),
                row.getString("correlation"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
