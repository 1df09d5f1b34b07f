// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import static io.temoin.retention.disposition.OwnerCase.NEXT_YEAR;
import static io.temoin.retention.disposition.OwnerCase.PATIENCE;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.ItemReviewStream;
import io.temoin.retention.schedule.domain.DecideItemReviews;
import io.temoin.retention.schedule.domain.DecideItemReviews.AwaitedReview;
import io.temoin.retention.schedule.domain.ItemReviewsDecided.ReviewedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** Lets a preference go past whatever knows that somebody has already decided of it. */
record DecidedAnyway(ItemReviewStream decisions, String tenant) {

    void release(UUID item) {
        UUID review = UUID.randomUUID();
        var awaited =
                new AwaitedReview(
                        new ReviewedItem(
                                item,
                                LocalDate.of(2027, 11, 24),
                                Instant.parse("2027-11-24T23:00:00Z")),
                        LocalDate.of(2029, 11, 24));
        var command =
                new DecideItemReviews(
                        review,
                        ItemKind.PREFERENCE,
                        "rhone-telecom",
                        List.of(item),
                        List.of(awaited),
                        new ReviewDecision(
                                ReviewOutcome.RELEASE, ReviewGround.NO_LONGER_NEEDED, null, null),
                        "dpo",
                        LocalDate.of(2027, 11, 26),
                        NEXT_YEAR);
        decisions
                .decide(
                        command,
                        new EventMetadata(
                                new TenantId(tenant),
                                Actor.service("test"),
                                review,
                                null,
                                review.toString(),
                                null,
                                null,
                                NEXT_YEAR))
                .await()
                .atMost(PATIENCE);
    }
}
