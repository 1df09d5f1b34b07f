// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static io.temoin.retention.due.DueRows.at;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.due.DueRows;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.retention.register.ReviewedRows;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The items that are due, by the read model. What it says is a hint: the item's own stream decides.
 * Uses the feed role.
 */
@ApplicationScoped
class DueItemQueries {

    /** Nobody has to look at it first, or a text orders it destroyed all the same. */
    static final String REVIEWED =
            "(review_at is null or review_at > $1 or coalesce(review_until <= $1, false))";

    private static final String DUE =
            "due_at <= $1 and taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM') and "
                    + REVIEWED;

    private static final String OPEN =
            "taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM')";

    private static final String FREE = DUE + " and " + HoldMatch.recordingIsNotHeld();

    private static final String CLAIM =
            "select recording, due_at, cause, correlation from retained_item i where "
                    + FREE
                    + " and tenant = $2 and (due_at, recording) > ($3, $4) and %s"
                    + " order by due_at, recording limit $5 for update of i skip locked";

    private static final String TAKE =
            "update retained_item set taken_at = $1, run = coalesce($4::uuid, run)"
                    + " where tenant = $2 and recording = any($3)";

    /** Recordings and registered items; of these, a batch that is not confirmed is overdue, too. */
    private static final String COUNTS =
            """
            select sum(due)::bigint as due, sum(overdue)::bigint as overdue,
              sum(held)::bigint as held, sum(reviews)::bigint as reviews,
              sum(late_reviews)::bigint as late_reviews from (
              select count(*) filter (where %1$s and free) as due,
                count(*) filter (where due_at <= $2 and free) as overdue,
                count(*) filter (where held) as held,
                count(*) filter (where review) as reviews,
                count(*) filter (where review and review_at <= $3) as late_reviews
              from (select due_at, taken_at, stage, review_at, review_until,
                  stage = 'ORDERED' or %2$s and %4$s and %6$s as free,
                  stage <> 'ORDERED' and not %2$s as held,
                  stage <> 'ORDERED' and %2$s and not coalesce(%6$s, true) as review
                from retained_item i
                where due_at <= $1 and stage in ('SCHEDULED', 'UNDER_MINIMUM', 'ORDERED')) item
              union all
              select count(*) filter (where free and not review),
                count(*) filter (where orderable_at <= $2 and free and not review),
                count(*) filter (where held),
                count(*) filter (where review and not held),
                count(*) filter (where review and not held and due_at <= $3)
              from (select due_at, %7$s as orderable_at, %3$s and %5$s as free, not %3$s as held,
                  %7$s > $1 as review from registered_item i
                where due_at <= $1 and stage in ('SCHEDULED', 'UNDER_MINIMUM')) item
              union all
              select 0, coalesce(sum(items), 0), 0, 0, 0 from disposition_batch
              where confirmed_at is null and ordered_at <= $2) counted"""
                    .formatted(
                            DUE,
                            HoldMatch.recordingIsNotHeld(),
                            HoldMatch.registeredIsNotHeld(),
                            HoldMatch.notFrozen("$1"),
                            HoldMatch.registeredIsNotFrozen("$1")
                                    + " and "
                                    + HoldMatch.isNotKeptWithRecording("$1"),
                            REVIEWED,
                            ReviewedRows.ORDERABLE_AT);

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

    /**
     * Due and not ordered; due for too long and not destroyed; due and kept by a legal hold; due
     * and waiting for a person to look; the same for too long.
     */
    record Counts(long due, long overdue, long held, long reviews, long lateReviews) {}

    private final Pool pool;
    private final DueRows rows;

    DueItemQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
        this.rows = new DueRows(pool, "retained_item", OPEN, "i.due_at", FREE);
    }

    /** The tenants that have due items. */
    Uni<List<TenantId>> tenants(Instant now) {
        return rows.tenants(now);
    }

    /**
     * Locks the next due items that exist for somebody and that no hold covers, nor can cover
     * before they are handled; has them handled, and takes those off the list that {@code handle}
     * answers with. Items that another process has locked are left to it.
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
        Tuple values =
                Tuple.of(at(now), tenant.value(), at(after.dueAt()), after.recording(), limit);
        return rows.claim(
                new DueRows.Page<>(CLAIM, values, visibility, DueItemQueries::due),
                handle,
                (connection, done) -> take(connection, tenant, now, done, run));
    }

    /** How many items of one tenant are due and exist for somebody. */
    Uni<Integer> count(TenantId tenant, Visibility visibility, Instant now) {
        return rows.count(tenant, visibility, now);
    }

    /** How much is due. */
    Uni<Counts> counts(Instant now, Duration overdueAfter, Duration reviewWithin) {
        return pool.preparedQuery(COUNTS)
                .execute(
                        Tuple.of(at(now), at(now.minus(overdueAfter)), at(now.minus(reviewWithin))))
                .map(
                        counted -> {
                            Row row = counted.iterator().next();
                            return new Counts(
                                    row.getLong("due"),
                                    row.getLong("overdue"),
                                    row.getLong("held"),
                                    row.getLong("reviews"),
                                    row.getLong("late_reviews"));
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
}
