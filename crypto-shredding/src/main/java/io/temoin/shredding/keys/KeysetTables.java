// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.RememberedKeys.EpochKey;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of a {@link WrappedKeyset}: every key in them is wrapped by the provider. */
final class KeysetTables {

    /**
     * One process at a time changes them. One that hangs meanwhile loses its transaction, and with
     * it the lock, long before those that wait give up.
     */
    private static final String LOCK =
            """
            set local idle_in_transaction_session_timeout = '60s';
            set local lock_timeout = '120s';
            select pg_advisory_xact_lock(hashtextextended('temoin-keyset', 0))""";

    private static final String USED =
            """
            select exists (select from key_epoch) or exists (select from keyset_check)
              or exists (select from shreddable_key) as used""";

    private static final String DESTROYED =
            """
            select epoch from key_epoch where destroyed_at is not null
            union select epoch from keyset_epoch where wrapped is null""";

    private static final String NEEDED = "select epoch from key_epoch where destroyed_at is null";

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

        EpochKey epochKey(int epoch) {
            WrappedKey key = epochs.get(epoch);
            return new EpochKey(epoch, Objects.requireNonNull(key, () -> "epoch " + epoch));
        }

        /** The current epoch's. */
        EpochKey newestEpoch() {
            return epochKey(epochs.lastKey());
        }

        List<EpochKey> epochKeys() {
            return epochs.keySet().stream().map(this::epochKey).toList();
        }

        /** The newest generation of a purpose; 0 when there is none. */
        int newest(KeyPurpose purpose) {
            return hashKeys.keySet().stream()
                    .filter(generation -> generation.purpose() == purpose)
                    .mapToInt(KeyGeneration::number)
                    .max()
                    .orElse(0);
        }

        WrappedKey hashKey(KeyGeneration generation) {
            return Objects.requireNonNull(hashKeys.get(generation), generation::toString);
        }

        /**
         * The provider's one key for all of them: that of the pseudonyms' key, whose row the
         * runtime role cannot write.
         */
        String hashKeysProviderKey() {
            return hashKey(new KeyGeneration(KeyPurpose.PSEUDONYMS, 1)).providerKey();
        }
    }

    private KeysetTables() {}

    /** Bound into the wrapping of an epoch's key. */
    static byte[] context(int epoch) {
        return ("temoin|epoch|" + epoch).getBytes(StandardCharsets.UTF_8);
    }

    /** Bound into the wrapping of a key of keyed hashes: its age decides when it is retired. */
    static byte[] context(KeyGeneration generation, Instant openedAt) {
        return "temoin|hash-key|%s|%d|%d"
                .formatted(generation.purpose(), generation.number(), openedAt.toEpochMilli())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether keys of some keyset, maybe of a file, were used in this database. */
    static Uni<Boolean> isUsed(SqlClient client) {
        return client.query(USED).execute().map(rows -> rows.iterator().next().getBoolean("used"));
    }

    /** Epochs whose key was destroyed, and must not come back. */
    static Uni<Set<Integer>> destroyedEpochs(SqlClient client) {
        return epochs(client, DESTROYED);
    }

    /** Epochs whose key must exist. */
    static Uni<Set<Integer>> neededEpochs(SqlClient client) {
        return epochs(client, NEEDED);
    }

    private static Uni<Set<Integer>> epochs(SqlClient client, String sql) {
        return client.query(sql)
                .execute()
                .map(
                        rows -> {
                            Set<Integer> epochs = new TreeSet<>();
                            rows.forEach(row -> epochs.add(row.getInteger("epoch")));
                            return epochs;
                        });
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
