// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a request about a retained item. */
public enum ScheduleProblem implements Code {
    /** No item has this id, or not for this caller. */
    ITEM_UNKNOWN(Kind.UNKNOWN),
    /** A list was asked for in a way that cannot be understood. */
    FILTER_INVALID(Kind.INVALID),
    /** The item is not kept for this purpose. */
    PURPOSE_NOT_RETAINED(Kind.CONFLICT),
    /** An event of another service cannot be understood, or lacks what is needed to act on it. */
    EVENT_UNREADABLE(Kind.INVALID);

    private final Kind kind;

    ScheduleProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }
}
