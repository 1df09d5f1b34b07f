// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.shredding;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/**
 * Ends a key epoch: every live key is wrapped anew under a fresh epoch key; the old epoch key, once
 * destroyed, takes with it what backups still hold of erased keys. That makes an erasure final at a
 * date that can be printed: the day the epoch it was wrapped in is retired.
 *
 * <p>Protocol: {@link #rotate}, wait until no backup older than the rotation must be restorable,
 * {@link #retire}. Interrupted, a rotation is finished by calling {@link #rewrap} again.
 */
public final class EpochRotation {

    private static final int BATCH = 1000;

    private static final String STALE =
            """
            select tenant, scope, key_id, epoch, wrapped from shreddable_key
            where wrapped is not null and epoch <> $1
            order by tenant, scope limit $2 for update skip locked""";

    private static final String REWRAP =
            """
            update shreddable_key k set epoch = $1, wrapped = n.wrapped
            from unnest($2::text[], $3::text[], $4::bytea[]) as n (tenant, scope, wrapped)
            where k.tenant = n.tenant and k.scope = n.scope and k.wrapped is not null""";

    @SuppressWarnings("ArrayRecordComponent") // a carrier between two statements, never compared
    private record Rewrapped(String tenant, String scope, byte[] wrapped) {}

    private final Pool owner;
    private final KeyVault vault;

    /**
     * @param owner connections of the key tables' owner, who sees every tenant
     */
    public EpochRotation(Pool owner, KeyVault vault) {
        this.owner = owner;
        this.vault = vault;
    }

    /** Opens a new epoch and moves every live key into it; the number of keys moved. */
    public Uni<Integer> rotate() {
        return vault.openEpoch().flatMap(_ -> rewrap());
    }

    /** Moves the live keys of older epochs into the current one; the number of keys moved. */
    public Uni<Integer> rewrap() {
        int epoch = vault.currentEpoch();
        return owner.withTransaction(connection -> rewrapBatch(connection, epoch))
                .flatMap(
                        moved ->
                                moved < BATCH
                                        ? Uni.createFrom().item(moved)
                                        : rewrap().map(more -> moved + more));
    }

    /**
     * Destroys an old epoch's key. Refuses, with {@link IllegalStateException}, while a live key is
     * still wrapped under it.
     */
    public Uni<Void> retire(int epoch) {
        return owner.preparedQuery(
                        "select count(*) from shreddable_key"
                                + " where wrapped is not null and epoch = $1")
                .execute(Tuple.of(epoch))
                .flatMap(
                        rows -> {
                            long live = rows.iterator().next().getLong(0);
                            if (live > 0) {
                                throw new IllegalStateException(
                                        live + " live keys are still wrapped under epoch " + epoch);
                            }
                            return vault.destroyEpoch(epoch);
                        });
    }

    /** In turn, not as a chain of Unis: a thousand of them would overflow the stack. */
    private Uni<Integer> rewrapBatch(SqlConnection connection, int epoch) {
        return connection
                .preparedQuery(STALE)
                .execute(Tuple.of(epoch, BATCH))
                .flatMap(
                        rows ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .onItem()
                                        .transformToUniAndConcatenate(row -> rewrap(row, epoch))
                                        .collect()
                                        .asList())
                .flatMap(moved -> store(connection, epoch, moved));
    }

    private Uni<Rewrapped> rewrap(Row row, int epoch) {
        String tenant = row.getString("tenant");
        String scope = row.getString("scope");
        UUID id = row.getUUID("key_id");
        byte[] context = PostgresShreddableKeys.context(new TenantId(tenant), scope, id);
        return vault.unwrap(row.getInteger("epoch"), row.getBuffer("wrapped").getBytes(), context)
                .flatMap(key -> vault.wrap(epoch, key, context))
                .map(wrapped -> new Rewrapped(tenant, scope, wrapped));
    }

    private static Uni<Integer> store(SqlConnection connection, int epoch, List<Rewrapped> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        String[] tenants = new String[moved.size()];
        String[] scopes = new String[moved.size()];
        Buffer[] wrapped = new Buffer[moved.size()];
        for (int i = 0; i < moved.size(); i++) {
            tenants[i] = moved.get(i).tenant();
            scopes[i] = moved.get(i).scope();
            wrapped[i] = Buffer.buffer(moved.get(i).wrapped());
        }
        return connection
                .preparedQuery(REWRAP)
                .execute(
                        Tuple.tuple()
                                .addInteger(epoch)
                                .addArrayOfString(tenants)
                                .addArrayOfString(scopes)
                                .addValue(wrapped))
                .replaceWith(moved.size());
    }
}
