// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.register.domain.ItemKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person looked at registered items whose destruction was due, and released or kept them all. All
 * that ever happens in a stream of such a decision.
 *
 * @param items at most 1,000 of one kind of one controller
 * @param reference what it rests on, as the controller files it; absent if they were released
 * @param decidedBy role of the person
 * @param keepUntil last local day on which they are kept; absent if they were released
 */
public record ItemReviewsDecided(
        UUID review,
        ItemKind kind,
        String controller,
        List<ReviewedItem> items,
        ReviewOutcome outcome,
        ReviewGround ground,
        @Nullable String reference,
        String decidedBy,
        Instant decidedAt,
        @Nullable LocalDate keepUntil) {

    /** How many items are decided on together at most. */
    public static final int MOST = 1000;

    /**
     * One of them. The decision covers it as long as it is due then.
     *
     * @param dueOn its last local day
     * @param dueAt since when it waited
     */
    public record ReviewedItem(UUID item, LocalDate dueOn, Instant dueAt) {}

    public ItemReviewsDecided {
        items = List.copyOf(items);
    }
}
