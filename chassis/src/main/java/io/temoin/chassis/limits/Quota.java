// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.temoin.chassis.requests.TooManyRequests.Policy;
import java.time.Duration;

/**
 * So many uses in a period, for each holder. An unused quota allows all of them at once; from then
 * on they come back one by one, evenly over the period.
 *
 * @param name what is limited; the same in every version of the service
 */
public record Quota(String name, int uses, Duration per) {

    private static final long MICROS = 1_000L;

    public Quota {
        if (uses < 1 || per.toMillis() < 1) {
            throw new IllegalArgumentException("a quota allows at least one use in a millisecond");
        }
    }

    /** What a caller is told of it when it is used up. */
    Policy policy() {
        return new Policy(name, uses, per);
    }

    /** After how many microseconds one use comes back. */
    long interval() {
        return Math.max(1, micros() / uses);
    }

    /** The period in microseconds. */
    long micros() {
        return per.toMillis() * MICROS;
    }
}
