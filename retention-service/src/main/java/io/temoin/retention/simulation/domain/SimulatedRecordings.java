// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.schedule.domain.ListedKind;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recordings of which the same becomes. Each stays under the policies that it was retained under,
 * so no policy that is activated later moves it.
 *
 * @param purposes codes of what they are kept for
 * @param state that they are planned in
 * @param dueOn a day of the month in which their last one is; absent while they have none
 * @param over whether it is over
 * @param waits whether a person has to look at them when it is
 */
public record SimulatedRecordings(
        String controller,
        List<String> purposes,
        ItemState state,
        @Nullable LocalDate dueOn,
        boolean over,
        boolean waits,
        Keeping kept) {

    public SimulatedRecordings {
        purposes = List.copyOf(purposes);
    }

    /** Their group: what becomes of them now becomes of them then. */
    public SimulatedGroup group() {
        SimulatedEnd end = SimulatedEnd.of(state, dueOn, over, waits, kept);
        return new SimulatedGroup(
                ListedKind.RECORDING, controller, purposes, SimulatedChange.UNCHANGED, end, end);
    }
}
