// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.chassis.KeyedFor;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.Fingerprints;
import io.temoin.shredding.keys.KeyPurpose;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Which log an entry belongs to. Safe for several threads. */
@Singleton
public class Shards {

    private static final int ID_BYTES = 16;
    private static final int JULY = 7;

    private record Key(TenantId tenant, String period) {}

    private final Fingerprints fingerprints;
    private final ConcurrentMap<Key, Shard> known = new ConcurrentHashMap<>();

    Shards(@KeyedFor(KeyPurpose.PSEUDONYMS) Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** The log of what enters a tenant's trail at that moment; halves of a year begin in UTC. */
    public Shard of(TenantId tenant, Instant at) {
        OffsetDateTime day = at.atOffset(ZoneOffset.UTC);
        String period = day.getYear() + (day.getMonthValue() < JULY ? "-1" : "-2");
        return known.computeIfAbsent(new Key(tenant, period), this::shard);
    }

    private Shard shard(Key key) {
        byte[] mac =
                fingerprints.of(key.tenant(), "log", key.period().getBytes(StandardCharsets.UTF_8));
        return new Shard(HexFormat.of().formatHex(mac, 0, ID_BYTES), key.tenant(), key.period());
    }
}
