// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.due.DueRows;
import io.temoin.retention.register.ReviewedRows;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Registered items of all tenants that have waited too long for a person to look at them, and of
 * which that was not said yet. A hint: the database decides when it is said. Uses the feed role.
 */
@ApplicationScoped
class LateReviewQueries {

    private static final String LATE =
            "select i.tenant, i.item, i.kind, i.controller, i.due_at from registered_item i where "
                    + ReviewedRows.waits("$2")
                    + " and i.due_at <= $1 and not exists (select 1 from late_item_review l where"
                    + " l.tenant = i.tenant and l.item = i.item and l.kind = i.kind and l.due_at ="
                    + " i.due_at) and (i.tenant, i.due_at, i.item, i.kind) > ($3, $4, $5, $6)"
                    + " order by i.tenant, i.due_at, i.item, i.kind limit $7";

    /**
     * An item that waits.
     *
     * @param dueAt since when
     */
    record Late(TenantId tenant, UUID item, ItemKind kind, String controller, Instant dueAt) {}

    /** The database says so of items that were said to be late, or wait no longer (V1290). */
    private static final String REFUSED_AS_SAID = "TM005";

    private final Pool pool;

    LateReviewQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** The first ones that wait at {@code now}, and have since {@code dueBy} or longer. */
    Uni<List<Late>> first(Instant dueBy, Instant now, int limit) {
        return late(
                Tuple.of(DueRows.at(dueBy), DueRows.at(now), "", DueRows.at(Instant.EPOCH))
                        .addValue(new UUID(0, 0))
                        .addValue("")
                        .addValue(limit));
    }

    /** The next ones after another. */
    Uni<List<Late>> next(Instant dueBy, Instant now, Late after, int limit) {
        return late(
                Tuple.of(
                                DueRows.at(dueBy),
                                DueRows.at(now),
                                after.tenant().value(),
                                DueRows.at(after.dueAt()))
                        .addValue(after.item())
                        .addValue(after.kind().name())
                        .addValue(limit));
    }

    /** Whether nothing was said since one of the items was said to be late, or waits no longer. */
    static boolean isSaid(Throwable failure) {
        return failure instanceof PgException refused
                && REFUSED_AS_SAID.equals(refused.getSqlState());
    }

    private Uni<List<Late>> late(Tuple values) {
        return pool.preparedQuery(LATE).execute(values).map(LateReviewQueries::late);
    }

    private static List<Late> late(RowSet<Row> rows) {
        List<Late> all = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        all.add(
                                new Late(
                                        new TenantId(row.getString("tenant")),
                                        row.getUUID("item"),
                                        ItemKind.valueOf(row.getString("kind")),
                                        row.getString("controller"),
                                        row.getOffsetDateTime("due_at").toInstant())));
        return all;
    }
}
