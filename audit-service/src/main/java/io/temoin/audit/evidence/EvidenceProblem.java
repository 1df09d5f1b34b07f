// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.temoin.eventsourcing.Rejected;

/** What is refused when evidence is asked for; the names are public. */
enum EvidenceProblem implements Rejected.Code {
    /** The trail has no such entry, or not for this caller. */
    ENTRY_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The trail has no entry of this case, or not for this caller. */
    CASE_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** The case has more entries than one bundle takes. */
    CASE_TOO_LARGE(Rejected.Kind.UNPROCESSABLE),
    /** The request is repeated, and the case is not what was handed out then. */
    EVIDENCE_CHANGED(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    EvidenceProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
