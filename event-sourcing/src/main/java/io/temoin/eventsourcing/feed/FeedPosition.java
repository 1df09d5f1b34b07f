// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

/**
 * A place in the feed. Transaction first: positions are given when a row is written, not when it
 * becomes visible, so order by position alone would lose events.
 *
 * @param transactionId PostgreSQL's 64-bit transaction id
 */
public record FeedPosition(long transactionId, long globalPosition)
        implements Comparable<FeedPosition> {

    /** Before the first event. */
    public static final FeedPosition START = new FeedPosition(0, 0);

    @Override
    public int compareTo(FeedPosition other) {
        int byTransaction = Long.compare(transactionId, other.transactionId);
        return byTransaction != 0
                ? byTransaction
                : Long.compare(globalPosition, other.globalPosition);
    }
}
