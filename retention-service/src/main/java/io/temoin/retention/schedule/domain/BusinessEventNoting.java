// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Claims;
import io.temoin.retention.engine.domain.PolicyClock;
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
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
        if (!BusinessEventRules.isNews(command.fact(), facts.happened(), facts.claims())) {
            return List.of();
        }
        requireAfterTheCall(command, facts);
        requireNotTooLate(command, facts);
        return RetainedItemDecider.replanned(
                noted(command, retained.call()),
                retained,
                facts.with(command.fact()),
                new OrderDisposition(command.order(), command.holds(), command.now()));
    }

    /**
     * A time of before would have the recording destroyed, or kept, from a day of the reporter's
     * choice. Of the call only the end is known here. A claim may be older than the call: it stops
     * the period from its first day if it is still open then, and otherwise changes nothing.
     */
    private static void requireAfterTheCall(NoteBusinessEvent command, RetentionFacts facts) {
        if (!Claims.concern(command.event())
                && command.at().isBefore(facts.endedAt().minus(LONGEST_CALL))) {
            throw new Rejected(
                    ScheduleProblem.EVENT_BEFORE_CALL,
                    "The recorded call ended at "
                            + facts.endedAt()
                            + "; the event is dated too long before that to have resulted from the"
                            + " call.");
        }
    }

    /** What is said to happen when a period is over would bring back what is to go. */
    private static void requireNotTooLate(NoteBusinessEvent command, RetentionFacts facts) {
        switch (command.event()) {
            case PROPOSAL_MADE ->
                    requireByDay(
                            command,
                            facts,
                            facts.policies().stream()
                                    .filter(it -> it.trigger() == RetentionTrigger.PROPOSAL_MADE)
                                    .map(it -> lastDay(it, facts)));
            case AUTHORITY_REQUEST, CLAIM_MADE ->
                    requireByDay(command, facts, lastDays(command, facts.with(command.fact())));
            case ALERT_QUALIFIED,
                    CLAIM_CLOSED,
                    COMPLAINT_CLOSED,
                    CONTRACT_ENDED,
                    PROPOSAL_REFUSED,
                    CONTRACT_SIGNED,
                    LAST_CONTACT_FROM_PERSON,
                    WRITTEN_CONFIRMATION -> {}
        }
    }

    private static void requireByDay(
            NoteBusinessEvent command, RetentionFacts facts, Stream<LocalDate> lastDays) {
        LocalDate last = lastDays.max(Comparator.naturalOrder()).orElse(LocalDate.MAX);
        if (facts.dayOf(command.at()).isAfter(last)) {
            throw new Rejected(
                    ScheduleProblem.EVENT_TOO_LATE,
                    "The retention of the recording was over on "
                            + last
                            + "; what happens after that day does not extend it.");
        }
    }

    private static LocalDate lastDay(RetentionPolicy policy, RetentionFacts facts) {
        return ProposalRules.deadline(policy, facts.dayOf(facts.endedAt()));
    }

    /** Of the periods that {@code command} moves, with what it tells: that of a claim has none. */
    private static Stream<LocalDate> lastDays(NoteBusinessEvent command, RetentionFacts told) {
        return told.policies().stream()
                .filter(policy -> command.event().concerns(policy))
                .map(policy -> PolicyClock.of(policy, told).lastDay())
                .map(last -> last == null ? LocalDate.MAX : last);
    }

    private static List<RetainedItemEvent> unlessKnown(
            NoteBusinessEvent command, @Nullable Retained retained, Rejected otherwise) {
        if (retained != null && retained.facts().include(command.fact())) {
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
                command.at(),
                command.fact().claim());
    }
}
