// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A permit among the operations in progress. It is taken until its request has ended, and all work
 * that the request has left behind. Safe for concurrent use.
 */
final class Permit {

    private final Runnable free;
    private final AtomicInteger users = new AtomicInteger();

    Permit(Runnable free) {
        this.free = free;
    }

    /**
     * Takes it for somebody more, while somebody has it.
     *
     * @return what ends this use; running it again does nothing
     */
    Runnable use() {
        users.incrementAndGet();
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true) && users.decrementAndGet() == 0) {
                free.run();
            }
        };
    }
}
