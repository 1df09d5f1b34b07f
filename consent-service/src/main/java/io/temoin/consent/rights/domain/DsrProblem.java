// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a question about a request of a data subject. */
public enum DsrProblem implements Code {
    /** Nothing was said with such a request, or not to the caller's organisation. */
    CORRECTION_UNKNOWN(Kind.UNKNOWN);

    private final Kind kind;

    DsrProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
