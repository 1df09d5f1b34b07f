// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import java.util.List;

/** What a person decides when two texts order opposite things. */
final class ConflictRules {

    private ConflictRules() {}

    /** Decided, dated again, and ordered if that day is over and no hold is in force. */
    static List<RetainedItemEvent> decide(DecideConflict command, RetainedItem state) {
        return switch (state) {
            case Expected _ -> throw Explanation.unknown();
            case Retained retained when retained.plan() instanceof InConflict conflict -> {
                ConflictResolved resolved = resolved(command, retained.call(), conflict);
                Retained decided = retained.with(resolved.resolution());
                yield RetainedItemDecider.replanned(
                        resolved,
                        decided,
                        decided.facts(),
                        new OrderDisposition(command.order(), command.holds(), command.now()));
            }
            case Retained _, Ordered _, Disposed _, Gone _ ->
                    throw new Rejected(
                            ScheduleProblem.CONFLICT_NOT_OPEN,
                            "No conflict of texts waits for a decision on this item.");
        };
    }

    private static ConflictResolved resolved(
            DecideConflict command, CallReference call, InConflict conflict) {
        return new ConflictResolved(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.outcome(),
                command.ground(),
                command.decidedBy(),
                command.now(),
                conflict.keepUntil(),
                conflict.destroyBy(),
                conflict.because());
    }
}
