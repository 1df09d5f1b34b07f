// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.tenyears;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time that passes from one thing that happens to the next, the same for the same seed. */
final class VirtualTime {

    private record Due(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Due> coming =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private final Random random;
    private Instant now;
    private long order;

    VirtualTime(Instant start, Random random) {
        this.now = start;
        this.random = random;
    }

    Instant now() {
        return now;
    }

    void at(Instant at, Runnable what) {
        coming.add(new Due(at.isBefore(now) ? now : at, order++, what));
    }

    void after(Duration delay, Runnable what) {
        at(now.plus(delay), what);
    }

    /** At any moment from now on, up to {@code longest} away. */
    void within(Duration longest, Runnable what) {
        after(Duration.ofMillis(random.nextLong(longest.toMillis())), what);
    }

    /**
     * A message: it arrives late, before others that were sent earlier, and sometimes twice, since
     * whoever handled it crashed before saying so.
     */
    void message(Runnable handle) {
        within(Duration.ofHours(3), handle);
        if (random.nextInt(5) == 0) {
            within(Duration.ofHours(30), handle);
        }
    }

    void runUntil(Instant end) {
        while (!coming.isEmpty() && !coming.peek().at().isAfter(end)) {
            Due due = coming.remove();
            now = due.at();
            due.what().run();
        }
    }
}
