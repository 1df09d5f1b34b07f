// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where the end of an item moves when a policy is activated. */
public enum SimulatedChange {
    /** It has to go sooner, or gets a last day that it did not have. */
    EARLIER,
    /** It is kept longer, or loses the last day that it had. */
    LATER,
    /** It goes when it would have gone anyway. */
    UNCHANGED;

    /**
     * The change from one end to another.
     *
     * @param now {@code null} while it has none
     * @param then {@code null} if it would have none
     */
    static SimulatedChange between(@Nullable Instant now, @Nullable Instant then) {
        if (now == null) {
            return then == null ? UNCHANGED : EARLIER;
        }
        if (then == null) {
            return LATER;
        }
        int moved = then.compareTo(now);
        return moved == 0 ? UNCHANGED : moved < 0 ? EARLIER : LATER;
    }
}
