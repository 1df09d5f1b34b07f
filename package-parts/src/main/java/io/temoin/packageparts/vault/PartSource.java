// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import io.smallrye.mutiny.Uni;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.time.Duration;

/**
 * What one service holds of a person. Each service has one; it is called on a thread that waits.
 */
public abstract class PartSource {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /**
     * Writes everything that the service holds of this person for this controller, and nothing of
     * anybody else.
     */
    protected abstract void write(TenantId tenant, PartAsked asked, PartWriter writer)
            throws IOException;

    /** Waits for a result. */
    public static <T> T await(Uni<T> result) {
        return result.await().atMost(PATIENCE);
    }
}
