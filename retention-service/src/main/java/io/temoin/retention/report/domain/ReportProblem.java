// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a report, whatever items it concerns. */
public enum ReportProblem implements Code {
    /** The same event is already known, with another time. */
    EVENT_ALREADY_NOTED(Kind.CONFLICT),
    /** The contract is signed: nothing ends or changes the two years from then on. */
    CONTRACT_ALREADY_SIGNED(Kind.CONFLICT),
    /** A contract would end before it was signed. */
    EVENT_OUT_OF_ORDER(Kind.CONFLICT),
    /** Nothing of this controller is linked to the contract. */
    CONTRACT_UNKNOWN(Kind.UNKNOWN),
    /** This controller keeps nothing of the person. */
    PERSON_UNKNOWN(Kind.UNKNOWN);

    private final Kind kind;

    ReportProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
