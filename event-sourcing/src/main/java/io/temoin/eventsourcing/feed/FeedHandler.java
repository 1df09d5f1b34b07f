// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import java.util.List;

/**
 * What is done with the events of a feed. Called by one thread, which it may block, with batches in
 * feed order.
 */
public interface FeedHandler {

    /**
     * Told when this process becomes the feed's owner, before the first batch.
     *
     * @param checkpoint where the last owner's work ended
     */
    default void owned(FeedPosition checkpoint) throws Exception {}

    /**
     * Handles a batch and stores {@code upTo} as the reader's checkpoint, in the same transaction
     * as its effect wherever the effect is in the same database. A failure makes the reader start
     * again from the checkpoint.
     */
    void handle(List<FeedEvent> batch, FeedPosition upTo) throws Exception;
}
