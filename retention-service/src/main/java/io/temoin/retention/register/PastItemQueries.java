// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.PastItem;
import io.temoin.retention.register.domain.PastItem.PastOrder;
import io.temoin.retention.register.domain.PastItem.PastRefusal;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the register knew of an item at an earlier time. */
@ApplicationScoped
public class PastItemQueries {

    /** An order that was refused is kept aside; the item itself has the last one only. */
    private static final String FIND =
            """
            select i.registered_at, i.registered_before, p.keep_until as named,
              m.keep_until as minimum, case when i.erase_at <= $4 then i.erase_at end as erased_at,
              case when i.unreviewed_since <= $4 then i.unreviewed_since end as unreviewed_at,
              case when i.stage = 'GONE' and i.erased_at <= $4 then i.erased_at end as gone_at,
              o.basis, o.ordered_at, o.destroyed_at, o.refused_at, o.refused_on, o.reason,
              %s as happened, v.*
            from registered_item i
            join item_plan p on p.tenant = i.tenant and p.plan = i.plan
            left join lateral (select max(c.keep_until) as keep_until from item_minimum_change c
                where c.tenant = i.tenant and c.item = i.item and c.kind = i.kind
                  and c.known_at <= $4) m on true
            left join lateral (
              select * from (
                select f.basis, f.ordered_at, null::timestamptz as destroyed_at, f.refused_at,
                  f.refused_on, f.reason
                from item_refusal f
                where f.tenant = i.tenant and f.item = i.item and f.kind = i.kind
                union all
                select b.basis, b.ordered_at, i.erased_at, null, null, null
                from disposition_batch b where b.tenant = i.tenant and b.batch = i.batch) ordered
              where ordered.ordered_at <= $4 order by ordered.ordered_at desc limit 1) o on true
            %s
            where i.tenant = $1 and i.item = $2 and i.kind = $3"""
                    .formatted(
                            PlanRows.happened("i", "p.started_on", "i.tenant", "f.known_at <= $4"),
                            RegisteredItemQueries.lastReview("v.decided_at <= $4"));

    private final Pool pool;

    PastItemQueries(Pool pool) {
        this.pool = pool;
    }

    /** What was known by {@code asOf} of an item that is registered by now. */
    public Uni<PastItem> find(TenantId tenant, UUID item, ItemKind kind, Instant asOf) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        FIND,
                        Tuple.of(tenant.value(), item, kind.name(), asOf.atOffset(ZoneOffset.UTC)))
                .map(rows -> item(rows.iterator().next(), asOf));
    }

    private static PastItem item(Row row, Instant asOf) {
        return new PastItem(
                row.getOffsetDateTime("registered_at").toInstant(),
                row.getBoolean("registered_before"),
                row.getLocalDate("named"),
                row.getLocalDate("minimum"),
                instant(row, "erased_at"),
                order(row, asOf),
                RegisteredItemQueries.review(row),
                instant(row, "gone_at"),
                instant(row, "unreviewed_at"),
                PlanRows.happened(row));
    }

    private static @Nullable PastOrder order(Row row, Instant asOf) {
        Instant orderedAt = instant(row, "ordered_at");
        if (orderedAt == null) {
            return null;
        }
        Instant destroyedAt = instant(row, "destroyed_at");
        Instant refusedAt = instant(row, "refused_at");
        return new PastOrder(
                DispositionBasis.valueOf(row.getString("basis")),
                orderedAt,
                destroyedAt == null || destroyedAt.isAfter(asOf) ? null : destroyedAt,
                refusedAt == null || refusedAt.isAfter(asOf)
                        ? null
                        : new PastRefusal(
                                RefusalReason.valueOf(row.getString("reason")),
                                row.getLocalDate("refused_on"),
                                refusedAt));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
