// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.eventsourcing.Rejected;

/** What the trail refuses; the names are public. */
enum TrailProblem implements Rejected.Code {
    ENTRY_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** No entry of that call, or none that the caller sees. */
    TIMELINE_UNKNOWN(Rejected.Kind.UNKNOWN);

    private final Rejected.Kind kind;

    TrailProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
