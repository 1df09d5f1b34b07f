// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals about parties and agreements; a constant's name is the public problem type. */
public enum AgreementProblem implements Rejected.Code {
    /** What is said of a party cannot be. */
    PARTY_INVALID(Rejected.Kind.INVALID),
    /** The party is in the records, and they say something else of it. */
    PARTY_EXISTS(Rejected.Kind.CONFLICT),
    /** There is no such party in the records. */
    PARTY_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** Only the controller instructs (GDPR art. 28(3)(a)); a processor does not widen its own. */
    NOT_THE_CONTROLLER(Rejected.Kind.FORBIDDEN),
    /** Only the tenant's own staff say who is a controller in it. */
    NOT_THE_TENANTS_OWN(Rejected.Kind.FORBIDDEN),
    /** Only the party itself, or who entered it, says something else of it. */
    NOT_THE_PARTY(Rejected.Kind.FORBIDDEN),
    /** What was agreed contradicts itself or the records; each violation says where and why. */
    AGREEMENT_INVALID(Rejected.Kind.INVALID),
    /** There is no such agreement, or not for this caller. */
    AGREEMENT_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** It has ended; what is agreed anew is a new agreement. */
    AGREEMENT_ENDED(Rejected.Kind.CONFLICT),
    /** It was not put into force yet. */
    AGREEMENT_NOT_IN_FORCE(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    AgreementProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
