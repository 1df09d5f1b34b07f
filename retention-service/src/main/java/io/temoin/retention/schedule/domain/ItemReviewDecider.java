// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.schedule.domain.DecideItemReviews.AwaitedReview;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A decision on registered items is made once, and of all of them: on doubt of one, none is
 * decided. The state is whether it was made.
 */
public final class ItemReviewDecider
        implements Decider<DecideItemReviews, Boolean, ItemReviewsDecided> {

    @Override
    public Boolean initialState() {
        return false;
    }

    @Override
    public List<ItemReviewsDecided> decide(DecideItemReviews command, Boolean decided) {
        if (decided) {
            return List.of();
        }
        Set<UUID> waiting =
                command.awaited().stream()
                        .map(awaited -> awaited.item().item())
                        .collect(Collectors.toSet());
        if (!waiting.equals(new HashSet<>(command.items()))) {
            throw notOpen();
        }
        @Nullable LocalDate keepUntil = command.decision().keepUntil();
        if (keepUntil != null) {
            requireWithinTheMaximum(keepUntil, command);
        }
        return List.of(
                new ItemReviewsDecided(
                        command.review(),
                        command.kind(),
                        command.controller(),
                        command.awaited().stream().map(AwaitedReview::item).toList(),
                        command.decision().outcome(),
                        command.decision().ground(),
                        command.decision().reference(),
                        command.decidedBy(),
                        command.now(),
                        keepUntil));
    }

    /** What is said of a decision on what does not wait for one, or no longer. */
    public static Rejected notOpen() {
        return new Rejected(
                ScheduleProblem.REVIEW_NOT_OPEN,
                "Not all of these items wait for a review; none was decided.");
    }

    private static void requireWithinTheMaximum(LocalDate keepUntil, DecideItemReviews command) {
        LocalDate latest =
                command.awaited().stream()
                        .map(AwaitedReview::latest)
                        .min(Comparator.naturalOrder())
                        .orElseThrow(ItemReviewDecider::notOpen);
        if (keepUntil.isAfter(latest) || keepUntil.isBefore(command.today())) {
            throw Rejected.at(
                    "/keepUntil",
                    ScheduleProblem.REVIEW_DATE_INVALID,
                    "All of these items can be kept until a day from today to " + latest + ".");
        }
    }

    @Override
    public Boolean evolve(Boolean decided, ItemReviewsDecided event) {
        return true;
    }
}
