// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.accesspackage.PackageStore.CopiedPerson;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Revoked;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.TakeBackErased;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent.AccessPackageRequested;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes packages back. The event first: from then on nobody is given the package, and if this
 * process dies before the key is destroyed, the job finds the event and goes on. The row last: as
 * long as the key is there, an erasure finds the package, and does not go on without it.
 */
@ApplicationScoped
class PackageRevocations {

    private final PackageStream packages;
    private final PackageStore store;
    private final PackageKeys keys;

    PackageRevocations(PackageStream packages, PackageStore store, PackageKeys keys) {
        this.packages = packages;
        this.store = store;
        this.keys = keys;
    }

    /** Revokes one. When this completes, its key is destroyed; its parts go within seconds. */
    Uni<CommandOutcome<AccessPackage, AccessPackageEvent>> revoke(
            UUID accessPackage, RevocationReason reason, EventMetadata metadata) {
        Due due = new Due(metadata.tenant(), accessPackage);
        return packages.handle(accessPackage, new RevokePackage(reason, metadata.at()), metadata)
                .call(() -> end(due, metadata.at()));
    }

    /**
     * Takes back what an erased person was given no link to; the rest stays until its links end,
     * and goes when this is done again then.
     */
    Uni<Void> takeBackErased(UUID accessPackage, EventMetadata metadata) {
        return packages.handle(accessPackage, new TakeBackErased(metadata.at()), metadata)
                .flatMap(
                        outcome ->
                                outcome.state() instanceof Revoked
                                        ? end(
                                                new Due(metadata.tenant(), accessPackage),
                                                metadata.at())
                                        : Uni.createFrom().voidItem());
    }

    /** Whether every owner has confirmed an erasure of the person that the package copies. */
    Uni<Boolean> isErasedSince(TenantId tenant, AccessPackageRequested requested) {
        return store.isErasedSince(
                tenant,
                new CopiedPerson(requested.controller(), requested.subject()),
                requested.at());
    }

    /** Ends what is on record as revoked; its parts are left. Safe to repeat. */
    Uni<Void> end(Due due, Instant now) {
        return keys.destroy(due, PackageKeys.REVOKED, now).chain(() -> store.revoked(due));
    }
}
