// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a command about a request of a person. */
public enum RightsProblem implements Code {
    /** No request has this id, or not for this caller. */
    REQUEST_UNKNOWN(Kind.UNKNOWN),
    /** Nothing is known by which the person could be found. */
    REFERENCE_UNKNOWN(Kind.UNKNOWN),
    /** consent-service takes such a request in, and applies it at once. */
    REQUEST_FOR_CONSENT_SERVICE(Kind.UNPROCESSABLE),
    /** Somebody works on the request, so that it cannot be taken back. */
    REQUEST_BEGUN(Kind.CONFLICT),
    /** Answered, refused or closed before. */
    REQUEST_ENDED(Kind.CONFLICT),
    /** The answer is that of another request. */
    REQUEST_JOINED(Kind.CONFLICT),
    /** Neither answered nor refused yet. */
    REQUEST_OPEN(Kind.CONFLICT),
    /** The proof of identity was asked for or received before, or never asked for. */
    PROOF_OUT_OF_ORDER(Kind.CONFLICT),
    /** Such a request waits for no proof of identity. */
    PROOF_NOT_ALLOWED(Kind.UNPROCESSABLE),
    /** Nothing is given to somebody who may be somebody else. */
    IDENTITY_UNPROVEN(Kind.CONFLICT),
    /** Dated before what it follows upon. */
    ACT_OUT_OF_ORDER(Kind.UNPROCESSABLE),
    /** This right has no extension. */
    EXTENSION_NOT_ALLOWED(Kind.UNPROCESSABLE),
    /** Extended before. */
    REQUEST_EXTENDED(Kind.CONFLICT),
    /** The first deadline has passed. */
    DEADLINE_PASSED(Kind.CONFLICT),
    /** The request has no task for this service. */
    TASK_UNKNOWN(Kind.UNKNOWN),
    /** The task ended in another way before. */
    TASK_COMPLETED(Kind.CONFLICT),
    /** Services are not done yet. */
    TASKS_OPEN(Kind.CONFLICT),
    /** The answer says nothing of a service, or contradicts itself. */
    ANSWER_INCONSISTENT(Kind.UNPROCESSABLE),
    /** The answer grants a rectification that its owner has not made. */
    RECTIFICATION_PENDING(Kind.CONFLICT),
    /** Nobody asked for anything to be put right. */
    REQUEST_NOT_FOR_RECTIFICATION(Kind.UNPROCESSABLE),
    /** Nothing was said with the request, or it is destroyed. */
    CORRECTION_UNKNOWN(Kind.UNKNOWN),
    /** Nobody asked for erasure. */
    REQUEST_NOT_FOR_ERASURE(Kind.UNPROCESSABLE),
    /** The person is being erased, which cannot be refused any more. */
    ERASURE_BEGUN(Kind.CONFLICT),
    /** The law knows no such ground for this right. */
    GROUND_NOT_APPLICABLE(Kind.UNPROCESSABLE),
    /** The request restricts nothing. */
    REQUEST_NOT_RESTRICTING(Kind.CONFLICT),
    /** The request has not come to what the letter would say. */
    LETTER_FACTS_MISSING(Kind.CONFLICT),
    /** The letter says something else by now than what was sent. */
    LETTER_CHANGED(Kind.CONFLICT),
    /** Sent before there was a request. */
    LETTER_OUT_OF_ORDER(Kind.UNPROCESSABLE),
    /** The request changes nothing that those who received the data would be told of. */
    RECIPIENTS_NOT_CONCERNED(Kind.UNPROCESSABLE),
    /** No recipient has this code. */
    RECIPIENT_UNKNOWN(Kind.UNKNOWN),
    /** It was told or excused before. */
    RECIPIENT_SETTLED(Kind.CONFLICT),
    /** Who was not told has nothing to acknowledge. */
    RECIPIENT_NOT_NOTIFIED(Kind.CONFLICT),
    /** Told before the request, or acknowledged before that. */
    RECIPIENT_OUT_OF_ORDER(Kind.UNPROCESSABLE),
    /** Those who received the data are neither told nor excused. */
    RECIPIENTS_OPEN(Kind.CONFLICT),
    /** The person was not told before the end of a restriction. */
    PERSON_NOT_INFORMED(Kind.UNPROCESSABLE);

    private final Kind kind;

    RightsProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
