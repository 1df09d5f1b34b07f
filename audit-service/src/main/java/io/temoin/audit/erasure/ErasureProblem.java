// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure;

import io.temoin.eventsourcing.Rejected;

/** What is refused of erasures; the names are public. */
enum ErasureProblem implements Rejected.Code {
    /** There is no such erasure in this tenant. */
    ERASURE_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** What the rights desk asks for is not understood. */
    ERASURE_REQUEST_UNREADABLE(Rejected.Kind.UNPROCESSABLE),
    /** Other services still hold something of the person. */
    DATA_LEFT_BEHIND(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    ErasureProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
