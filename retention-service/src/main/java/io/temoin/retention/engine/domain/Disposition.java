// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What is to become of an item, and all the reasons that were weighed. */
public sealed interface Disposition {

    /** Every bound on the item's life, the deciding ones among them. */
    List<Reason> because();

    /** A disposition that has a day. */
    sealed interface Dated extends Disposition {

        /** The item's last local day. */
        LocalDate dueOn();

        /**
         * The end of that day, or the moment a quarantine ends on it: from this instant on the item
         * has to go.
         */
        Instant dueAt();
    }

    /** The item goes when its last purpose, or a duty to destroy, says so. */
    record Scheduled(LocalDate dueOn, Instant dueAt, List<Reason> because) implements Dated {}

    /** No purpose needs the item that long, but a text orders it kept. */
    record UnderMinimum(LocalDate dueOn, Instant dueAt, List<Reason> because) implements Dated {}

    /**
     * One text orders the item kept until {@code keepUntil}, another destroyed by {@code
     * destroyBy}. A human decides; the machine does neither silently.
     */
    record InConflict(LocalDate keepUntil, LocalDate destroyBy, List<Reason> because)
            implements Disposition {}

    /** A clock has not started: what starts it is not known to have happened. */
    record Awaiting(List<Reason> because) implements Disposition {}
}
