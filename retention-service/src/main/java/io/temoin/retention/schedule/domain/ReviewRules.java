// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.schedule.domain.RetainedItem.AwaitedReview;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewDecided;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewOverdue;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person decides of an item that is due, where a policy wants one to look first. */
final class ReviewRules {

    private ReviewRules() {}

    /** Decided, dated again, and ordered if it was released and no hold is in force. */
    static List<RetainedItemEvent> decide(DecideReview command, RetainedItem state) {
        return switch (state) {
            case Expected _ -> throw Explanation.unknown();
            case Retained retained -> decide(command, retained);
            case Ordered _, Disposed _, Gone _ -> throw notOpen();
        };
    }

    private static List<RetainedItemEvent> decide(DecideReview command, Retained retained) {
        @Nullable AwaitedReview awaited = retained.awaitedReview(command.now());
        if (awaited == null) {
            throw notOpen();
        }
        @Nullable LocalDate keepUntil = command.decision().keepUntil();
        if (keepUntil != null) {
            requireWithinTheMaximum(keepUntil, command.now(), retained);
        }
        ReviewDecided decided = decided(command, retained.call(), awaited.weighed());
        Retained after = retained.with(retained.reviews().with(decided.review()));
        return RetainedItemDecider.replanned(
                decided,
                after,
                after.facts(),
                new OrderDisposition(command.order(), command.holds(), command.now()));
    }

    private static void requireWithinTheMaximum(
            LocalDate keepUntil, Instant now, Retained retained) {
        @Nullable LocalDate latest = Review.latest(retained.facts());
        LocalDate today = retained.facts().dayOf(now);
        if (latest == null || latest.isBefore(today)) {
            throw Rejected.at(
                    "/keepUntil",
                    ScheduleProblem.REVIEW_DATE_INVALID,
                    "No maximum period of the item is left; only a legal hold can keep it.");
        }
        if (keepUntil.isAfter(latest) || keepUntil.isBefore(today)) {
            throw Rejected.at(
                    "/keepUntil",
                    ScheduleProblem.REVIEW_DATE_INVALID,
                    "The item can be kept until a day from today to "
                            + latest
                            + ", when its maximum period is over.");
        }
    }

    private static Rejected notOpen() {
        return new Rejected(
                ScheduleProblem.REVIEW_NOT_OPEN, "No review of this item waits for a decision.");
    }

    private static ReviewDecided decided(DecideReview command, CallReference call, Dated weighed) {
        ReviewDecision decision = command.decision();
        return new ReviewDecided(
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                decision.outcome(),
                decision.ground(),
                decision.reference(),
                command.decidedBy(),
                command.now(),
                decision.keepUntil(),
                weighed instanceof UnderMinimum,
                weighed.dueOn(),
                weighed.dueAt(),
                weighed.because());
    }

    /** Said once of each day on which it became due. */
    static List<RetainedItemEvent> overdue(CheckReview command, RetainedItem state) {
        if (!(state instanceof Retained retained)) {
            return List.of();
        }
        @Nullable AwaitedReview awaited = retained.awaitedReview(command.now());
        if (awaited == null
                || awaited.since().equals(retained.reviews().saidLate())
                || awaited.since().plus(command.within()).isAfter(command.now())) {
            return List.of();
        }
        CallReference call = retained.call();
        return List.of(
                new ReviewOverdue(
                        call.recording(),
                        call.controller(),
                        call.subject(),
                        call.decision(),
                        call.consent(),
                        awaited.since(),
                        awaited.since().plus(command.within())));
    }
}
