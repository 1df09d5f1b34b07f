// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

/** On what ground a person decided of an item that is due. */
public enum ReviewGround {
    /** It was looked at, and nothing needs it. */
    NO_LONGER_NEEDED(ReviewOutcome.RELEASE),
    /** A purpose that was said to be over still needs it. */
    STILL_NEEDED(ReviewOutcome.KEEP),
    /** A claim is to be expected; a legal hold is the better way once there is one. */
    CLAIM_EXPECTED(ReviewOutcome.KEEP),
    /** The controller asked for legal advice. */
    LEGAL_ADVICE(ReviewOutcome.KEEP);

    private final ReviewOutcome outcome;

    ReviewGround(ReviewOutcome outcome) {
        this.outcome = outcome;
    }

    /** What can be decided on that ground. */
    public ReviewOutcome outcome() {
        return outcome;
    }
}
