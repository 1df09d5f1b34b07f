// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person to have inaccurate data put right (GDPR art. 16), as the rights desk
 * announced it. Whether it is still open, the contact's own stream tells.
 *
 * @param proofAwaited whether the desk waits for a proof of who the person is
 * @param ofConsents whether a consent is contested, or nobody said what is; false where it is
 *     something else
 * @param consent the one that is contested; absent if none is named
 */
public record RectificationRequest(
        UUID request, boolean proofAwaited, boolean ofConsents, @Nullable UUID consent) {

    /** The same, of a person who named a consent here, unless the desk has named one since. */
    public RectificationRequest naming(Optional<UUID> named) {
        return consent == null && ofConsents
                ? new RectificationRequest(request, proofAwaited, true, named.orElse(null))
                : this;
    }

    boolean contests(UUID contested) {
        return ofConsents && (consent == null || consent.equals(contested));
    }
}
