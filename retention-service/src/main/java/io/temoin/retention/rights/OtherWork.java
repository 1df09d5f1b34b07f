// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import java.util.UUID;

/** Work on a request that has streams of its own, and that the request itself does not show. */
public interface OtherWork {

    /** Whether somebody has begun it. */
    Uni<Boolean> isBegun(TenantId tenant, UUID request);
}
