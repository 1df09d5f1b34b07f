// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tables of a {@link WrappedKeyset}: every key in them is wrapped by the provider. */
final class KeysetTables {

    /** One process at a time changes them, and nobody waits for it longer than for a provider. */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('temoin-keyset', 0))";

    private static final String EPOCHS =
            "select epoch, provider_key, wrapped, check_value, opened_at from keyset_epoch"
                    + " where wrapped is not null";

    private static final String HASH_KEYS =
            "select purpose, generation, provider_key, wrapped, check_value, opened_at"
                    + " from keyset_hash_key";

    /** What the tables say, of keys that were not destroyed. */
    record Stored(SortedMap<Integer, WrappedKey> epochs, Map<KeyGeneration, WrappedKey> hashKeys) {

        boolean isEmpty() {
            return epochs.isEmpty() && hashKeys.isEmpty();
        }

        WrappedKey hashKey(KeyGeneration generation) {
            return Objects.requireNonNull(hashKeys.get(generation), generation::toString);
        }

        /** The provider's one key for all of them: they are never destroyed by it. */
        String hashKeysProviderKey() {
            return hashKeys.values().iterator().next().providerKey();
        }
    }

    private KeysetTables() {}

    /** Bound into the wrapping of an epoch's key. */
    static byte[] context(int epoch) {
        return ("temoin|epoch|" + epoch).getBytes(StandardCharsets.UTF_8);
    }

    /** Bound into the wrapping of a key of keyed hashes. */
    static byte[] context(KeyGeneration generation) {
        return "temoin|hash-key|%s|%d"
                .formatted(generation.purpose(), generation.number())
                .getBytes(StandardCharsets.UTF_8);
    }

    static Uni<Stored> read(SqlClient client) {
        return client.query(EPOCHS)
                .execute()
                .flatMap(
                        epochs ->
                                client.query(HASH_KEYS)
                                        .execute()
                                        .map(hashKeys -> stored(epochs, hashKeys)));
    }

    /** Waits for its turn, until the end of the transaction. */
    static Uni<Void> lock(SqlConnection transaction) {
        return transaction.query(LOCK).execute().replaceWithVoid();
    }

    static Uni<Void> add(SqlClient client, int epoch, WrappedKey key) {
        return client.preparedQuery(
                        "insert into keyset_epoch "
                                + "(epoch, provider_key, wrapped, check_value, opened_at)"
                                + " values ($1, $2, $3, $4, $5)")
                .execute(
                        Tuple.of(
                                epoch,
                                key.providerKey(),
                                Buffer.buffer(key.wrapped()),
                                Buffer.buffer(key.checkValue()),
                                key.openedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> add(SqlClient client, KeyGeneration generation, WrappedKey key) {
        return client.preparedQuery(
                        "insert into keyset_hash_key"
                                + " (purpose, generation, provider_key, wrapped, check_value,"
                                + " opened_at) values ($1, $2, $3, $4, $5, $6)")
                .execute(
                        Tuple.of(
                                generation.purpose().name(),
                                generation.number(),
                                key.providerKey(),
                                Buffer.buffer(key.wrapped()),
                                Buffer.buffer(key.checkValue()),
                                key.openedAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> retire(SqlClient client, KeyGeneration generation) {
        return client.preparedQuery(
                        "delete from keyset_hash_key where purpose = $1 and generation = $2")
                .execute(Tuple.of(generation.purpose().name(), generation.number()))
                .replaceWithVoid();
    }

    /** Keeps the row: an epoch's number is never used again. */
    static Uni<Void> destroy(SqlClient client, int epoch) {
        return client.preparedQuery("update keyset_epoch set wrapped = null where epoch = $1")
                .execute(Tuple.of(epoch))
                .replaceWithVoid();
    }

    private static Stored stored(RowSet<Row> epochs, RowSet<Row> hashKeys) {
        SortedMap<Integer, WrappedKey> byEpoch = new TreeMap<>();
        epochs.forEach(row -> byEpoch.put(row.getInteger("epoch"), key(row)));
        Map<KeyGeneration, WrappedKey> byGeneration = new LinkedHashMap<>();
        hashKeys.forEach(
                row ->
                        byGeneration.put(
                                new KeyGeneration(
                                        KeyPurpose.valueOf(row.getString("purpose")),
                                        row.getInteger("generation")),
                                key(row)));
        return new Stored(byEpoch, byGeneration);
    }

    private static WrappedKey key(Row row) {
        return new WrappedKey(
                row.getString("provider_key"),
                row.getBuffer("wrapped").getBytes(),
                row.getBuffer("check_value").getBytes(),
                row.getOffsetDateTime("opened_at").toInstant());
    }
}
