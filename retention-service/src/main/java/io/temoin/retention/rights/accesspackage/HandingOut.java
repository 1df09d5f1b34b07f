// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.rights.RequestStream;
import io.temoin.retention.rights.accesspackage.domain.PackageEntitlement;
import io.temoin.retention.rights.accesspackage.domain.Withheld;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Asks, each time something is handed out, whether the request still allows it. */
@ApplicationScoped
public class HandingOut {

    private final RequestStream requests;

    HandingOut(RequestStream requests) {
        this.requests = requests;
    }

    /**
     * Refuses while proof of identity is awaited, and once the request was refused.
     *
     * @return what the answer refused, which may not be handed out
     */
    public Uni<Withheld> requireEntitled(TenantId tenant, UUID request) {
        return requests.load(tenant, request).map(PackageEntitlement::require);
    }
}
