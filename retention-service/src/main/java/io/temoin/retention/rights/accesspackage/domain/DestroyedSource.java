// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Something of a person that was destroyed while a package may hold a copy of it. What came to the
 * end of its ordinary period leaves the copy, which the person asked for in time and which ends
 * within days (GDPR art. 15(3)). What had to go at once takes the package along: the person's own
 * word (art. 17(1)(b), (c), (d)) and a text that orders the destruction (C. assurances R112-7)
 * speak of every copy.
 *
 * @param basis on what ground it was destroyed, a code
 */
public record DestroyedSource(String basis, Instant at) {

    private static final Set<String> AT_ONCE =
            Set.of(
                    "QUARANTINED",
                    "ERASURE_UPHELD",
                    "OBJECTED",
                    "CONSENT_WITHDRAWN",
                    "DESTRUCTION_DUTY");

    /** The clocks of two services differ by less. */
    private static final Duration SLACK = Duration.ofMinutes(5);

    /** The person is erased at the controller, whatever was held of them. */
    public static DestroyedSource erasure(Instant begunAt) {
        return new DestroyedSource("ERASURE_UPHELD", begunAt);
    }

    /** Whether a package that was ordered then may hold a copy, and must not. */
    public boolean takesAlong(Instant requestedAt) {
        return AT_ONCE.contains(basis) && !at.plus(SLACK).isBefore(requestedAt);
    }
}
