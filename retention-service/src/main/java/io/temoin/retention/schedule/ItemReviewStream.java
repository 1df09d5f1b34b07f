// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.retention.register.AwaitedReviewQueries;
import io.temoin.retention.schedule.domain.DecideItemReviews;
import io.temoin.retention.schedule.domain.ItemReviewDecider;
import io.temoin.retention.schedule.domain.ItemReviewsDecided;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;

/** The streams {@code review-<id>}: one decision on registered items each. */
@ApplicationScoped
public class ItemReviewStream {

    private static final String CATEGORY = "review";

    private final EventStore store;
    private final CommandHandler<DecideItemReviews, Boolean, ItemReviewsDecided> decisions;

    ItemReviewStream(EventStore store, ShreddableKeys keys) {
        this.store = store;
        this.decisions = new CommandHandler<>(store, codec(keys), new ItemReviewDecider());
    }

    /** How its events are stored. */
    static EventCodec<ItemReviewsDecided> codec(ShreddableKeys keys) {
        return new EventCodec<>(ItemReviewsDecided.class, keys);
    }

    /** Decides; the same command once. */
    public Uni<CommandOutcome<Boolean, ItemReviewsDecided>> decide(
            DecideItemReviews command, EventMetadata metadata) {
        return handle(command, metadata)
                .onFailure(AwaitedReviewQueries::isClosed)
                .recoverWithUni(_ -> repeated(command, metadata));
    }

    private Uni<CommandOutcome<Boolean, ItemReviewsDecided>> handle(
            DecideItemReviews command, EventMetadata metadata) {
        return decisions.handle(
                new StreamId(CATEGORY, command.review().toString()), command, metadata);
    }

    /** The same command, sent to another replica at the same time, may have closed the reviews. */
    private Uni<CommandOutcome<Boolean, ItemReviewsDecided>> repeated(
            DecideItemReviews command, EventMetadata metadata) {
        return store.ofCommand(metadata.tenant(), metadata.commandId())
                .flatMap(
                        earlier -> {
                            if (earlier.isEmpty()) {
                                throw ItemReviewDecider.notOpen();
                            }
                            return handle(command, metadata);
                        });
    }
}
