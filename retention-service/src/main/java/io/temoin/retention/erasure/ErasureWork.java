// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.erasure.domain.Erasure;
import io.temoin.retention.rights.OtherWork;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Whether the erasure that answers a request was decided. */
@ApplicationScoped
class ErasureWork implements OtherWork {

    private final ErasureStream erasures;

    ErasureWork(ErasureStream erasures) {
        this.erasures = erasures;
    }

    @Override
    public Uni<Boolean> isBegun(TenantId tenant, UUID request) {
        return erasures.load(tenant, request)
                .map(erasure -> !(erasure instanceof Erasure.Undecided));
    }
}
