// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.serving.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals around announcements that were heard; a constant's name is the public problem type. */
public enum ServingProblem implements Rejected.Code {
    /** The caller's organisation may not act for the controller (GDPR art. 28(3), 29). */
    CONTROLLER_NOT_AUTHORISED(Rejected.Kind.FORBIDDEN),
    /** There is no such decision, or somebody else asked for it. */
    DECISION_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The decision names no announcement: the call was not allowed, or nothing is recorded. */
    NOTHING_TO_ANNOUNCE(Rejected.Kind.CONFLICT),
    /** The decision names another announcement. */
    NOTICE_NOT_DECIDED(Rejected.Kind.INVALID),
    /** The announcement has another language. */
    NOTICE_LANGUAGE_OTHER(Rejected.Kind.INVALID),
    /** An announcement is heard during the call; what is sent may not have been read. */
    NOTICE_CHANNEL_UNFIT(Rejected.Kind.INVALID),
    /** It cannot have happened in the future. */
    STATED_IN_THE_FUTURE(Rejected.Kind.INVALID),
    /** No call on this decision was under way then. */
    SERVED_OUTSIDE_CALL(Rejected.Kind.INVALID),
    /** What is said of the person's answer cannot be true. */
    ANSWER_CONTRADICTORY(Rejected.Kind.INVALID),
    /** Another report says otherwise of the same moment. */
    SERVING_CONTRADICTORY(Rejected.Kind.CONFLICT),
    /** Nothing was reported of such a decision, or not for this caller. */
    SERVING_UNKNOWN(Rejected.Kind.UNKNOWN);

    private final Rejected.Kind kind;

    ServingProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
