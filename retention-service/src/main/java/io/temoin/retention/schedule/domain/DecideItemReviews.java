// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.ItemReviewsDecided.ReviewedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Decide what becomes of registered items that are due: the same of all of them, or of none.
 *
 * @param items that somebody decides on
 * @param awaited those of them that wait for it
 * @param decidedBy role of the person
 * @param today local day
 */
public record DecideItemReviews(
        UUID review,
        ItemKind kind,
        String controller,
        List<UUID> items,
        List<AwaitedReview> awaited,
        ReviewDecision decision,
        String decidedBy,
        LocalDate today,
        Instant now) {

    /**
     * An item that waits.
     *
     * @param latest the last local day until which it may be kept
     */
    public record AwaitedReview(ReviewedItem item, LocalDate latest) {}

    public DecideItemReviews {
        items = List.copyOf(items);
        awaited = List.copyOf(awaited);
    }
}
