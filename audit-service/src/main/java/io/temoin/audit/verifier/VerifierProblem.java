// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.verifier;

import io.temoin.eventsourcing.Rejected;

/** Why the verifier is not handed out. */
enum VerifierProblem implements Rejected.Code {
    /** There is no such file. */
    VERIFIER_UNKNOWN(Rejected.Kind.UNKNOWN);

    private final Rejected.Kind kind;

    VerifierProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
