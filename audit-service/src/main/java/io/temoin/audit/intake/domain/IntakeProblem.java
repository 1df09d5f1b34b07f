// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import io.temoin.eventsourcing.Rejected;

/** Why handed-in entries are refused; the names are public. */
public enum IntakeProblem implements Rejected.Code {
    /** The caller acts neither as the entry's organisation nor on its behalf. */
    ENTRY_OF_ANOTHER(Rejected.Kind.FORBIDDEN),
    /** The id stands for another entry. */
    ENTRY_ID_REUSED(Rejected.Kind.CONFLICT),
    /** As every JSON body of the suite: 1 MiB. */
    REQUEST_TOO_LARGE(Rejected.Kind.TOO_LARGE);

    private final Rejected.Kind kind;

    IntakeProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
