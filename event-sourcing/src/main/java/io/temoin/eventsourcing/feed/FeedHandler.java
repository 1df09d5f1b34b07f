// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is done with the events of a feed. Called by one thread, which it may block, with batches in
 * feed order.
 */
public interface FeedHandler {

    /**
     * Told when this process becomes the feed's owner, before the first batch. Its thread is
     * interrupted when the reader is closed meanwhile.
     *
     * @param checkpoint where the last owner's work ended
     */
    default void owned(FeedPosition checkpoint) throws Exception {}

    /**
     * The types of the events it wants, none for all of them. The others' content is not even read;
     * batches with none of its own come too, for the checkpoint's sake.
     */
    default Set<String> types() {
        return Set.of();
    }

    /**
     * Handles a batch and stores {@code upTo} as the reader's checkpoint: in the same transaction
     * as its effect wherever the effect is in the same database, some time after it where a handler
     * knows what it has done already.
     *
     * @return completed when the effect is there. More batches may come before; they may be done in
     *     their order only. A failure, thrown or returned, makes the reader start again from the
     *     checkpoint.
     */
    CompletionStage<@Nullable Void> handle(List<FeedEvent> batch, FeedPosition upTo)
            throws Exception;

    /**
     * How long to wait for more events after a batch that was not full. What a batch costs is paid
     * once for all that gathered; the first event after a quiet moment never waits. A reader with
     * very much to do waits longer, see {@link PollDelay}.
     */
    default Duration linger() {
        return Duration.ZERO;
    }

    /**
     * Told when this process ends to be the owner, whatever the reason. When this returns, nothing
     * is under way any more that could store a checkpoint.
     */
    default void released() throws Exception {}
}
