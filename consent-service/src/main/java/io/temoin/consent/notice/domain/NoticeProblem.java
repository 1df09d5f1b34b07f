// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.notice.domain;

import io.temoin.eventsourcing.Rejected;

/** Refusals around notices; a constant's name is the public problem type. */
public enum NoticeProblem implements Rejected.Code {
    /** A controller's notices are written by the controller (GDPR art. 13(1)). */
    NOTICE_OF_ANOTHER(Rejected.Kind.FORBIDDEN),
    /** There is no such version, or not for this caller. */
    NOTICE_UNKNOWN(Rejected.Kind.UNKNOWN),
    /** What is written contradicts itself. */
    NOTICE_INVALID(Rejected.Kind.INVALID),
    /** The text does not say everything that it has to (GDPR art. 13, 14, 21(4)). */
    NOTICE_INCOMPLETE(Rejected.Kind.INVALID),
    /** The version is in another state. */
    NOTICE_STATE_CONFLICT(Rejected.Kind.CONFLICT),
    /** A first layer that people hear leads to it. */
    NOTICE_IN_USE(Rejected.Kind.CONFLICT);

    private final Rejected.Kind kind;

    NoticeProblem(Rejected.Kind kind) {
        this.kind = kind;
    }

    @Override
    public Rejected.Kind kind() {
        return kind;
    }
}
