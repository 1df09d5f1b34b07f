// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.GroupCommit;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keys in a database of their own, wrapped under the vault's current epoch. New keys of concurrent
 * requests are written together, in one statement and one commit; so are keys that are not
 * remembered read.
 *
 * <p>Unwrapped keys are remembered. Once {@link #destroy} has answered, this process does not hand
 * the key out again; another process of the service may until it has heard of it, for {@link
 * KeyDestructions#TOLD_WITHIN} at most.
 */
public final class PostgresShreddableKeys implements ShreddableKeys {

    private static final long CACHED = 20_000;
    private static final int BATCH = 256;
    private static final Duration CREATIONS_APART = Duration.ofMillis(4);
    private static final Duration READS_APART = Duration.ofMillis(1);

    /** Raised by the key table: see the migration of the key epochs. */
    private static final String EPOCH_CLOSED = "TM002";

    private static final int EPOCH_TRIES = 4;

    private static final String FIND =
            "select q.number, k.key_id, k.epoch, k.wrapped, k.destroyed_at, k.basis"
                    + TenantStatement.FROM
                    + """
            cross join unnest((select $2::text[])) with ordinality as q (scope, number)
            cross join lateral (
              select * from shreddable_key where tenant = t.tenant and scope = q.scope offset 0
            ) k""";

    private static final String CREATE =
            TenantStatement.WITH
                    + """
            insert into shreddable_key (tenant, scope, key_id, epoch, wrapped, created_at)
            select t.tenant, i.scope, i.key_id, i.epoch, i.wrapped, now()
            from t cross join unnest($2::text[], $3::uuid[], $4::int[], $5::bytea[])
              as i (scope, key_id, epoch, wrapped)
            order by i.scope
            on conflict do nothing
            returning scope""";

    /** The others are told with its commit. The server commits what tells others one by one. */
    private static final String DESTROY =
            TenantStatement.WITH
                    + """
            , destroyed as (
              insert into shreddable_key as k
                (tenant, scope, key_id, epoch, wrapped, created_at, destroyed_at, basis, fingerprint)
              select t.tenant, i.scope, null, null, null, now(), i.at, i.basis, null
              from t cross join unnest($2::text[], $3::timestamptz[], $4::text[])
                as i (scope, at, basis)
              order by i.scope
              on conflict (tenant, scope) do update set
                fingerprint = case when k.destroyed_at is null
                  then encode(sha256(k.wrapped), 'hex') else k.fingerprint end,
                destroyed_at = coalesce(k.destroyed_at, excluded.destroyed_at),
                basis = coalesce(k.basis, excluded.basis),
                wrapped = null
              returning k.scope, k.key_id, k.fingerprint, k.destroyed_at, k.basis)
            select d.*, pg_notify($5, $1::text || $6::text || d.scope) from destroyed d""";

    private record Key(TenantId tenant, KeyScope scope) {}

    @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
    private record NewKey(Key key, UUID id, int epoch, byte[] material, byte[] wrapped) {}

    /**
     * What the table says of a scope.
     *
     * @param row nothing for a scope that never had a key
     * @param destructionsBefore how many had ended when the table was asked
     */
    private record KeyLookup(@Nullable Row row, long destructionsBefore) {}

    private record Destruction(String scope, OffsetDateTime at, String basis) {}

    /** What became of a key that was to be made. */
    private sealed interface Creation {

        /** It is the scope's key, and nothing was destroyed meanwhile. */
        record Created(DataKey key) implements Creation {}

        /** Somebody was first, or a destruction ended since: the table says what counts. */
        record Unknown() implements Creation {}
    }

    /** Under which a key is remembered: by the scope's name, as destructions are told. */
    private record Name(String tenant, String scope) {

        static Name of(Key key) {
            return new Name(key.tenant().value(), key.scope().name());
        }
    }

    private final Pool pool;
    private final KeyVault vault;
    private final KeyDestructions told;
    private final Cache<Name, DataKey> unwrapped =
            Caffeine.newBuilder()
                    .maximumSize(CACHED)
                    .expireAfterWrite(REMEMBERED)
                    .executor(Runnable::run)
                    .build();
    private final AtomicLong destructions = new AtomicLong();
    private final GroupCommit<NewKey, Creation> creations;
    private final GroupCommit<Key, KeyLookup> reads;
    private final GroupCommit<Destruction, KeyDestruction> ends;

    /**
     * Keys of that database.
     *
     * @param told of what other processes destroy; while it hears nothing, no key is taken from
     *     memory
     */
    public PostgresShreddableKeys(Pool pool, KeyVault vault, KeyDestructions told) {
        this.pool = pool;
        this.vault = vault;
        this.told = told;
        this.creations = new GroupCommit<>(2, BATCH, CREATIONS_APART, this::createAll);
        this.reads = new GroupCommit<>(2, BATCH, READS_APART, this::findAll);
        this.ends = new GroupCommit<>(1, BATCH, READS_APART, this::destroyAll);
        told.tell(
                new KeyDestructions.Listener() {
                    @Override
                    public void destroyed(String tenant, String scope) {
                        forget(new Name(tenant, scope));
                    }

                    @Override
                    public void anyDestroyed() {
                        destructions.incrementAndGet();
                        unwrapped.invalidateAll();
                    }
                });
    }

    @Override
    public Uni<DataKey> keyFor(TenantId tenant, KeyScope scope) {
        Key key = new Key(tenant, scope);
        DataKey known = remembered(key);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return Uni.createFrom()
                .deferred(() -> create(key))
                // Another process opened a newer epoch. More than once, since a creation is
                // written together with others that may not have heard of it either.
                .onFailure(PostgresShreddableKeys::epochClosed)
                .call(vault::refresh)
                .onFailure(PostgresShreddableKeys::epochClosed)
                .retry()
                .atMost(EPOCH_TRIES);
    }

    private @Nullable DataKey remembered(Key key) {
        return told.areHeard() ? unwrapped.getIfPresent(Name.of(key)) : null;
    }

    @Override
    public Uni<KeyState> find(TenantId tenant, KeyScope scope) {
        Key key = new Key(tenant, scope);
        DataKey known = remembered(key);
        if (known != null) {
            return Uni.createFrom().item(new KeyState.Usable(known));
        }
        return load(key);
    }

    @Override
    public Uni<KeyState> lookUp(TenantId tenant, KeyScope scope) {
        return load(new Key(tenant, scope));
    }

    @Override
    public Uni<KeyDestruction> destroy(TenantId tenant, KeyScope scope, String basis, Instant at) {
        var end = new Destruction(scope.name(), at.atOffset(ZoneOffset.UTC), basis);
        return ends.submit(tenant, scope, 1, end)
                // Of several, one may have spoiled it for the others.
                .onFailure()
                .recoverWithUni(() -> destroyAll(tenant, List.of(end)).map(List::getFirst))
                // Failed or not: a lost answer does not say that nothing was destroyed.
                .onTermination()
                .invoke(() -> forget(new Name(tenant.value(), end.scope())));
    }

    private Uni<List<KeyDestruction>> destroyAll(TenantId tenant, List<Destruction> batch) {
        Map<String, KeyDestruction> done = new HashMap<>();
        return pool.preparedQuery(DESTROY)
                .execute(
                        Tuple.of(
                                tenant.value(),
                                batch.stream().map(Destruction::scope).toArray(String[]::new),
                                batch.stream().map(Destruction::at).toArray(OffsetDateTime[]::new),
                                batch.stream().map(Destruction::basis).toArray(String[]::new),
                                KeyDestructions.CHANNEL,
                                KeyDestructions.SEPARATOR))
                .invoke(
                        rows ->
                                rows.forEach(
                                        row -> done.put(row.getString("scope"), destruction(row))))
                .map(_ -> batch.stream().map(end -> done.get(end.scope())).toList());
    }

    private void forget(Name name) {
        destructions.incrementAndGet();
        unwrapped.invalidate(name);
    }

    /**
     * Remembers a key, unless a destruction ended since it was read: then it may be the key that
     * was destroyed. The count goes up before the destroyed key is dropped, so one of the two sees
     * the other.
     *
     * @return whether no destruction ended meanwhile
     */
    private boolean remember(Key key, DataKey loaded, long destructionsBefore) {
        return unwrapped
                        .asMap()
                        .compute(
                                Name.of(key),
                                (_, _) -> destructions.get() == destructionsBefore ? loaded : null)
                != null;
    }

    /**
     * The key is taken from the answer and not from what is remembered: a burst of new keys drives
     * each other out, and every request would ask the database again.
     */
    private Uni<DataKey> create(Key key) {
        return fresh(key)
                .flatMap(fresh -> creations.submit(key.tenant(), key.scope(), 1, fresh))
                .flatMap(
                        creation ->
                                switch (creation) {
                                    case Creation.Created(var made) -> Uni.createFrom().item(made);
                                    case Creation.Unknown _ -> standing(key);
                                });
    }

    private static boolean epochClosed(Throwable failure) {
        return failure instanceof PgException refusal && EPOCH_CLOSED.equals(refusal.getSqlState());
    }

    private Uni<NewKey> fresh(Key key) {
        UUID id = randomId();
        byte[] material = Random.randBytes(32);
        int epoch = vault.currentEpoch();
        return vault.wrap(epoch, material, context(key, id))
                .map(wrapped -> new NewKey(key, id, epoch, material, wrapped));
    }

    private Uni<DataKey> standing(Key key) {
        return load(key)
                .map(
                        state ->
                                switch (state) {
                                    case KeyState.Usable(var found) -> found;
                                    case KeyState.Destroyed destroyed ->
                                            throw new KeyDestroyed(destroyed);
                                    case KeyState.Absent _ ->
                                            throw new IllegalStateException(
                                                    "a key that was just made is missing");
                                });
    }

    private Uni<List<Creation>> createAll(TenantId tenant, List<NewKey> batch) {
        var scopes = batch.stream().map(fresh -> fresh.key().scope().name());
        var wrapped = batch.stream().map(fresh -> Buffer.buffer(fresh.wrapped()));
        Tuple parameters =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addArrayOfString(scopes.toArray(String[]::new))
                        .addArrayOfUUID(batch.stream().map(NewKey::id).toArray(UUID[]::new))
                        .addArrayOfInteger(
                                batch.stream().map(NewKey::epoch).toArray(Integer[]::new))
                        .addValue(wrapped.toArray(Buffer[]::new));
        long before = destructions.get();
        return pool.preparedQuery(CREATE)
                .execute(parameters)
                .map(rows -> keep(batch, rows, before));
    }

    private List<Creation> keep(List<NewKey> batch, RowSet<Row> inserted, long before) {
        Set<String> won = HashSet.newHashSet(batch.size());
        inserted.forEach(row -> won.add(row.getString("scope")));
        return batch.stream().map(fresh -> creation(fresh, won, before)).toList();
    }

    private Creation creation(NewKey fresh, Set<String> won, long before) {
        if (!won.contains(fresh.key().scope().name())) {
            return new Creation.Unknown();
        }
        DataKey made = new DataKey(fresh.id(), fresh.material());
        return remember(fresh.key(), made, before)
                ? new Creation.Created(made)
                : new Creation.Unknown();
    }

    private Uni<KeyState> load(Key key) {
        return reads.submit(key.tenant(), 1, key)
                .flatMap(
                        found ->
                                found.row() == null
                                        ? Uni.createFrom().item(new KeyState.Absent())
                                        : state(key, found.row(), found.destructionsBefore()));
    }

    /** Who has many contacts meets one that nobody remembers with nearly every request. */
    private Uni<List<KeyLookup>> findAll(TenantId tenant, List<Key> batch) {
        String[] scopes = batch.stream().map(key -> key.scope().name()).toArray(String[]::new);
        long before = destructions.get();
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(tenant.value(), scopes))
                .map(
                        rows -> {
                            KeyLookup[] found = new KeyLookup[scopes.length];
                            Arrays.fill(found, new KeyLookup(null, before));
                            for (Row row : rows) {
                                found[(int) (row.getLong("number") - 1)] =
                                        new KeyLookup(row, before);
                            }
                            return List.of(found);
                        });
    }

    private Uni<KeyState> state(Key key, Row row, long before) {
        OffsetDateTime destroyedAt = row.getOffsetDateTime("destroyed_at");
        if (destroyedAt != null) {
            return Uni.createFrom()
                    .item(new KeyState.Destroyed(destroyedAt.toInstant(), row.getString("basis")));
        }
        UUID id = row.getUUID("key_id");
        byte[] wrapped = row.getBuffer("wrapped").getBytes();
        return vault.unwrap(row.getInteger("epoch"), wrapped, context(key, id))
                .map(
                        material -> {
                            DataKey loaded = new DataKey(id, material);
                            remember(key, loaded, before);
                            return new KeyState.Usable(loaded);
                        });
    }

    private static KeyDestruction destruction(Row row) {
        @Nullable UUID id = row.getUUID("key_id");
        @Nullable String fingerprint = row.getString("fingerprint");
        return new KeyDestruction(
                id,
                fingerprint,
                row.getOffsetDateTime("destroyed_at").toInstant(),
                row.getString("basis"));
    }

    static byte[] context(TenantId tenant, String scope, UUID id) {
        return (tenant.value() + "|" + scope + "|" + id).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] context(Key key, UUID id) {
        return context(key.tenant(), key.scope().name(), id);
    }

    private static UUID randomId() {
        ByteBuffer bytes = ByteBuffer.wrap(Random.randBytes(2 * Long.BYTES));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
