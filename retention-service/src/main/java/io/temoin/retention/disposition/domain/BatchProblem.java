// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a question about a run, or with the answer of an owner. */
public enum BatchProblem implements Code {
    /** No queued run has this id, or not for this caller. */
    RUN_UNKNOWN(Kind.UNKNOWN),
    /** No such batch was ordered. */
    BATCH_UNKNOWN(Kind.UNKNOWN),
    /** The answer does not fit the order: another owner, kind, controller or number of items. */
    CONFIRMATION_MISMATCH(Kind.INVALID),
    /** Items of this kind are never ordered destroyed, or there are none or too many. */
    BATCH_INVALID(Kind.INVALID);

    private final Kind kind;

    BatchProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
