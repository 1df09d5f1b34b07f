// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.due.DueRows.at;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.visibility.domain.Visibility;
import io.temoin.retention.due.DueRows;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.retention.register.ReviewedRows;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Registered items that are due, of all tenants. What the list says is a hint: the policies of the
 * moment decide, and the database refuses an order that a hold covers. Uses the feed role.
 */
@ApplicationScoped
class DueBatchQueries {

    private static final String OPEN = "stage in ('SCHEDULED', 'UNDER_MINIMUM')";

    private static final String DUE = ReviewedRows.ORDERABLE_AT + " <= $1 and " + OPEN;

    /** Not before, beside the plan: the row's own day, without the plan's. */
    private static final String FLOOR_AT =
            "greatest(i.floor_at, case when i.kept_at is not null and i.review_until is not null"
                    + " then least(i.kept_at, i.review_until) end)";

    private static final String FREE =
            DUE
                    + " and "
                    + HoldMatch.registeredIsNotHeld()
                    + " and "
                    + HoldMatch.registeredIsNotFrozen("$1")
                    + " and "
                    + HoldMatch.isNotKeptWithRecording("$1");

    static final String CLAIM =
            "select item, kind, controller, plan, released_for, erase_at is not null as erased,"
                    + " unreviewed_since is not null as unreviewed, "
                    + ReviewedRows.ORDERABLE_AT
                    + " as orderable_at, "
                    + FLOOR_AT
                    + " as floor_at from registered_item i where "
                    + FREE
                    + " and tenant = $2 and ("
                    + ReviewedRows.ORDERABLE_AT
                    + ", item, kind) > ($3, $4, $5) and %s order by "
                    + ReviewedRows.ORDERABLE_AT
                    + ", item, kind limit $6 for update of i skip locked";

    private static final String TAKE =
            "update registered_item set stage = 'ORDERED', batch = $4"
                    + " where tenant = $1 and kind = $2 and item = any($3)";

    /** Where a page of the list ended. */
    record Cursor(Instant orderableAt, UUID item, String kind) {
        static final Cursor START = new Cursor(Instant.EPOCH, new UUID(0, 0), "");
    }

    /**
     * A registered item that seems due, and waits for nobody to look at it.
     *
     * @param orderableAt since when; after the end of the wait if nobody has looked
     * @param floorAt not before, whatever its plan says; absent if there is no such day
     * @param releasedFor somebody let it go that was due then; absent if nobody did
     * @param erased whether its person is
     * @param unreviewed whether its person ended what it is kept for
     */
    record Due(
            UUID item,
            ItemKind kind,
            String controller,
            UUID plan,
            Instant orderableAt,
            @Nullable Instant floorAt,
            @Nullable Instant releasedFor,
            boolean erased,
            boolean unreviewed) {
        Cursor cursor() {
            return new Cursor(orderableAt, item, kind.name());
        }
    }

    /** Items that were ordered together. */
    record Taken(UUID batch, ItemKind kind, List<UUID> items) {}

    private final DueRows rows;

    DueBatchQueries(@ReactiveDataSource("feed") Pool pool) {
        this.rows = new DueRows(pool, "registered_item", OPEN, ReviewedRows.ORDERABLE_AT, FREE);
    }

    /** The tenants that have due items. */
    Uni<List<TenantId>> tenants(Instant now) {
        return rows.tenants(now);
    }

    /**
     * Locks the next due items that exist for somebody and that no hold covers, has them ordered,
     * and takes off the list what {@code order} answers with. Items that another process has locked
     * are left to it.
     */
    Uni<List<Due>> claim(
            TenantId tenant,
            Visibility visibility,
            Instant now,
            Cursor after,
            int limit,
            Function<List<Due>, Uni<List<Taken>>> order) {
        Tuple values =
                Tuple.tuple()
                        .addValue(at(now))
                        .addValue(tenant.value())
                        .addValue(at(after.orderableAt()))
                        .addValue(after.item())
                        .addValue(after.kind())
                        .addValue(limit);
        return rows.claim(
                new DueRows.Page<>(CLAIM, values, visibility, DueBatchQueries::due),
                order,
                (connection, taken) -> take(connection, tenant, taken));
    }

    /** How many items of one tenant are due and exist for somebody. */
    Uni<Integer> count(TenantId tenant, Visibility visibility, Instant now) {
        return rows.count(tenant, visibility, now);
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
                row.getOffsetDateTime("orderable_at").toInstant(),
                instant(row, "floor_at"),
                instant(row, "released_for"),
                row.getBoolean("erased"),
                row.getBoolean("unreviewed"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
