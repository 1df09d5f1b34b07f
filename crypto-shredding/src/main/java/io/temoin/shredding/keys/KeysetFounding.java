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
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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
    private final ProviderCalls<KeyProvider> calls;

    /**
     * @param owner connections of the keys' owner
     * @param limit how long a call of the provider may take
     */
    public KeysetFounding(Pool owner, KeyProvider provider, Duration limit) {
        this.owner = owner;
        this.calls = new ProviderCalls<>(provider, limit);
    }

    /**
     * Founds it with fresh keys. Fails with {@link IllegalStateException} when the database has
     * keys already, of this keyset or of a file; they stay as they are.
     */
    public Uni<Void> create(Instant now) {
        return owner.withTransaction(
                connection ->
                        KeysetTables.lock(connection)
                                .chain(() -> KeysetTables.read(connection))
                                .flatMap(
                                        stored ->
                                                requireUnused(connection, stored)
                                                        .chain(
                                                                () ->
                                                                        create(
                                                                                connection,
                                                                                stored,
                                                                                now))));
    }

    /**
     * Takes over the keys of a file, and may be called again. Epochs that were destroyed, and keys
     * that were retired, stay so. Before they count, every key that the database then has of the
     * file is unwrapped again and compared. The secrets of the file are in copies of it, so a fresh
     * epoch follows them.
     *
     * <p>Fails with {@link IllegalStateException} when the file is another's or an old copy: it has
     * another key in the place of one, or lacks an epoch whose key must exist.
     *
     * @return how many keys of the file were added
     */
    public Uni<Integer> takeOver(LocalKeyset file, Instant now) {
        return owner.withTransaction(
                connection ->
                        KeysetTables.lock(connection)
                                .chain(() -> KeysetTables.read(connection))
                                .flatMap(
                                        stored ->
                                                KeysetTables.destroyedEpochs(connection)
                                                        .flatMap(
                                                                destroyed ->
                                                                        takeOver(
                                                                                connection,
                                                                                stored,
                                                                                file,
                                                                                destroyed,
                                                                                now))));
    }

    /** A fresh epoch key, wrapped under a fresh key of the provider. Blocks. */
    static WrappedKey freshEpoch(KeyProvider provider, int epoch, Instant now) {
        return wrappedEpoch(provider, epoch, KeyWrapping.freshKey(), now);
    }

    /** One of these keys, wrapped. Blocks. */
    static WrappedKey wrapped(
            KeyProvider provider, String providerKey, KeyGeneration generation, HashKeys keys) {
        Generation key = keys.required(generation);
        Instant openedAt = Instant.parse(key.openedAt()).truncatedTo(ChronoUnit.MILLIS);
        return WrappedKey.of(
                provider,
                providerKey,
                secret(key),
                KeysetTables.context(generation, openedAt),
                openedAt);
    }

    /**
     * These keys, if nothing is missing that cannot be replaced.
     *
     * @throws IllegalStateException when there is
     */
    static HashKeys requireComplete(HashKeys keys) {
        List<KeyPurpose> lost =
                keys.missing().stream().filter(purpose -> !purpose.rotates()).toList();
        if (!lost.isEmpty()) {
            throw new IllegalStateException(
                    "The keys database has no keys for "
                            + lost
                            + ". Found a new installation's keyset with the command"
                            + " 'create-keyset', import a keyset file with 'import-keyset', or"
                            + " restore the keys database from a backup.");
        }
        return keys;
    }

    private static Uni<Void> requireUnused(SqlConnection connection, Stored stored) {
        return KeysetTables.isUsed(connection)
                .invoke(
                        used -> {
                            if (used || !stored.isEmpty()) {
                                throw new IllegalStateException(
                                        "This database has keys already. It was left unchanged:"
                                                + " with other keys, no encrypted data could be"
                                                + " decrypted and nobody already on record could be"
                                                + " found. To move from a keyset file, use"
                                                + " 'import-keyset'.");
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Void> create(SqlConnection connection, Stored stored, Instant now) {
        HashKeys keys = HashKeys.fresh(now);
        return add(connection, 1, KeyWrapping.freshKey(), now)
                .chain(() -> add(connection, keys.generations(), keys, stored));
    }

    private Uni<Integer> takeOver(
            SqlConnection connection,
            Stored stored,
            LocalKeyset file,
            Set<Integer> destroyed,
            Instant now) {
        SortedMap<Integer, byte[]> living = new TreeMap<>(file.epochSecrets());
        living.keySet().removeAll(destroyed);
        SortedMap<Integer, byte[]> missing = new TreeMap<>(living);
        missing.keySet().removeAll(stored.epochs().keySet());
        List<KeyGeneration> generations =
                file.hashKeys().generations().stream()
                        .filter(each -> each.number() > stored.newest(each.purpose()))
                        .toList();
        int added = missing.size() + generations.size();
        return requireEveryEpoch(connection, living, stored)
                .chain(() -> requireSame(connection, living, file.hashKeys()))
                .chain(
                        () ->
                                WrappedKeyset.inTurn(
                                        missing.entrySet(),
                                        each ->
                                                add(
                                                        connection,
                                                        each.getKey(),
                                                        each.getValue(),
                                                        now)))
                .chain(() -> add(connection, generations, file.hashKeys(), stored))
                .chain(() -> requireSame(connection, living, file.hashKeys()))
                .chain(
                        () ->
                                missing.isEmpty()
                                        ? Uni.createFrom().voidItem()
                                        : addFreshEpoch(connection, destroyed, now))
                .replaceWith(added);
    }

    private static Uni<Void> requireEveryEpoch(
            SqlConnection connection, SortedMap<Integer, byte[]> living, Stored stored) {
        return KeysetTables.neededEpochs(connection)
                .invoke(
                        needed -> {
                            Set<Integer> lacking = new TreeSet<>(needed);
                            lacking.removeAll(living.keySet());
                            lacking.removeAll(stored.epochs().keySet());
                            if (!lacking.isEmpty()) {
                                throw new IllegalStateException(
                                        "The keyset file lacks the key of epoch "
                                                + lacking
                                                + ", which keys in the database depend on. Nothing"
                                                + " was imported: is it an old copy?");
                            }
                        })
                .replaceWithVoid();
    }

    private Uni<Void> addFreshEpoch(SqlConnection connection, Set<Integer> destroyed, Instant now) {
        return KeysetTables.read(connection)
                .flatMap(
                        stored -> {
                            SortedMap<Integer, WrappedKey> epochs = stored.epochs();
                            int newest =
                                    Math.max(
                                            epochs.lastKey(),
                                            destroyed.stream()
                                                    .mapToInt(Integer::intValue)
                                                    .max()
                                                    .orElse(0));
                            return add(connection, newest + 1, KeyWrapping.freshKey(), now);
                        });
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

    private Uni<Void> add(
            SqlConnection connection,
            List<KeyGeneration> generations,
            HashKeys keys,
            Stored stored) {
        if (generations.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return providerKey(stored)
                .flatMap(
                        providerKey ->
                                WrappedKeyset.inTurn(
                                        generations,
                                        generation ->
                                                calls.call(
                                                                provider ->
                                                                        wrapped(
                                                                                provider,
                                                                                providerKey,
                                                                                generation,
                                                                                keys))
                                                        .flatMap(
                                                                key ->
                                                                        KeysetTables.add(
                                                                                connection,
                                                                                generation,
                                                                                key))));
    }

    private Uni<String> providerKey(Stored stored) {
        return stored.hashKeys().isEmpty()
                ? calls.call(provider -> provider.createKey(HASH_KEYS))
                : Uni.createFrom().item(stored.hashKeysProviderKey());
    }

    /** What the database has of the file's keys is what the file has: read back and unwrapped. */
    private Uni<Void> requireSame(
            SqlConnection connection, SortedMap<Integer, byte[]> epochs, HashKeys keys) {
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
                                        .chain(() -> requireSame(stored, keys)));
    }

    private Uni<Void> requireSame(Stored stored, HashKeys keys) {
        return WrappedKeyset.inTurn(
                keys.generations(),
                each -> {
                    WrappedKey key = stored.hashKeys().get(each);
                    return key == null
                            ? Uni.createFrom().voidItem()
                            : requireSame(
                                    each.toString(),
                                    secret(keys.required(each)),
                                    key,
                                    KeysetTables.context(each, key.openedAt()));
                });
    }

    private Uni<Void> requireSame(
            String name, byte[] secret, @Nullable WrappedKey stored, byte[] context) {
        return stored == null
                ? Uni.createFrom().voidItem()
                : calls.call(provider -> stored.unwrapped(provider, context))
                        .invoke(unwrapped -> requireSame(name, secret, unwrapped))
                        .replaceWithVoid();
    }

    private static void requireSame(String name, byte[] secret, byte[] unwrapped) {
        if (!MessageDigest.isEqual(secret, unwrapped)) {
            throw new IllegalStateException(
                    "The keys database has another key than the keyset file for "
                            + name
                            + ". No key was imported: this is the keyset of another"
                            + " installation, the database was founded with keys of its own, or the"
                            + " file was used after it was imported.");
        }
    }

    private static byte[] secret(Generation key) {
        return Base64.getDecoder().decode(key.secret());
    }
}
