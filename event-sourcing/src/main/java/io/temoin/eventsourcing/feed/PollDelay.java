// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import java.time.Duration;

/**
 * How long a reader lets events gather before it looks again. Where few come, as long as its
 * handler says: what counts then is how soon they are handled. Where many come, longer: a look
 * costs the database a query and the broker a request per partition however few events it finds,
 * and who is busy has no time for either.
 *
 * <p>For one thread.
 */
final class PollDelay {

    /** Events per second from which on a reader is busy. */
    static final double BUSY = 2_000;

    /** For how long a busy reader lets events gather, at least. */
    static final Duration WHEN_BUSY = Duration.ofMillis(8);

    /** Over about how long the events are counted, in seconds. */
    private static final double MEMORY = 0.1;

    private double perSecond;
    private long last;

    /**
     * @param now {@link System#nanoTime()}
     */
    PollDelay(long now) {
        this.last = now;
    }

    /** Takes note of what a look has found. */
    void found(int events, long now) {
        double passed = (now - last) / 1e9;
        perSecond = perSecond * Math.exp(-passed / MEMORY) + events / MEMORY;
        last = now;
    }

    /** How long to wait after that look; {@code usual} is what the handler asks for. */
    Duration gather(Duration usual) {
        return perSecond >= BUSY && usual.compareTo(WHEN_BUSY) < 0 ? WHEN_BUSY : usual;
    }
}
