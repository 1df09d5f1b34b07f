// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.chassis.requests.Caller;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the trail; what is {@code null} does not narrow.
 *
 * @param recording also finds the decision and the consent that the recording rests on
 * @param from inclusive
 * @param to exclusive
 */
record TrailQuestion(
        @Nullable String recording,
        @Nullable String subject,
        @Nullable String actor,
        @Nullable String workstation,
        @Nullable String purpose,
        @Nullable String correlation,
        @Nullable String service,
        @Nullable String action,
        @Nullable Instant from,
        @Nullable Instant to) {

    /**
     * A place in the trail's order.
     *
     * @param position tells entries of the same instant apart, in the order they arrived
     */
    record Place(Instant at, long position) {}

    /** How far the asker sees inside the tenant. */
    sealed interface Sight {

        /** Every entry of the tenant. */
        record WholeTenant() implements Sight {}

        /** What the organisation did, and what was done for the controllers it may act for. */
        record OwnAffairs(String organisation, Set<String> controllers) implements Sight {}

        /** A supervisor answers for an organisation; the other roles answer for the tenant. */
        static Sight of(Caller caller) {
            return caller.has("dpo") || caller.has("soc-analyst") || caller.has("admin")
                    ? new WholeTenant()
                    : new OwnAffairs(caller.organisation(), caller.controllers());
        }
    }
}
