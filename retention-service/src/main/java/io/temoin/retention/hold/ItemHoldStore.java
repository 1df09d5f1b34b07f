// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.databasepools.LiveTransaction;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The holds on each item. Lets nothing be ordered destroyed that a hold covers, whichever replica
 * orders. Whoever orders has a share of a lock of the tenant while it looks for holds and until its
 * order is recorded; whoever places a hold has that lock alone. So an order either was recorded
 * before the hold is acknowledged, or has seen it.
 *
 * <p>An order must not be given under a second share: whoever waits to place a hold stands between
 * the two.
 */
@ApplicationScoped
public class ItemHoldStore {

    /** The first of the two numbers that advisory locks of holds have; no other lock has two. */
    private static final String LOCK_OF_TENANT = "(1746, hashtext($1))";

    private static final String SHARE = "select pg_advisory_xact_lock_shared" + LOCK_OF_TENANT;
    static final String ALONE = "select pg_advisory_xact_lock" + LOCK_OF_TENANT;

    private static final String HOLDS_OF =
            "select h.hold from legal_hold h, (select $1::text as tenant, $2::uuid as recording,"
                    + " $3::text as controller, $4::text as subject, $5::text as campaign,"
                    + " $6::text[] as purposes, $7::timestamptz as ended_at) i where "
                    + HoldMatch.IN_FORCE
                    + " and "
                    + HoldMatch.COVERS;

    private final Pool feed;
    private final Pool pool;

    ItemHoldStore(@ReactiveDataSource("feed") Pool feed, Pool pool) {
        this.feed = feed;
        this.pool = pool;
    }

    /** Takes a share of the lock, until the transaction ends. */
    public static Uni<Void> share(SqlConnection connection, TenantId tenant) {
        return connection.preparedQuery(SHARE).execute(Tuple.of(tenant.value())).replaceWithVoid();
    }

    /**
     * Does work that may order an item destroyed, knowing the holds on it; none comes meanwhile.
     */
    public <T> Uni<T> ordering(TenantId tenant, HeldItem item, Function<Holds, Uni<T>> work) {
        return feed.withTransaction(
                connection ->
                        share(connection, tenant)
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(HOLDS_OF)
                                                        .execute(values(tenant, item)))
                                .flatMap(
                                        rows ->
                                                LiveTransaction.during(
                                                        connection,
                                                        () -> work.apply(new Holds(ids(rows))))));
    }

    /** The holds on an item, to be shown. */
    public Uni<Set<UUID>> holdsOf(TenantId tenant, HeldItem item) {
        return TenantTransaction.run(pool, tenant, HOLDS_OF, values(tenant, item))
                .map(ItemHoldStore::ids);
    }

    private static Tuple values(TenantId tenant, HeldItem item) {
        return Tuple.tuple()
                .addValue(tenant.value())
                .addValue(item.item())
                .addValue(item.controller())
                .addValue(item.subject())
                .addValue(item.campaign())
                .addValue(item.purposes().toArray(String[]::new))
                .addValue(item.endedAt().atOffset(ZoneOffset.UTC));
    }

    private static Set<UUID> ids(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID("hold")));
        return ids;
    }
}
