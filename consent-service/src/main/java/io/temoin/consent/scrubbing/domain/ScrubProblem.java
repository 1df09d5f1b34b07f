// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals around scrubs; a constant's name is the public problem type. */
public enum ScrubProblem implements Rejected.Code {
    /** The caller's organisation may not act for the controller (GDPR art. 28(3), 29). */
    CONTROLLER_NOT_AUTHORISED(Rejected.Kind.FORBIDDEN),
    /** There is no such scrub, or not for this caller. */
    SCRUB_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** Its results were kept for their time. */
    SCRUB_RESULTS_GONE(Rejected.Kind.GONE),
    /** The same key came with another request before. */
    IDEMPOTENCY_KEY_REUSED(Rejected.Kind.UNPROCESSABLE);

    private final Rejected.Kind kind;

    ScrubProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
