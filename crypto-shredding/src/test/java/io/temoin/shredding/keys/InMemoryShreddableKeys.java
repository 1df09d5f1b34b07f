// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.subtle.Random;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The keys' twin for tests that are not about PostgreSQL; it keeps the same contract. */
public final class InMemoryShreddableKeys implements ShreddableKeys {

    private record Key(TenantId tenant, String scope) {}

    private record Entry(KeyState state, KeyDestruction destruction) {}

    private final Map<Key, DataKey> keys = new HashMap<>();
    private final Map<Key, Entry> destroyed = new HashMap<>();

    @Override
    public synchronized Uni<DataKey> keyFor(TenantId tenant, KeyScope scope) {
        Key key = new Key(tenant, scope.name());
        Entry entry = destroyed.get(key);
        if (entry != null && entry.state() instanceof KeyState.Destroyed gone) {
            return Uni.createFrom().failure(new KeyDestroyed(gone));
        }
        return Uni.createFrom()
                .item(
                        keys.computeIfAbsent(
                                key, _ -> new DataKey(UUID.randomUUID(), Random.randBytes(32))));
    }

    @Override
    public synchronized Uni<KeyState> find(TenantId tenant, KeyScope scope) {
        Key key = new Key(tenant, scope.name());
        Entry entry = destroyed.get(key);
        if (entry != null) {
            return Uni.createFrom().item(entry.state());
        }
        @Nullable DataKey found = keys.get(key);
        return Uni.createFrom()
                .item(found == null ? new KeyState.Absent() : new KeyState.Usable(found));
    }

    @Override
    public Uni<KeyState> lookUp(TenantId tenant, KeyScope scope) {
        return find(tenant, scope);
    }

    @Override
    public synchronized Uni<KeyDestruction> destroy(
            TenantId tenant, KeyScope scope, String basis, Instant at) {
        Key key = new Key(tenant, scope.name());
        Entry entry =
                destroyed.computeIfAbsent(
                        key,
                        _ -> {
                            @Nullable DataKey gone = keys.remove(key);
                            return new Entry(
                                    new KeyState.Destroyed(at, basis),
                                    new KeyDestruction(
                                            gone == null ? null : gone.id(),
                                            gone == null ? null : "0".repeat(64),
                                            at,
                                            basis));
                        });
        return Uni.createFrom().item(entry.destruction());
    }
}
