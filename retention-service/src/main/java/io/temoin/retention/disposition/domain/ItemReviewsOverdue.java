// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition.domain;

import io.temoin.retention.register.domain.ItemKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Nobody has looked in time at registered items that a policy wants reviewed. Said of an item once
 * for each time that it is due. All that ever happens in a stream of late reviews.
 *
 * @param items at most 1,000 of one kind of one controller
 */
public record ItemReviewsOverdue(ItemKind kind, String controller, List<OverdueReview> items) {

    /** How many items one event has at most. */
    public static final int MOST = 1000;

    /**
     * That of one item.
     *
     * @param waitingSince when its destruction became due
     * @param overdueSince when somebody should have looked at it
     */
    public record OverdueReview(UUID item, Instant waitingSince, Instant overdueSince) {}

    public ItemReviewsOverdue {
        items = List.copyOf(items);
    }
}
