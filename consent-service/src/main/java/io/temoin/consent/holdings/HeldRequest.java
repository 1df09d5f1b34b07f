// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.temoin.chassis.visibility.domain.Ownership;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person at the rights desk.
 *
 * @param state where it is
 * @param dueAt it is to be answered before that moment
 * @param answeredAt when it was answered or refused
 * @param joinedTo the request whose answer is that of this one, too
 * @param partial whether a part was refused; absent until it is answered
 * @param rectifiedAt when something was last put right under it; absent if nothing was
 */
public record HeldRequest(
        UUID request,
        String controller,
        String type,
        String state,
        String receivedBy,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable UUID joinedTo,
        @Nullable Boolean partial,
        @Nullable Instant rectifiedAt) {

    /** Whose data it is: the controller's, and a processor's that took it in. */
    Ownership ownership() {
        return new Ownership(controller, Set.of(receivedBy), Set.of(), null, null);
    }
}
