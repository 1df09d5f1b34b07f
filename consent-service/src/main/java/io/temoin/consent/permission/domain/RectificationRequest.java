// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person to have inaccurate data put right (GDPR art. 16), as the rights desk
 * announced it. Whether it is still open, the contact's own stream tells.
 *
 * @param proofAwaited whether the desk waits for a proof of who the person is
 * @param consent the one that the person contests; absent if they named none
 */
public record RectificationRequest(UUID request, boolean proofAwaited, @Nullable UUID consent) {

    /** The same, of a person who named a consent or did not. */
    public RectificationRequest about(@Nullable UUID named) {
        return new RectificationRequest(request, proofAwaited, named);
    }

    boolean covers(UUID contested) {
        return !proofAwaited && (consent == null || consent.equals(contested));
    }
}
