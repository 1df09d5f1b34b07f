// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.rights.OtherWork;
import io.temoin.retention.rights.accesspackage.domain.AccessPackage.Unrequested;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whether a package was ordered for a request. */
@ApplicationScoped
class PackageWork implements OtherWork {

    private final PackageStream packages;

    PackageWork(PackageStream packages) {
        this.packages = packages;
    }

    @Override
    public Uni<Boolean> isBegun(TenantId tenant, UUID request) {
        return packages.load(tenant, PackageDesk.idOf(tenant, request, 1))
                .map(first -> !(first instanceof Unrequested));
    }
}
