// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.keys.HashKeys.Generation;
import io.temoin.shredding.keys.KeysetTables.Stored;
import io.temoin.shredding.keys.RememberedKeys.EpochKey;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Epoch keys and the keys of keyed hashes in the keys database, each wrapped under a key of a
 * {@link KeyProvider}: any number of replicas share them, and none writes a file. Each epoch has a
 * key of its own at the provider, so a backup of this database opens nothing of a destroyed epoch.
 *
 * <p>Unwrapped epoch keys are remembered for a while, and keys of keyed hashes as long as the
 * process lives; so a provider that is away is noticed by nobody for that while, and fails requests
 * with {@link KeyProviderUnavailable} after it.
 *
 * <p>Knows nothing before the first {@link #refresh}. Safe for concurrent use.
 */
public final class WrappedKeyset implements KeyVault, AutoCloseable {

    /**
     * A new generation signs after so long: until then the other replicas have refreshed, and can
     * verify what it signs.
     */
    static final Duration NOTICE = Duration.ofMinutes(1);

    private record Content(Stored stored, HashKeys hashKeys) {}

    private final Pool reader;
    private final Pool owner;
    private final ProviderCalls<KeyProvider> calls;
    private final InstantSource clock;
    private final RememberedKeys epochKeys;
    private final Map<KeyPurpose, Fingerprints> fingerprints = new EnumMap<>(KeyPurpose.class);
    private final Map<KeyPurpose, SignedTexts> signedTexts = new EnumMap<>(KeyPurpose.class);
    private final AtomicLong refreshes = new AtomicLong();
    private volatile @Nullable Content content;
    private long noted;

    /**
     * @param reader connections of the keys' runtime role, or of their owner
     * @param owner connections of the keys' owner; used by {@link #openEpoch} and {@link
     *     #destroyEpoch} only
     * @param limit how long a call of the provider may take
     * @param cacheTtl for how long an unwrapped epoch key serves
     */
    public WrappedKeyset(
            Pool reader,
            Pool owner,
            KeyProvider provider,
            InstantSource clock,
            Duration limit,
            Duration cacheTtl) {
        this.reader = reader;
        this.owner = owner;
        this.calls = new ProviderCalls<>(provider, limit);
        this.clock = clock;
        this.epochKeys = new RememberedKeys(this::unwrapEpoch, cacheTtl, System::nanoTime);
        for (KeyPurpose purpose : KeyPurpose.values()) {
            if (purpose.rotates()) {
                signedTexts.put(
                        purpose,
                        new SignedTexts(
                                () -> known().hashKeys().signing(purpose, clock.instant()),
                                generation -> known().hashKeys().key(purpose, generation)));
            } else {
                fingerprints.put(
                        purpose, new Fingerprints(() -> known().hashKeys().currentKey(purpose)));
            }
        }
    }

    @Override
    public int currentEpoch() {
        return known().stored().epochs().lastKey();
    }

    @Override
    public SortedSet<Integer> epochs() {
        return new TreeSet<>(known().stored().epochs().keySet());
    }

    @Override
    public Uni<byte[]> wrap(int epoch, byte[] key, byte[] context) {
        return epochKey(epoch).map(with -> KeyWrapping.wrap(with, key, context));
    }

    @Override
    public Uni<byte[]> unwrap(int epoch, byte[] wrapped, byte[] context) {
        return epochKey(epoch).map(with -> KeyWrapping.unwrap(with, wrapped, context));
    }

    @Override
    public Uni<Integer> openEpoch(int after) {
        return alone(
                        owner,
                        (connection, stored) ->
                                stored.epochs().lastKey() == after
                                        ? addEpoch(connection, after + 1)
                                        : Uni.createFrom().voidItem())
                .chain(this::refresh)
                .map(_ -> currentEpoch());
    }

    /** The provider's key first: a row without a wrapped key says that it is gone. */
    @Override
    public Uni<Void> destroyEpoch(int epoch) {
        return alone(owner, (connection, stored) -> destroy(connection, stored, epoch))
                .chain(this::refresh);
    }

    @Override
    public Uni<Void> refresh() {
        return Uni.createFrom().deferred(() -> read(refreshes.incrementAndGet())).replaceWithVoid();
    }

    private Uni<HashKeys> read(long number) {
        return KeysetTables.read(reader)
                .flatMap(
                        stored ->
                                hashKeys(stored)
                                        .call(() -> prepare(stored))
                                        .invoke(keys -> note(number, new Content(stored, keys))));
    }

    /** The newest epoch is not current before its key is at hand, unless the provider is away. */
    private Uni<byte[]> prepare(Stored stored) {
        return epochKeys
                .key(stored.newestEpoch())
                .onFailure(KeyProviderUnavailable.class)
                .recoverWithNull();
    }

    /** One that began earlier and ended later has nothing to add. */
    private synchronized void note(long number, Content read) {
        if (number > noted) {
            noted = number;
            content = read;
            epochKeys.retain(read.stored().epochKeys());
        }
    }

    /**
     * Asks the provider for the current epoch's key, as if it were not remembered. Fails with
     * {@link KeyProviderUnavailable} where requests would, once the time in memory is over.
     */
    public Uni<Void> probe() {
        return Uni.createFrom()
                .deferred(() -> epochKeys.load(known().stored().newestEpoch()))
                .replaceWithVoid();
    }

    /** Whether requests can be served now, with the provider or without it. */
    public boolean isUsable() {
        Content now = content;
        return now != null && epochKeys.has(now.stored().newestEpoch());
    }

    /** The key of pseudonyms, for the one other service that finds people by their numbers. */
    public byte[] pseudonymKey() {
        return known().hashKeys().currentKey(KeyPurpose.PSEUDONYMS);
    }

    @Override
    public Duration destroysWithin() {
        return calls.destroysWithin();
    }

    @Override
    public Fingerprints fingerprints(KeyPurpose purpose) {
        return HashKeys.required(fingerprints, purpose);
    }

    @Override
    public SignedTexts signedTexts(KeyPurpose purpose) {
        return HashKeys.required(signedTexts, purpose);
    }

    /** Opens no transaction until something is due. */
    @Override
    public Uni<HashKeyProgress> rotateHashKeys(KeySchedule schedule, Instant now) {
        return refresh()
                .flatMap(
                        _ -> {
                            HashKeys keys = known().hashKeys();
                            return keys.advanced(schedule, now).equals(keys)
                                    ? Uni.createFrom().item(HashKeyProgress.NONE)
                                    : rotateDue(schedule, now);
                        });
    }

    @Override
    public void close() {
        calls.close();
    }

    private Uni<HashKeyProgress> rotateDue(KeySchedule schedule, Instant now) {
        return reader.withTransaction(
                        connection ->
                                KeysetTables.lock(connection)
                                        .chain(() -> KeysetTables.read(connection))
                                        .flatMap(
                                                stored ->
                                                        hashKeys(stored)
                                                                .flatMap(
                                                                        keys ->
                                                                                store(
                                                                                        connection,
                                                                                        stored,
                                                                                        keys,
                                                                                        keys
                                                                                                .advanced(
                                                                                                        schedule,
                                                                                                        now)))))
                .call(this::refresh);
    }

    private Uni<HashKeyProgress> store(
            SqlConnection connection, Stored stored, HashKeys before, HashKeys after) {
        HashKeyProgress progress = after.since(before);
        Uni<Void> opened =
                inTurn(
                        progress.opened(),
                        generation ->
                                calls.call(
                                                provider ->
                                                        KeysetFounding.wrapped(
                                                                provider,
                                                                stored.hashKeysProviderKey(),
                                                                generation,
                                                                after))
                                        .flatMap(
                                                key ->
                                                        KeysetTables.add(
                                                                connection, generation, key)));
        return opened.chain(
                        () ->
                                inTurn(
                                        progress.retired(),
                                        generation -> KeysetTables.retire(connection, generation)))
                .replaceWith(progress);
    }

    private Uni<Void> addEpoch(SqlConnection connection, int epoch) {
        Instant now = clock.instant();
        return calls.call(provider -> KeysetFounding.freshEpoch(provider, epoch, now))
                .flatMap(key -> KeysetTables.add(connection, epoch, key));
    }

    private Uni<Void> destroy(SqlConnection connection, Stored stored, int epoch) {
        if (epoch == stored.epochs().lastKey()) {
            return Uni.createFrom()
                    .failure(new IllegalArgumentException("the current epoch cannot be destroyed"));
        }
        WrappedKey key = stored.epochs().get(epoch);
        return key == null
                ? Uni.createFrom().voidItem()
                : calls.call(
                                provider -> {
                                    provider.destroyKey(key.providerKey());
                                    return epoch;
                                })
                        .flatMap(_ -> KeysetTables.destroy(connection, epoch));
    }

    /** The keys of keyed hashes; those that are known are not unwrapped again. */
    private Uni<HashKeys> hashKeys(Stored stored) {
        Map<KeyPurpose, SortedMap<Integer, Generation>> keys = new EnumMap<>(KeyPurpose.class);
        return inTurn(
                        stored.hashKeys().keySet(),
                        generation ->
                                generation(generation, stored)
                                        .invoke(
                                                key ->
                                                        keys.computeIfAbsent(
                                                                        generation.purpose(),
                                                                        _ -> new TreeMap<>())
                                                                .put(generation.number(), key))
                                        .replaceWithVoid())
                .map(_ -> KeysetFounding.requireComplete(new HashKeys(keys)));
    }

    private Uni<Generation> generation(KeyGeneration generation, Stored stored) {
        WrappedKey key = stored.hashKey(generation);
        Content known = content;
        Generation remembered = known == null ? null : known.hashKeys().find(generation);
        if (remembered != null && remembered.openedAt().equals(key.openedAt().toString())) {
            return Uni.createFrom().item(remembered);
        }
        if (!key.providerKey().equals(stored.hashKeysProviderKey())) {
            return Uni.createFrom()
                    .failure(new Tampered(generation + " is wrapped under a foreign key"));
        }
        byte[] context = KeysetTables.context(generation, key.openedAt());
        return calls.call(provider -> key.unwrapped(provider, context))
                .map(
                        secret ->
                                new Generation(
                                        Base64.getEncoder().encodeToString(secret),
                                        key.openedAt().toString()));
    }

    /** An epoch that another process opened is looked for once. */
    private Uni<byte[]> epochKey(int epoch) {
        Stored stored = known().stored();
        return stored.epochs().containsKey(epoch)
                ? epochKeys.key(stored.epochKey(epoch))
                : refresh().chain(() -> existing(epoch));
    }

    private Uni<byte[]> existing(int epoch) {
        Stored stored = known().stored();
        return stored.epochs().containsKey(epoch)
                ? epochKeys.key(stored.epochKey(epoch))
                : Uni.createFrom()
                        .failure(new Tampered("the key of epoch " + epoch + " was destroyed"));
    }

    private Uni<byte[]> unwrapEpoch(EpochKey epoch) {
        return calls.call(
                provider -> epoch.key().unwrapped(provider, KeysetTables.context(epoch.epoch())));
    }

    private Content known() {
        Content known = content;
        if (known == null) {
            throw new IllegalStateException("the keyset was not read yet");
        }
        return known;
    }

    private static Uni<Void> alone(Pool pool, Change change) {
        return pool.withTransaction(
                connection ->
                        KeysetTables.lock(connection)
                                .chain(() -> KeysetTables.read(connection))
                                .flatMap(stored -> change.in(connection, stored)));
    }

    private interface Change {
        Uni<Void> in(SqlConnection connection, Stored stored);
    }

    static <T> Uni<Void> inTurn(Iterable<T> items, Function<T, Uni<Void>> step) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(step::apply)
                .collect()
                .asList()
                .replaceWithVoid();
    }
}
