// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.disposition;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.disposition.domain.ItemReviewsOverdue;
import io.temoin.retention.disposition.domain.LateReviewDecider;
import io.temoin.retention.disposition.domain.SayItemReviewsOverdue;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;

/** The streams {@code review-late-<id>}: what one look found to be late, one event each. */
@ApplicationScoped
class LateReviewStream {

    private static final String CATEGORY = "review";

    private final CommandHandler<SayItemReviewsOverdue, Boolean, ItemReviewsOverdue> reviews;

    LateReviewStream(EventStore store, ShreddableKeys keys) {
        this.reviews = new CommandHandler<>(store, codec(keys), new LateReviewDecider());
    }

    /** How its events are stored. */
    static EventCodec<ItemReviewsOverdue> codec(ShreddableKeys keys) {
        return new EventCodec<>(ItemReviewsOverdue.class, keys);
    }

    /**
     * Says of some items that their reviews are late.
     *
     * @return false if nothing was said, since that was said of one of them already, or one no
     *     longer waits
     */
    Uni<Boolean> say(ItemReviewsOverdue overdue, EventMetadata metadata) {
        return reviews.handle(
                        new StreamId(CATEGORY, "late-" + metadata.commandId()),
                        new SayItemReviewsOverdue(overdue),
                        metadata)
                .replaceWith(true)
                .onFailure(LateReviewQueries::isSaid)
                .recoverWithItem(false);
    }
}
