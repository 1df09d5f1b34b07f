// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility.domain;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose data something is, inside one tenant.
 *
 * @param controller on whose behalf it was done (GDPR art. 4(7))
 * @param processors that did it or are named in it; none when the controller did it itself, or when
 *     nobody knows
 * @param purposes it serves; none when it serves none in particular
 * @param campaign of the call; absent where there is no call
 * @param author pseudonym of the actor who did it; absent when that is not known
 */
public record Ownership(
        String controller,
        Set<String> processors,
        Set<String> purposes,
        @Nullable Campaign campaign,
        @Nullable String author) {

    /**
     * The campaign of a call.
     *
     * @param code absent for a call of no campaign
     */
    public record Campaign(@Nullable String code) {}

    public Ownership {
        processors = Set.copyOf(processors);
        purposes = Set.copyOf(purposes);
    }

    /** What a processor did, or is named in, for {@code purposes}; not in a call. */
    public static Ownership of(
            String controller, Set<String> processors, Set<String> purposes, String author) {
        return new Ownership(controller, processors, purposes, null, author);
    }

    /** A call, or something that belongs to one. */
    public static Ownership ofCall(
            String controller,
            String processor,
            String purpose,
            @Nullable String campaign,
            @Nullable String author) {
        return new Ownership(
                controller, Set.of(processor), Set.of(purpose), new Campaign(campaign), author);
    }
}
