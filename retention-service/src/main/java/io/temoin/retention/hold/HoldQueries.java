// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.hold.domain.HoldCriteria;
import io.temoin.retention.hold.domain.ReleasePreview;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What holds cover, by the read model of the items. */
@ApplicationScoped
class HoldQueries {

    private static final String COVERED =
            "select count(*) as covered from holdable_item i, (select $2::text as controller,"
                    + " $3::text as subject, $4::text as campaign, $5::text[] as purposes,"
                    + " $6::timestamptz as ended_from, $7::timestamptz as ended_before,"
                    + " cardinality($8::uuid[]) > 0 as by_items, array("
                    + HoldStore.listed("$8")
                    + ") as items) h where"
                    + " i.tenant = $1 and "
                    + HoldMatch.LIVING
                    + " and "
                    + HoldMatch.WOULD_COVER;

    private static final String UNKNOWN =
            """
            select asked.ordinality - 1 as place from unnest($3::uuid[]) with ordinality as asked
            where not exists (select 1 from holdable_item i
              where i.tenant = $1 and i.controller = $2 and i.item = asked.asked and %s)
            order by asked.ordinality"""
                    .formatted(HoldMatch.LIVING);

    private static final String OF_HOLD =
            " from holdable_item i, legal_hold h where h.tenant = $1 and h.hold = $2 and "
                    + HoldMatch.COVERS
                    + " and "
                    + HoldMatch.LIVING;

    private static final String OTHER =
            HoldMatch.NOT_HELD.replace("where ", "where h.hold <> $2 and ");

    private static final String PREVIEW =
            "select count(*) as covered, count(*) filter (where free) as freed, count(*) filter"
                    + " (where free and due) as due, encode(sha256(($2::uuid::text ||"
                    + " coalesce(string_agg(',' || item::text, '' order by item) filter"
                    + " (where free and due), ''))::bytea), 'hex') as digest from (select i.item, "
                    + OTHER
                    + " as free, coalesce(i.orderable_at <= $3 and i.stage in ('SCHEDULED',"
                    + " 'UNDER_MINIMUM'), false) as due"
                    + OF_HOLD
                    + ") item";

    private static final String ITEMS =
            "select i.item, i.stage, i.due_on, i.due_at"
                    + OF_HOLD
                    + " and ($3::uuid is null or i.item > $3) order by i.item limit $4";

    private static final String HOLDS =
            """
            select hold, placed_at from legal_hold
            where tenant = $1 and ($2::text is null or controller = $2)
              and ($3::text is null or state = $3)
              and ($4::timestamptz is null or (placed_at, hold) < ($4, $5))
            order by placed_at desc, hold desc limit $6""";

    /** An item that a hold covers. */
    record CoveredItem(UUID id, String state, @Nullable LocalDate dueOn, @Nullable Instant dueAt) {}

    /** Where a page of holds ended. */
    record Place(Instant placedAt, UUID hold) {}

    private final Pool pool;

    HoldQueries(Pool pool) {
        this.pool = pool;
    }

    /** How many items criteria cover that are no hold yet. */
    Uni<Long> covered(TenantId tenant, String controller, HoldCriteria criteria) {
        Tuple values =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(controller)
                        .addValue(criteria.subject())
                        .addValue(criteria.campaign())
                        .addValue(criteria.purposeCodes().toArray(String[]::new))
                        .addValue(HoldStore.at(criteria.endedFrom()))
                        .addValue(HoldStore.at(criteria.endedBefore()))
                        .addValue(criteria.items().toArray(UUID[]::new));
        return TenantTransaction.run(pool, tenant, COVERED, values)
                .map(rows -> rows.iterator().next().getLong("covered"));
    }

    /** The places of those of {@code items} that the controller does not have, or not any more. */
    Uni<List<Integer>> unknown(TenantId tenant, String controller, List<UUID> items) {
        return list(
                tenant,
                UNKNOWN,
                Tuple.of(tenant.value(), controller, items.toArray(UUID[]::new)),
                row -> row.getInteger("place"));
    }

    /** What the release of a hold would lead to by then. */
    Uni<ReleasePreview> preview(TenantId tenant, UUID hold, Instant dueBefore) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        PREVIEW,
                        Tuple.of(tenant.value(), hold, HoldStore.at(dueBefore)))
                .map(rows -> rows.iterator().next())
                .map(
                        row ->
                                new ReleasePreview(
                                        row.getLong("covered"),
                                        row.getLong("freed"),
                                        row.getLong("due"),
                                        dueBefore,
                                        row.getString("digest")));
    }

    /** The items that a hold covers, in the order of their ids. */
    Uni<List<CoveredItem>> items(TenantId tenant, UUID hold, @Nullable UUID after, int limit) {
        return list(
                tenant,
                ITEMS,
                Tuple.of(tenant.value(), hold, after, limit),
                row ->
                        new CoveredItem(
                                row.getUUID("item"),
                                row.getString("stage"),
                                row.getLocalDate("due_on"),
                                instant(row, "due_at")));
    }

    /**
     * Holds, the newest first.
     *
     * @param controller only of this one; {@code null} for all of the tenant
     */
    Uni<List<Place>> holds(
            TenantId tenant,
            @Nullable String controller,
            @Nullable HoldState state,
            @Nullable Place after,
            int limit) {
        Tuple values =
                Tuple.of(
                        tenant.value(),
                        controller,
                        state == null ? null : state.name(),
                        after == null ? null : HoldStore.at(after.placedAt()),
                        after == null ? null : after.hold(),
                        limit);
        return list(
                tenant,
                HOLDS,
                values,
                row ->
                        new Place(
                                row.getOffsetDateTime("placed_at").toInstant(),
                                row.getUUID("hold")));
    }

    private <T> Uni<List<T>> list(
            TenantId tenant, String statement, Tuple values, Function<Row, T> read) {
        return TenantTransaction.run(pool, tenant, statement, values)
                .map(
                        rows -> {
                            List<T> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(read.apply(row)));
                            return all;
                        });
    }

    private static @Nullable Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
