// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.retention.schedule.domain.DispositionRun.Completed;
import io.temoin.retention.schedule.domain.DispositionRun.Open;
import io.temoin.retention.schedule.domain.DispositionRunCommand.CompleteRun;
import io.temoin.retention.schedule.domain.DispositionRunEvent.DispositionRunCompleted;
import java.util.List;

/** The first outcome of a run is its outcome. */
public final class DispositionRunDecider
        implements Decider<DispositionRunCommand, DispositionRun, DispositionRunEvent> {

    @Override
    public DispositionRun initialState() {
        return new Open();
    }

    @Override
    public List<DispositionRunEvent> decide(DispositionRunCommand command, DispositionRun state) {
        return switch (command) {
            case CompleteRun complete -> complete(complete, state);
        };
    }

    @Override
    public DispositionRun evolve(DispositionRun state, DispositionRunEvent event) {
        return switch (event) {
            case DispositionRunCompleted completed ->
                    new Completed(completed.run(), completed.dueItems(), completed.ordered());
        };
    }

    private static List<DispositionRunEvent> complete(CompleteRun command, DispositionRun state) {
        return switch (state) {
            case Open _ ->
                    List.of(
                            new DispositionRunCompleted(
                                    command.run(), command.dueItems(), command.ordered()));
            case Completed _ -> List.of();
        };
    }
}
