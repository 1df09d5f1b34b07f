// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.temoin.eventsourcing.Rejected;

/** Refusals that every service may give. */
public enum ChassisProblem implements Rejected.Code {
    IDEMPOTENCY_KEY_MISSING(Rejected.Kind.INVALID),
    IDEMPOTENCY_KEY_INVALID(Rejected.Kind.INVALID),
    HEADER_INVALID(Rejected.Kind.INVALID),
    CURSOR_INVALID(Rejected.Kind.INVALID),
    EVENT_POSITION_UNKNOWN(Rejected.Kind.INVALID),
    REQUEST_INVALID(Rejected.Kind.INVALID),
    PERSONAL_DATA_REFUSED(Rejected.Kind.INVALID),
    CONTENT_ENCODING_UNSUPPORTED(Rejected.Kind.UNSUPPORTED),
    IF_MATCH_MISSING(Rejected.Kind.UNCONDITIONAL),
    PARKED_MESSAGES_UNKNOWN(Rejected.Kind.UNKNOWN),
    EVENT_TYPE_UNKNOWN(Rejected.Kind.UNKNOWN),
    STILL_UNREADABLE(Rejected.Kind.CONFLICT),
    STILL_REFUSED(Rejected.Kind.CONFLICT),
    CLOCK_WOULD_GO_BACK(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    ChassisProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }

    /** The refusal that points at a field, header or parameter. */
    public Rejected at(String pointer, String detail) {
        return Rejected.at(pointer, this, detail);
    }
}
