// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a purpose is over before its period is, and is no reason to keep any more.
 *
 * @param at since when
 * @param cause what ended it
 */
public record PurposeEnd(Instant at, Cause cause) {

    /** What ends a purpose before its period does. */
    public enum Cause {
        /** It was fulfilled (GDPR art. 5(1)(e)). */
        FULFILLED,
        /** The person withdrew the consent that it rested on (art. 7(3), 17(1)(b)). */
        CONSENT_WITHDRAWN,
        /** The person objected to it (art. 17(1)(c), 21(1)). */
        OBJECTED
    }

    /** A purpose that was fulfilled. */
    public static PurposeEnd fulfilled(Instant at) {
        return new PurposeEnd(at, Cause.FULFILLED);
    }

    /**
     * Whether it counts where another end of the purpose is known: the first one does, except that
     * nothing is reviewed or kept against a person who ended, too, what was fulfilled before.
     */
    public boolean supersedes(@Nullable PurposeEnd known) {
        return known == null || (known.cause == Cause.FULFILLED && cause != Cause.FULFILLED);
    }
}
