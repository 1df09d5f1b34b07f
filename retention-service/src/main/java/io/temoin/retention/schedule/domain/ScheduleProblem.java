// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with a request about a retained item. */
public enum ScheduleProblem implements Code {
    /** No item has this id, or not for this caller. */
    ITEM_UNKNOWN(Kind.UNKNOWN),
    /** The item is not kept for this purpose. */
    PURPOSE_NOT_RETAINED(Kind.CONFLICT),
    /** The call ended after what is said to have followed from it. */
    EVENT_BEFORE_CALL(Kind.UNPROCESSABLE),
    /** No period of the item depends on the event. */
    EVENT_NOT_RELEVANT(Kind.UNPROCESSABLE),
    /** The event would move a day that is over. */
    EVENT_TOO_LATE(Kind.CONFLICT),
    /** The destruction is ordered, and can no longer be cancelled. */
    DISPOSITION_ORDERED(Kind.CONFLICT),
    /** No conflict of texts waits for a decision. */
    CONFLICT_NOT_OPEN(Kind.CONFLICT),
    /** Nobody has to look at the item, or somebody already has. */
    REVIEW_NOT_OPEN(Kind.CONFLICT),
    /** A review keeps nothing beyond its maximum, and no day that is over. */
    REVIEW_DATE_INVALID(Kind.UNPROCESSABLE),
    /** Only the controller itself decides on its items. */
    ITEM_OF_ANOTHER(Kind.FORBIDDEN),
    /** The item was not known at the time that is asked about. */
    ITEM_NOT_RETAINED_YET(Kind.UNPROCESSABLE),
    /** The recording is destroyed. */
    RECORDING_DESTROYED(Kind.GONE),
    /** The caller's organisation does not act on behalf of the controller. */
    CONTROLLER_NOT_AUTHORISED(Kind.FORBIDDEN),
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
