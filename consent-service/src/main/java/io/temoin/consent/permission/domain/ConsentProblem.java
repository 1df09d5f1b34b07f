// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals of the consent service; a constant's name is the public problem type. */
public enum ConsentProblem implements Rejected.Code {
    /** What was collected is not a valid consent (C. conso. R223-1). */
    CONSENT_INVALID(Rejected.Kind.INVALID),
    /** A statement cannot have been made in the future. */
    STATED_IN_THE_FUTURE(Rejected.Kind.INVALID),
    /** No rules are known for the number's country, so a consent cannot be checked. */
    RULESET_UNKNOWN(Rejected.Kind.INVALID),
    /** The caller's organisation may not act for the controller (GDPR art. 28(3), 29). */
    CONTROLLER_NOT_AUTHORISED(Rejected.Kind.FORBIDDEN),
    /** Only the controller itself may do this; acting on its behalf is not enough. */
    NOT_THE_CONTROLLER(Rejected.Kind.FORBIDDEN),
    /**
     * The controller did not instruct the caller's organisation to do this (GDPR art. 28(3), 29).
     */
    PROCESSOR_NOT_AUTHORISED(Rejected.Kind.FORBIDDEN),
    /** The person withdrew after the consent was collected, so it permits nothing any more. */
    CONSENT_WITHDRAWN_SINCE(Rejected.Kind.CONFLICT),
    /** The withdrawal is dated before every consent in force, so that calls would go on. */
    WITHDRAWAL_ENDS_NOTHING(Rejected.Kind.CONFLICT),
    /** What a person is said to wish contradicts itself. */
    PREFERENCES_CONTRADICTORY(Rejected.Kind.INVALID),
    /** A processor reports a call without the decision that it asked for. */
    DECISION_MISSING(Rejected.Kind.INVALID),
    /** There is no such decision, or not for this caller. */
    DECISION_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** What is said of an attempt cannot all be true. */
    ATTEMPT_CONTRADICTORY(Rejected.Kind.INVALID),
    /** The call was reported as made before. */
    ATTEMPT_MADE(Rejected.Kind.CONFLICT),
    /** There is no such consent, or not for this caller. */
    CONSENT_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The consent was withdrawn, expired or was replaced, so there is nothing to put right. */
    CONSENT_ENDED(Rejected.Kind.CONFLICT),
    /** No open request of the person asks to have this put right (GDPR art. 16). */
    RECTIFICATION_NOT_REQUESTED(Rejected.Kind.FORBIDDEN),
    /** The person contests something else. */
    RECTIFICATION_NOT_CONTESTED(Rejected.Kind.CONFLICT),
    /** The consent would permit more than what was proven (GDPR art. 7(1)). */
    RECTIFICATION_WIDENS(Rejected.Kind.UNPROCESSABLE),
    /** What the rights desk erases cannot be read. */
    ERASURE_MALFORMED(Rejected.Kind.INVALID),
    /** The subject's key was destroyed, so nothing personal of the subject can be kept again. */
    SUBJECT_ERASED(Rejected.Kind.GONE),
    /** What the rights desk restricts cannot be read. */
    RESTRICTION_MALFORMED(Rejected.Kind.INVALID);

    private final Rejected.Kind kind;

    ConsentProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
