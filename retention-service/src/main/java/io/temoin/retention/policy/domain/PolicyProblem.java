// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** Why no policy can be applied. */
public enum PolicyProblem implements Code {
    /** Nothing says how long an item is kept for this purpose. */
    POLICY_UNKNOWN(Kind.UNPROCESSABLE);

    private final Kind kind;

    PolicyProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
