// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;

/**
 * What open requests of people keep from being destroyed. Orders look here as they look for holds:
 * see {@link ItemHoldStore}. Doing a thing again changes nothing.
 */
@ApplicationScoped
public class ItemFreezeStore {

    private static final String IS_THERE =
            "select 1 from item_freeze where tenant = $1 and request = $2";

    private static final String WRITE =
            """
            insert into item_freeze (tenant, request, controller, subject, recording, decision,
              until, over, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant, request) do update
              set until = excluded.until, over = excluded.over, version = excluded.version
              where item_freeze.version < excluded.version""";

    private final Pool pool;

    ItemFreezeStore(Pool pool) {
        this.pool = pool;
    }

    /** Puts it in effect; the first time, orders that are under way are committed before. */
    public Uni<Void> apply(TenantId tenant, ItemFreeze freeze) {
        return TenantTransaction.run(
                        pool, tenant, IS_THERE, Tuple.of(tenant.value(), freeze.request()))
                .flatMap(
                        rows ->
                                rows.size() > 0 || freeze.over()
                                        ? TenantTransaction.run(
                                                        pool, tenant, WRITE, row(tenant, freeze))
                                                .replaceWithVoid()
                                        : alone(tenant, freeze));
    }

    private Uni<Void> alone(TenantId tenant, ItemFreeze freeze) {
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(HoldStore.ALONE)
                                .execute(Tuple.of(tenant.value()))
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(WRITE)
                                                        .execute(row(tenant, freeze)))
                                .replaceWithVoid());
    }

    private static Tuple row(TenantId tenant, ItemFreeze freeze) {
        return Tuple.tuple()
                .addValue(tenant.value())
                .addValue(freeze.request())
                .addValue(freeze.controller())
                .addValue(freeze.subject())
                .addValue(freeze.recording())
                .addValue(freeze.decision())
                .addValue(freeze.until().atOffset(ZoneOffset.UTC))
                .addValue(freeze.over())
                .addValue(freeze.version());
    }
}
