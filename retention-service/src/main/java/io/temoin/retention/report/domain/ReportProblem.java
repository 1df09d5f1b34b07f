// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.report.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** How a report can contradict what was reported before. */
public enum ReportProblem implements Code {
    /** The same event is already known, with another time. */
    EVENT_ALREADY_NOTED(Kind.CONFLICT),
    /** The contract is signed: nothing ends or changes the two years from then on. */
    CONTRACT_ALREADY_SIGNED(Kind.CONFLICT);

    private final Kind kind;

    ReportProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
