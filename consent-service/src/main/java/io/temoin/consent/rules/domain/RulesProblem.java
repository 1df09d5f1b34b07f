// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals about rule packs; a constant's name is the public problem type. */
public enum RulesProblem implements Rejected.Code {
    /** There is no such version of a rule pack. */
    RULE_PACK_UNKNOWN(Rejected.Kind.UNKNOWN);

    private final Rejected.Kind kind;

    RulesProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
