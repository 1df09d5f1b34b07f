// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The items of all tenants of which something has to be said today although nothing else happens to
 * them: a purpose is over, an order is not confirmed, a review is late. A hint: the item's own
 * stream decides. Uses the feed role, which sees all tenants.
 */
@ApplicationScoped
class ItemDeadlineQueries {

    /** What is about to be ordered destroyed ends with the order. */
    private static final String ACCESS_ENDS =
            "select tenant, recording, access_ends_at as at, cause, correlation"
                    + " from retained_item i where access_ends_at <= $1"
                    + " and not (stage in ('SCHEDULED', 'UNDER_MINIMUM') and due_at <= $1 and "
                    + HoldMatch.recordingIsNotHeld()
                    + " and "
                    + DueItemQueries.REVIEWED
                    + ") and (access_ends_at, tenant, recording) > ($2, $3, $4)"
                    + " order by access_ends_at, tenant, recording limit $5";

    private static final String UNCONFIRMED =
            "select tenant, recording, ordered_at as at, cause, correlation"
                    + " from retained_item where stage = 'ORDERED' and not overdue_said"
                    + " and ordered_at <= $1 and (ordered_at, tenant, recording) > ($2, $3, $4)"
                    + " order by ordered_at, tenant, recording limit $5";

    private static final String LATE_REVIEWS =
            "select tenant, recording, review_at as at, cause, correlation"
                    + " from retained_item where stage in ('SCHEDULED', 'UNDER_MINIMUM')"
                    + " and not review_late_said and review_at <= $1"
                    + " and (review_at, tenant, recording) > ($2, $3, $4)"
                    + " order by review_at, tenant, recording limit $5";

    /** What is projected later than {@code $4} knows better. */
    private static final String LOOKED_AT =
            "update retained_item set access_ends_at = $1"
                    + " where tenant = $2 and recording = $3 and item_version <= $4";

    private static final String NOT_WAITING =
            "update retained_item set review_at = null"
                    + " where tenant = $1 and recording = $2 and item_version <= $3";

    /**
     * An item with a deadline that has passed.
     *
     * @param cause id of the event that planned it
     * @param correlation of that event
     */
    record Passed(TenantId tenant, UUID recording, Instant at, String cause, String correlation) {

        /** Before all of them. */
        static final Passed START =
                new Passed(new TenantId("t"), new UUID(0, 0), Instant.EPOCH, "", "");
    }

    private final Pool pool;

    ItemDeadlineQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The next ones after another of which a purpose seems to be over, at most {@code limit}. */
    Uni<List<Passed>> accessEnds(Instant now, Passed after, int limit) {
        return passed(ACCESS_ENDS, now, after, limit);
    }

    /** The next ones after another that were ordered by then and are not confirmed. */
    Uni<List<Passed>> unconfirmed(Instant orderedBy, Passed after, int limit) {
        return passed(UNCONFIRMED, orderedBy, after, limit);
    }

    /** The next ones after another that have waited for a review since then, or longer. */
    Uni<List<Passed>> lateReviews(Instant dueBy, Passed after, int limit) {
        return passed(LATE_REVIEWS, dueBy, after, limit);
    }

    /**
     * Notes when to look at an item again; {@code null} for never.
     *
     * @param version of its stream when that was found
     */
    Uni<Void> lookAgain(Passed item, @Nullable Instant at, long version) {
        return pool.preparedQuery(LOOKED_AT)
                .execute(
                        Tuple.of(
                                at == null ? null : at(at),
                                item.tenant().value(),
                                item.recording(),
                                version))
                .replaceWithVoid();
    }

    /**
     * Notes that an item waits for no review.
     *
     * @param version of its stream when that was found
     */
    Uni<Void> doNotWait(Passed item, long version) {
        return pool.preparedQuery(NOT_WAITING)
                .execute(Tuple.of(item.tenant().value(), item.recording(), version))
                .replaceWithVoid();
    }

    private Uni<List<Passed>> passed(String query, Instant now, Passed after, int limit) {
        return pool.preparedQuery(query)
                .execute(
                        Tuple.of(
                                at(now),
                                at(after.at()),
                                after.tenant().value(),
                                after.recording(),
                                limit))
                .map(ItemDeadlineQueries::passed);
    }

    private static List<Passed> passed(RowSet<Row> rows) {
        List<Passed> passed = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        passed.add(
                                new Passed(
                                        new TenantId(row.getString("tenant")),
                                        row.getUUID("recording"),
                                        row.getOffsetDateTime("at").toInstant(),
                                        row.getString("cause"),
                                        row.getString("correlation"))));
        return passed;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
