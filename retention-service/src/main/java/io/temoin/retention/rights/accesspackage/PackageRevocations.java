// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.rights.accesspackage.PackageStore.Due;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageCommand.RevokePackage;
import io.temoin.retention.rights.accesspackage.domain.AccessPackageEvent;
import io.temoin.retention.rights.accesspackage.domain.RevocationReason;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Takes packages back. The event first: from then on nobody is given the package, and if this
 * process dies before the key is destroyed, the job finds the event and goes on.
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
                .call(() -> store.revoked(due))
                .call(() -> keys.destroy(due, PackageKeys.REVOKED, metadata.at()));
    }
}
