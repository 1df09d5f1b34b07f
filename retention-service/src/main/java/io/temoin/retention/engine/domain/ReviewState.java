// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the reviews of one item.
 *
 * @param decided the last decision; {@code null} if there is none
 * @param saidLate since when it was due when its review was last said to be late; {@code null} if
 *     none was
 */
public record ReviewState(@Nullable Review decided, @Nullable Instant saidLate) {

    /** Nobody has looked at it, and nobody had to. */
    public static final ReviewState NONE = new ReviewState(null, null);

    /** After a decision. */
    public ReviewState with(Review decision) {
        return new ReviewState(decision, null);
    }

    /** After it was said that the review of what was due since then is late. */
    public ReviewState late(Instant dueAt) {
        return new ReviewState(decided, dueAt);
    }

    /** The last decision, as long as it is of what the clock says now. */
    public @Nullable Review inForce(Disposition byTheClock) {
        return decided != null && decided.covers(byTheClock) ? decided : null;
    }
}
