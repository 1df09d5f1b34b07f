// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.ProposalRules;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.report.domain.BusinessEventRules;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent.BusinessEventNoted;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a business event does to an item at each stage; the part of the decider that says so. */
final class BusinessEventNoting {

    private static final Duration LONGEST_CALL = Duration.ofHours(4);

    private BusinessEventNoting() {}

    static List<RetainedItemEvent> decide(NoteBusinessEvent command, RetainedItem state) {
        return switch (state) {
            case Expected _ -> throw Explanation.unknown();
            case Retained retained -> decide(command, retained);
            case Ordered ordered ->
                    unlessKnown(
                            command,
                            ordered.retained(),
                            new Rejected(
                                    ScheduleProblem.DISPOSITION_ORDERED,
                                    "The destruction of the recording was ordered at "
                                            + ordered.orderedAt()
                                            + " and can no longer be cancelled."));
            case Disposed disposed -> unlessKnown(command, disposed.retained(), destroyed());
            case Gone gone -> unlessKnown(command, gone.before(), destroyed());
        };
    }

    private static List<RetainedItemEvent> decide(NoteBusinessEvent command, Retained retained) {
        RetentionFacts facts = retained.facts();
        if (!facts.dependOn(command.event())) {
            throw new Rejected(
                    ScheduleProblem.EVENT_NOT_RELEVANT,
                    "No retention period of this recording depends on " + command.event() + ".");
        }
        if (!BusinessEventRules.isNews(command.event(), command.at(), facts.happened())) {
            return List.of();
        }
        requireAfterTheCall(command, facts);
        requireNotTooLate(command, facts);
        return RetainedItemDecider.replanned(
                noted(command, retained.call()),
                retained,
                facts.with(command.event(), command.at()),
                new OrderDisposition(command.order(), command.holds(), command.now()));
    }

    /**
     * A time of before would have the recording destroyed, or kept, from a day of the reporter's
     * choice. Of the call only the end is known here.
     */
    private static void requireAfterTheCall(NoteBusinessEvent command, RetentionFacts facts) {
        if (command.at().isBefore(facts.endedAt().minus(LONGEST_CALL))) {
            throw new Rejected(
                    ScheduleProblem.EVENT_BEFORE_CALL,
                    "The recorded call ended at "
                            + facts.endedAt()
                            + "; the event is dated too long before that to have resulted from the"
                            + " call.");
        }
    }

    /** A proposal that is said to be made when the month is over would bring back what is to go. */
    private static void requireNotTooLate(NoteBusinessEvent command, RetentionFacts facts) {
        if (command.event() != BusinessEvent.PROPOSAL_MADE) {
            return;
        }
        LocalDate day = facts.dayOf(command.at());
        facts.policies().stream()
                .filter(policy -> policy.trigger() == RetentionTrigger.PROPOSAL_MADE)
                .map(policy -> lastDay(policy, facts))
                .filter(day::isAfter)
                .findFirst()
                .ifPresent(
                        last -> {
                            throw new Rejected(
                                    ScheduleProblem.EVENT_TOO_LATE,
                                    "The recording had to be destroyed by "
                                            + last
                                            + "; a proposal made after that day does not extend"
                                            + " its retention.");
                        });
    }

    private static LocalDate lastDay(RetentionPolicy policy, RetentionFacts facts) {
        return ProposalRules.deadline(policy, facts.dayOf(facts.endedAt()));
    }

    private static List<RetainedItemEvent> unlessKnown(
            NoteBusinessEvent command, @Nullable Retained retained, Rejected otherwise) {
        if (retained != null
                && command.at().equals(retained.facts().happened().get(command.event()))) {
            return List.of();
        }
        throw otherwise;
    }

    private static Rejected destroyed() {
        return new Rejected(
                ScheduleProblem.RECORDING_DESTROYED,
                "The recording has been destroyed, so its retention can no longer be extended.");
    }

    private static RetainedItemEvent noted(NoteBusinessEvent command, CallReference call) {
        return new BusinessEventNoted(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                command.event(),
                command.at());
    }
}
