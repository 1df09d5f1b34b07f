// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.retention.schedule.domain.DispositionRun.Completed;
import io.temoin.retention.schedule.domain.DispositionRun.Open;
import java.util.List;

/** The first outcome of a run is its outcome. */
public final class DispositionRunDecider
        implements Decider<CompleteRun, DispositionRun, DispositionRunCompleted> {

    @Override
    public DispositionRun initialState() {
        return new Open();
    }

    @Override
    public List<DispositionRunCompleted> decide(CompleteRun command, DispositionRun state) {
        return switch (state) {
            case Open _ ->
                    List.of(
                            new DispositionRunCompleted(
                                    command.run(), command.dueItems(), command.ordered()));
            case Completed _ -> List.of();
        };
    }

    @Override
    public DispositionRun evolve(DispositionRun state, DispositionRunCompleted event) {
        return new Completed(event.run(), event.dueItems(), event.ordered());
    }
}
