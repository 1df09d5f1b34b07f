// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.purpose.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals about purposes; a constant's name is the public problem type. */
public enum PurposeProblem implements Rejected.Code {
    /** The catalogue has no such purpose. */
    PURPOSE_NOT_IN_CATALOGUE(Rejected.Kind.INVALID),
    /** What is declared is not what the law allows for this purpose. */
    PURPOSE_TERMS_INVALID(Rejected.Kind.INVALID),
    /** What the purpose must rest on is missing. */
    PURPOSE_GROUNDS_MISSING(Rejected.Kind.INVALID),
    /** Who decides purposes is the controller (GDPR art. 28(10)). */
    PURPOSE_OF_ANOTHER(Rejected.Kind.FORBIDDEN),
    /** The controller has declared no such purpose, or the caller may not see it. */
    PURPOSE_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** It is declared already. */
    PURPOSE_DECLARED_ALREADY(Rejected.Kind.CONFLICT),
    /** It is not in a state in which this can be done. */
    PURPOSE_STATE_CONFLICT(Rejected.Kind.CONFLICT),
    /** Somebody has revised it meanwhile. */
    PURPOSE_REVISED_MEANWHILE(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    PurposeProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
