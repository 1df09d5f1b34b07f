// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.HashKeys.Generation;
import io.temoin.shredding.keys.KeysetTables.Stored;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Founds the {@link WrappedKeyset} of a service: with fresh keys, or with those of its keyset file.
 * All or nothing, in one transaction; what a failure leaves is keys at the provider that wrap
 * nothing.
 */
public final class KeysetFounding {

    private static final String EPOCH = "epoch-";
    private static final String HASH_KEYS = "hash-keys";

    private final Pool owner;
    private final ProviderCalls calls;

    /**
     * @param owner connections of the keys' owner
     * @param limit how long a call of the provider may take
     */
    public KeysetFounding(Pool owner, KeyProvider provider, Duration limit) {
        this.owner = owner;
        this.calls = new ProviderCalls(provider, limit);
    }

    /**
     * Founds it with fresh keys. Fails with {@link IllegalStateException} when there are keys
     * already, which stay as they are.
     */
    public Uni<Void> create(Instant now) {
        return owner.withTransaction(
                connection ->
                        KeysetTables.lock(connection)
                                .chain(() -> KeysetTables.read(connection))
                                .flatMap(stored -> create(connection, stored, now)));
    }

    /**
     * Takes over the keys of a file, and may be called again: after a failure, and when the file
     * has got new keys since. Before they count, every key in the database is unwrapped again and
     * compared with the file's. Fails with {@link IllegalStateException} when the database has
     * another key in the place of one.
     *
     * @return how many keys were added
     */
    public Uni<Integer> takeOver(LocalKeyset file, Instant now) {
        return owner.withTransaction(
                connection ->
                        KeysetTables.lock(connection)
                                .chain(() -> KeysetTables.read(connection))
                                .flatMap(stored -> takeOver(connection, stored, file, now)));
    }

    /** A fresh epoch key, wrapped under a fresh key of the provider. Blocks. */
    static WrappedKey freshEpoch(KeyProvider provider, int epoch, Instant now) {
        return wrappedEpoch(provider, epoch, WrappedKeyset.freshKey(), now);
    }

    /**
     * These keys, if there is one for every purpose.
     *
     * @throws IllegalStateException when there is not
     */
    static HashKeys requireComplete(HashKeys keys) {
        if (!keys.missing().isEmpty()) {
            throw new IllegalStateException(
                    "The keys database has no keys for "
                            + keys.missing()
                            + ". Found a new installation's keyset with the command"
                            + " 'create-keyset', take over a keyset file with 'import-keyset', or"
                            + " restore the keys database from a backup.");
        }
        return keys;
    }

    private Uni<Void> create(SqlConnection connection, Stored stored, Instant now) {
        if (!stored.isEmpty()) {
            return Uni.createFrom()
                    .failure(
                            new IllegalStateException(
                                    "The keys database has a keyset already. It was left"
                                            + " unchanged: with other keys, no encrypted data could"
                                            + " be decrypted and nobody already on record could be"
                                            + " found."));
        }
        return add(connection, 1, WrappedKeyset.freshKey(), now)
                .chain(() -> addHashKeys(connection, HashKeys.fresh(now), stored))
                .replaceWithVoid();
    }

    private Uni<Integer> takeOver(
            SqlConnection connection, Stored stored, LocalKeyset file, Instant now) {
        SortedMap<Integer, byte[]> epochs = new TreeMap<>(file.epochSecrets());
        epochs.keySet().removeAll(stored.epochs().keySet());
        HashKeys keys = file.hashKeys();
        return WrappedKeyset.inTurn(
                        epochs.entrySet(),
                        each -> add(connection, each.getKey(), each.getValue(), now))
                .chain(() -> addHashKeys(connection, keys, stored))
                .call(() -> requireSame(connection, file.epochSecrets(), keys))
                .map(hashKeys -> hashKeys + epochs.size());
    }

    private Uni<Void> add(SqlConnection connection, int epoch, byte[] secret, Instant now) {
        return calls.call(provider -> wrappedEpoch(provider, epoch, secret, now))
                .flatMap(key -> KeysetTables.add(connection, epoch, key));
    }

    private static WrappedKey wrappedEpoch(
            KeyProvider provider, int epoch, byte[] secret, Instant now) {
        String key = provider.createKey(EPOCH + epoch);
        return WrappedKey.of(provider, key, secret, KeysetTables.context(epoch), now);
    }

    private Uni<Integer> addHashKeys(SqlConnection connection, HashKeys keys, Stored stored) {
        List<KeyGeneration> missing = new ArrayList<>(keys.generations());
        missing.removeAll(stored.hashKeys().keySet());
        if (missing.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        return providerKey(stored)
                .flatMap(
                        providerKey ->
                                WrappedKeyset.inTurn(
                                        missing,
                                        generation ->
                                                add(connection, providerKey, generation, keys)))
                .replaceWith(missing.size());
    }

    private Uni<String> providerKey(Stored stored) {
        return stored.hashKeys().isEmpty()
                ? calls.call(provider -> provider.createKey(HASH_KEYS))
                : Uni.createFrom().item(stored.hashKeysProviderKey());
    }

    private Uni<Void> add(
            SqlConnection connection, String providerKey, KeyGeneration generation, HashKeys keys) {
        Generation key = keys.required(generation);
        return calls.call(
                        provider ->
                                WrappedKey.of(
                                        provider,
                                        providerKey,
                                        secret(key),
                                        KeysetTables.context(generation),
                                        Instant.parse(key.openedAt())))
                .flatMap(wrapped -> KeysetTables.add(connection, generation, wrapped));
    }

    /** What the database has now is what the file has: read back and unwrapped. */
    private Uni<Void> requireSame(
            SqlConnection connection, Map<Integer, byte[]> epochs, HashKeys keys) {
        return KeysetTables.read(connection)
                .flatMap(
                        stored ->
                                WrappedKeyset.inTurn(
                                                epochs.entrySet(),
                                                each ->
                                                        requireSame(
                                                                "epoch " + each.getKey(),
                                                                each.getValue(),
                                                                stored.epochs().get(each.getKey()),
                                                                KeysetTables.context(
                                                                        each.getKey())))
                                        .chain(
                                                () ->
                                                        WrappedKeyset.inTurn(
                                                                keys.generations(),
                                                                each ->
                                                                        requireSame(
                                                                                each.toString(),
                                                                                secret(
                                                                                        keys
                                                                                                .required(
                                                                                                        each)),
                                                                                stored.hashKeys()
                                                                                        .get(each),
                                                                                KeysetTables
                                                                                        .context(
                                                                                                each)))));
    }

    private Uni<Void> requireSame(
            String name, byte[] secret, @Nullable WrappedKey stored, byte[] context) {
        if (stored == null) {
            return Uni.createFrom().failure(other(name));
        }
        return calls.call(provider -> stored.unwrapped(provider, context))
                .invoke(
                        unwrapped -> {
                            if (!MessageDigest.isEqual(secret, unwrapped)) {
                                throw other(name);
                            }
                        })
                .replaceWithVoid();
    }

    private static IllegalStateException other(String name) {
        return new IllegalStateException(
                "The keys database has another key than the keyset file for "
                        + name
                        + ". Nothing was taken over: this is the keyset of another installation,"
                        + " or the database was founded with keys of its own.");
    }

    private static byte[] secret(Generation key) {
        return Base64.getDecoder().decode(key.secret());
    }
}
