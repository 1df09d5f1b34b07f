// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.Rejected.Code;
import io.temoin.eventsourcing.Rejected.Kind;

/** What can be wrong with what other services tell of their items. */
public enum RegisterProblem implements Code {
    /** An event about items cannot be understood, or lacks what is needed to act on it. */
    ITEM_EVENT_UNREADABLE(Kind.INVALID);

    private final Kind kind;

    RegisterProblem(Kind kind) {
        this.kind = kind;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    /** An event of which {@code what} is not understood. */
    public static Rejected unreadable(String what) {
        return new Rejected(
                ITEM_EVENT_UNREADABLE,
                "The event cannot be processed: " + what + " is not understood.");
    }
}
