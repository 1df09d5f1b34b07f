// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal.domain;

import io.temoin.eventsourcing.Rejected;

/** What disposal refuses, and what is impossible after it. */
public enum DisposalProblem implements Rejected.Code {
    /** An order says too little, or something else than an earlier one under the same id. */
    ORDER_MALFORMED(Rejected.Kind.INVALID),
    /** What would have to be looked at again was disposed of. */
    HISTORY_DISPOSED(Rejected.Kind.GONE);

    private final Rejected.Kind kind;

    DisposalProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
