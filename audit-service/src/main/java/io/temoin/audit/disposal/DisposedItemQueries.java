// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.disposal;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** Orders of retention-service to every service, and which items are gone under them. */
@Singleton
public class DisposedItemQueries {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String ORDERED =
            """
            insert into disposition_batch (tenant, batch, owner, kind, controller, items, ordered_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict do nothing""";

    /** The first confirmation stands. */
    private static final String CONFIRMED =
            """
            update disposition_batch set confirmed_at = $3, refused = $4
            where tenant = $1 and batch = $2 and confirmed_at is null""";

    private static final String GONE =
            """
            select distinct i.item
            from disposition_batch b cross join lateral unnest(b.items) i (item)
            where b.tenant = $1 and b.confirmed_at is not null and b.items && $2
              and i.item = any($2) and i.item <> all(b.refused)""";

    /** An order as every service gets it. */
    record Ordered(
            UUID batch,
            String owner,
            String kind,
            String controller,
            List<UUID> items,
            Instant orderedAt) {}

    private final Pool pool;

    DisposedItemQueries(Pool pool) {
        this.pool = pool;
    }

    /** Takes note of an order. */
    Uni<Void> ordered(TenantId tenant, Ordered order) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        ORDERED,
                        Tuple.tuple()
                                .addString(tenant.value())
                                .addUUID(order.batch())
                                .addString(order.owner())
                                .addString(order.kind())
                                .addString(order.controller())
                                .addArrayOfUUID(order.items().toArray(UUID[]::new))
                                .addOffsetDateTime(order.orderedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Takes note that an order was carried out, except for some items. */
    Uni<Void> confirmed(TenantId tenant, UUID batch, Instant at, List<UUID> refused) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        CONFIRMED,
                        Tuple.of(
                                tenant.value(),
                                batch,
                                at.atOffset(ZoneOffset.UTC),
                                refused.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /** Those of the items that are gone, as retention-service has confirmed. */
    public Uni<Set<String>> among(TenantId tenant, Collection<String> items) {
        UUID[] ids =
                items.stream()
                        .filter(item -> ID.matcher(item).matches())
                        .map(UUID::fromString)
                        .toArray(UUID[]::new);
        return TenantTransaction.run(pool, tenant, GONE, Tuple.of(tenant.value(), ids))
                .map(
                        rows -> {
                            Set<String> gone = new HashSet<>();
                            rows.forEach(row -> gone.add(row.getUUID(0).toString()));
                            return gone;
                        });
    }
}
