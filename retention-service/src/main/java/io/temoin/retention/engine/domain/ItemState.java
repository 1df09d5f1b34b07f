// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;

/** Where a retained item is, as lists and explanations name it. */
public enum ItemState {
    /** Kept until its day. */
    SCHEDULED,
    /** Kept beyond its purposes, since a text orders it. */
    UNDER_MINIMUM,
    /** Kept without a day, until a clock starts. */
    AWAITING_TRIGGER,
    /** Kept without a day, since no policy says how long; never destroyed meanwhile. */
    AWAITING_POLICY,
    /** Kept for as long as it has to be honoured; nothing orders it destroyed. */
    KEPT,
    /** Kept until a person has resolved a conflict of texts. */
    IN_CONFLICT,
    /** Its destruction is ordered. */
    ORDERED,
    /** Destroyed as ordered. */
    DISPOSED,
    /** Destroyed without an order. */
    GONE;

    /** The state of an item that is kept. */
    public static ItemState of(Disposition disposition) {
        return switch (disposition) {
            case Scheduled _ -> SCHEDULED;
            case UnderMinimum _ -> UNDER_MINIMUM;
            case Awaiting _ -> AWAITING_TRIGGER;
            case InConflict _ -> IN_CONFLICT;
        };
    }
}
