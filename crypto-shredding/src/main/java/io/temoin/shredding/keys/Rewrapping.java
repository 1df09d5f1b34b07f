// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/**
 * Wraps the live keys of older epochs under a newer one, a batch per transaction, once through the
 * table in the order of its primary key. What was moved stays moved whatever happens to the rest;
 * rows that are being destroyed at that moment are passed by. Of one thread.
 */
final class Rewrapping {

    private static final int BATCH = 1000;

    private static final String STALE =
            """
            select tenant, scope, key_id, epoch, wrapped from shreddable_key
            where (tenant, scope) > ($2, $3) and wrapped is not null and epoch < $1
            order by tenant, scope limit $4 for update skip locked""";

    private static final String MOVE =
            """
            update shreddable_key k set epoch = $1, wrapped = n.wrapped
            from unnest($2::text[], $3::text[], $4::bytea[]) as n (tenant, scope, wrapped)
            where k.tenant = n.tenant and k.scope = n.scope and k.wrapped is not null""";

    @SuppressWarnings("ArrayRecordComponent") // a carrier between two statements, never compared
    private record Rewrapped(Cursor cursor, byte[] wrapped) {}

    private record Cursor(String tenant, String scope) {
        static final Cursor START = new Cursor("", "");
    }

    private final KeyVault vault;
    private final int epoch;

    Rewrapping(KeyVault vault, int epoch) {
        this.vault = vault;
        this.epoch = epoch;
    }

    /** Moves what there is; the number of keys moved. */
    Uni<Long> all(SqlConnection connection) {
        AtomicReference<Cursor> cursor = new AtomicReference<>(Cursor.START);
        return Multi.createBy()
                .repeating()
                .uni(() -> batch(connection, cursor))
                .whilst(moved -> moved == BATCH)
                .collect()
                .with(Collectors.summingLong(Integer::longValue));
    }

    private Uni<Integer> batch(SqlConnection connection, AtomicReference<Cursor> cursor) {
        return EpochRotation.inTransaction(
                        connection,
                        () ->
                                stale(connection, cursor.get())
                                        .call(moved -> store(connection, moved)))
                .map(
                        moved -> {
                            if (!moved.isEmpty()) {
                                cursor.set(moved.getLast().cursor());
                            }
                            return moved.size();
                        });
    }

    /** In turn, not as a chain of Unis: a thousand of them would overflow the stack. */
    private Uni<List<Rewrapped>> stale(SqlConnection connection, Cursor after) {
        return connection
                .preparedQuery(STALE)
                .execute(Tuple.of(epoch, after.tenant(), after.scope(), BATCH))
                .flatMap(
                        rows ->
                                Multi.createFrom()
                                        .iterable(rows)
                                        .onItem()
                                        .transformToUniAndConcatenate(this::rewrap)
                                        .collect()
                                        .asList());
    }

    private Uni<Rewrapped> rewrap(Row row) {
        Cursor cursor = new Cursor(row.getString("tenant"), row.getString("scope"));
        UUID id = row.getUUID("key_id");
        byte[] context =
                PostgresShreddableKeys.context(new TenantId(cursor.tenant()), cursor.scope(), id);
        return vault.unwrap(row.getInteger("epoch"), row.getBuffer("wrapped").getBytes(), context)
                .flatMap(key -> vault.wrap(epoch, key, context))
                .map(wrapped -> new Rewrapped(cursor, wrapped));
    }

    private Uni<Void> store(SqlConnection connection, List<Rewrapped> moved) {
        if (moved.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] tenants = new String[moved.size()];
        String[] scopes = new String[moved.size()];
        Buffer[] wrapped = new Buffer[moved.size()];
        for (int i = 0; i < moved.size(); i++) {
            tenants[i] = moved.get(i).cursor().tenant();
            scopes[i] = moved.get(i).cursor().scope();
            wrapped[i] = Buffer.buffer(moved.get(i).wrapped());
        }
        return connection
                .preparedQuery(MOVE)
                .execute(
                        Tuple.tuple()
                                .addInteger(epoch)
                                .addArrayOfString(tenants)
                                .addArrayOfString(scopes)
                                .addValue(wrapped))
                .replaceWithVoid();
    }
}
