// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.retention.engine.domain.ItemState;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an item under some policies, and when.
 *
 * @param month of its last local day; absent while it has none
 */
public record SimulatedEnd(SimulatedOutcome outcome, @Nullable YearMonth month) {

    /**
     * The end of an item that is kept.
     *
     * @param state that it is planned in
     * @param dueOn its last local day; {@code null} while it has none
     * @param over whether its last day is over
     * @param waits whether a person has to look at it when that is so
     * @param kept by whom
     */
    static SimulatedEnd of(
            ItemState state, @Nullable LocalDate dueOn, boolean over, boolean waits, Keeping kept) {
        return new SimulatedEnd(
                outcome(state, over, waits, kept), dueOn == null ? null : YearMonth.from(dueOn));
    }

    /**
     * The end of an item that stays with a recording, and with nothing else.
     *
     * @param dueOn the day on which the recording goes, or the item does by itself, whichever comes
     *     first; {@code null} while there is none
     */
    static SimulatedEnd withRecording(@Nullable LocalDate dueOn) {
        return new SimulatedEnd(
                SimulatedOutcome.KEPT_WITH_RECORDING, dueOn == null ? null : YearMonth.from(dueOn));
    }

    private static SimulatedOutcome outcome(
            ItemState state, boolean over, boolean waits, Keeping kept) {
        return switch (state) {
            case SCHEDULED -> dated(SimulatedOutcome.SCHEDULED, over, waits, kept);
            case UNDER_MINIMUM -> dated(SimulatedOutcome.UNDER_MINIMUM, over, waits, kept);
            case AWAITING_TRIGGER -> SimulatedOutcome.AWAITING_TRIGGER;
            case AWAITING_POLICY -> SimulatedOutcome.AWAITING_POLICY;
            case IN_CONFLICT -> SimulatedOutcome.IN_CONFLICT;
            case KEPT -> SimulatedOutcome.KEPT;
            case ORDERED, DISPOSED, GONE ->
                    throw new IllegalArgumentException("an item that is " + state + " has no end");
        };
    }

    /** A hold has no end of its own; a request is answered within its period. */
    private static SimulatedOutcome dated(
            SimulatedOutcome planned, boolean over, boolean waits, Keeping kept) {
        if (kept.held()) {
            return SimulatedOutcome.HELD;
        }
        if (!over) {
            return planned;
        }
        if (kept.frozen()) {
            return SimulatedOutcome.FROZEN;
        }
        return waits ? SimulatedOutcome.AWAITING_REVIEW : SimulatedOutcome.DUE;
    }
}
