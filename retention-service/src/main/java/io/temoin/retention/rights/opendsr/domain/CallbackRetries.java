// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a callback that failed is tried again: after half a minute, then after twice as long each
 * time, but at least every six hours.
 *
 * @param most how often a callback is tried at all; 1 or more
 */
public record CallbackRetries(int most) {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(6);

    /** From here on, twice the pause is the longest one anyway. */
    private static final int DOUBLINGS = 10;

    /** Refuses a number that allows no attempt. */
    public CallbackRetries {
        if (most < 1) {
            throw new IllegalArgumentException("a callback is tried at least once");
        }
    }

    /**
     * Whether it has been tried as often as it may be: the process that made the last attempt did
     * not live to say how it ended.
     *
     * @param attempts how often it has been taken up, this time included
     */
    public boolean isUsedUp(int attempts) {
        return attempts > most;
    }

    /**
     * When to try again, or {@code null} when it is given up.
     *
     * @param attempts how often it has been tried, the failed attempt included
     */
    public @Nullable Instant next(int attempts, Instant failedAt) {
        if (attempts >= most) {
            return null;
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        return failedAt.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
    }
}
