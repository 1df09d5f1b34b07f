// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** Does something at a fixed rate, however long each takes to be answered (an open loop). */
public final class Pace {

    private Pace() {}

    /**
     * Calls {@code action} with 0, 1, 2… each at its time; late ones are made up for at once.
     *
     * @param action must only begin the work
     * @return how often it was called
     */
    public static long keep(int perSecond, Duration duration, LongConsumer action) {
        long began = System.nanoTime();
        long count = duration.toMillis() * perSecond / 1000;
        for (long turn = 0; turn < count; turn++) {
            long due = began + turn * 1_000_000_000L / perSecond;
            for (long now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            action.accept(turn);
        }
        return count;
    }
}
