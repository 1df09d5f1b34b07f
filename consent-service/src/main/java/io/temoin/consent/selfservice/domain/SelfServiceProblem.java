// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals of a self-service link; a constant's name is the public problem type. */
public enum SelfServiceProblem implements Rejected.Code {
    /** No link was followed. */
    SELF_SERVICE_TOKEN_MISSING(Rejected.Kind.FORBIDDEN),
    /** The token is not one that was given out, or it was taken back with all others. */
    SELF_SERVICE_TOKEN_INVALID(Rejected.Kind.FORBIDDEN),
    /** The link is too old, or the agreement of who made it is not in force any more. */
    SELF_SERVICE_TOKEN_EXPIRED(Rejected.Kind.FORBIDDEN),
    /** The link was given for something else. */
    SELF_SERVICE_SCOPE_MISSING(Rejected.Kind.FORBIDDEN),
    /** The account does not vouch for a phone number. */
    SELF_SERVICE_PHONE_UNVERIFIED(Rejected.Kind.FORBIDDEN);

    private final Rejected.Kind kind;

    SelfServiceProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
