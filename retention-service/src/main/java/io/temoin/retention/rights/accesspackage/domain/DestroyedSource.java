// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Something of a person that was destroyed while a package may hold a copy of it. Mostly the copy
 * stays until its own end, which is days away: the person asked for it in time (GDPR art. 15(3)),
 * and to hand it out is an obligation that outranks an erasure, also one that the same person asked
 * for since (art. 17(3)(b)). What nobody may keep takes the package along: a text orders it
 * destroyed (C. assurances R112-7), or it was in quarantine.
 *
 * @param basis on what ground it was destroyed, a code
 */
public record DestroyedSource(String basis, Instant at) {

    private static final Set<String> AT_ONCE = Set.of("DESTRUCTION_DUTY", "QUARANTINED");

    /** The clocks of two services differ by less. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** Whether a package that was ordered then may hold a copy, and must not. */
    public boolean takesAlong(Instant requestedAt) {
        return AT_ONCE.contains(basis) && !at.plus(SLACK).isBefore(requestedAt);
    }
}
