// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.Instant;

/**
 * When something is due, on both counts that can be defended. Both moments are exclusive.
 *
 * @param strict counted from receipt, whatever happened since
 * @param effective counted from the moment at which the period really began to run; never earlier
 */
public record Deadline(Instant strict, Instant effective) {

    public Deadline {
        if (effective.isBefore(strict)) {
            throw new IllegalArgumentException("a deadline is not due before its strict count");
        }
    }

    /** Due at one moment, on either count. */
    public static Deadline at(Instant due) {
        return new Deadline(due, due);
    }

    /** Whether the deadline has passed. */
    public boolean isPassed(Instant now) {
        return !now.isBefore(effective);
    }
}
