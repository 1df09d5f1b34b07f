// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.intake.SealedEntry.Salts;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.log.Shards;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.SaltSeed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Gives entries what they are in the log by: a random id and fresh salts. What tells of a data
 * subject is salted by a seed that is kept under the subject's key; an entry about a person who was
 * erased before it came is one of nobody, and says so: nothing of it is missing. For several
 * threads.
 */
@Singleton
class EntrySealing {

    private final Shards shards;
    private final SubjectKeyring keyring;
    private final SecureRandom random = new SecureRandom();

    EntrySealing(Shards shards, SubjectKeyring keyring) {
        this.shards = shards;
        this.keyring = keyring;
    }

    /** The entries of several tenants, ready for the trail. */
    Uni<Map<TenantId, List<SealedEntry>>> seal(Map<TenantId, List<AuditEntry>> byTenant) {
        return Uni.join()
                .all(byTenant.entrySet().stream().map(this::seal).toList())
                .andFailFast()
                .map(
                        groups -> {
                            Map<TenantId, List<SealedEntry>> all = new LinkedHashMap<>();
                            groups.forEach(group -> all.put(group.getKey(), group.getValue()));
                            return all;
                        });
    }

    private Uni<Map.Entry<TenantId, List<SealedEntry>>> seal(
            Map.Entry<TenantId, List<AuditEntry>> group) {
        return seal(group.getKey(), group.getValue())
                .map(entries -> Map.entry(group.getKey(), entries));
    }

    /**
     * The entries in their order, ready for the trail and for the log of the half-year they enter
     * in. Fails as the database of the keys fails; nothing was written then.
     */
    Uni<List<SealedEntry>> seal(TenantId tenant, List<AuditEntry> entries) {
        return keyring.forNew(tenant, entries)
                .map(keys -> entries.stream().map(entry -> seal(tenant, entry, keys)).toList());
    }

    private SealedEntry seal(TenantId tenant, AuditEntry entry, SubjectKeys keys) {
        boolean erased =
                keys.isErased(entry.links().subject()) || keys.isErased(entry.who().actor());
        AuditEntry kept = erased ? entry.without(keys::isErased) : entry;
        SaltSeed subject = seed();
        return SealedEntry.of(
                kept,
                shards.of(tenant, entry.when().recordedAt()),
                UUID.randomUUID(),
                new Salts(seed(), subject, base64(keys.seal(kept, subject))));
    }

    private SaltSeed seed() {
        byte[] bytes = new byte[SaltSeed.SIZE];
        random.nextBytes(bytes);
        return SaltSeed.of(bytes);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
