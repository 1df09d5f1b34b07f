// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.register.domain.ItemOwner;
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

/**
 * Batches that wait for the answer of their owner, of all tenants. What the list says is a hint:
 * the batch's own stream decides. Uses the feed role.
 */
@ApplicationScoped
class OverdueBatchQueries {

    private static final String OVERDUE =
            "select tenant, batch from disposition_batch where confirmed_at is null"
                    + " and ordered_at <= $1 and not overdue_said"
                    + " order by ordered_at, tenant, batch limit $2";

    private static final String OWN =
            "select tenant, batch from disposition_batch where confirmed_at is null and owner = $1"
                    + " order by ordered_at, tenant, batch limit $2";

    private static final String ITEMS =
            "select coalesce(sum(items), 0)::bigint as items from disposition_batch"
                    + " where confirmed_at is null and ordered_at <= $1";

    /** A batch that waits. */
    record Waiting(TenantId tenant, UUID batch) {}

    private final Pool pool;

    OverdueBatchQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Batches ordered before {@code before} of which it was not said yet that they wait. */
    Uni<List<Waiting>> unsaid(Instant before, int limit) {
        return pool.preparedQuery(OVERDUE)
                .execute(Tuple.of(at(before), limit))
                .map(OverdueBatchQueries::waiting);
    }

    /** Batches of what retention-service keeps itself. */
    Uni<List<Waiting>> own(int limit) {
        return pool.preparedQuery(OWN)
                .execute(Tuple.of(ItemOwner.RETENTION.name(), limit))
                .map(OverdueBatchQueries::waiting);
    }

    /** How many items of batches ordered before {@code before} are not known to be destroyed. */
    Uni<Long> items(Instant before) {
        return pool.preparedQuery(ITEMS)
                .execute(Tuple.of(at(before)))
                .map(rows -> rows.iterator().next().getLong("items"));
    }

    private static List<Waiting> waiting(RowSet<Row> rows) {
        List<Waiting> all = new ArrayList<>(rows.size());
        rows.forEach(
                row ->
                        all.add(
                                new Waiting(
                                        new TenantId(row.getString("tenant")),
                                        row.getUUID("batch"))));
        return all;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
