// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.log.Shards;
import io.temoin.eventsourcing.TenantId;
import io.temoin.transparency.entry.SaltSeed;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.UUID;

/** Gives an entry what it is in the log by: a random id and fresh salts. For several threads. */
@Singleton
class EntrySealing {

    private final Shards shards;
    private final SecureRandom random = new SecureRandom();

    EntrySealing(Shards shards) {
        this.shards = shards;
    }

    /** The entry, ready for the trail and for the log of the half-year it enters in. */
    SealedEntry seal(TenantId tenant, AuditEntry entry) {
        return SealedEntry.of(
                entry,
                shards.of(tenant, entry.when().recordedAt()),
                UUID.randomUUID(),
                seed(),
                seed());
    }

    private SaltSeed seed() {
        byte[] bytes = new byte[SaltSeed.SIZE];
        random.nextBytes(bytes);
        return SaltSeed.of(bytes);
    }
}
