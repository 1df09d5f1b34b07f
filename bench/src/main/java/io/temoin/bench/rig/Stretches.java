// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.rig;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out the phone numbers and keys of the loads, by the eight digits after +33 6: to each load
 * a stretch of its own. Those of the territories overseas are left out. The centre is instructed to
 * call the mainland only, so a decision about another number is a refusal, which takes a shorter
 * path than what is measured. Safe for several threads.
 */
final class Stretches {

    /** More than any load of ten seconds can send. */
    static final long LENGTH = 250_000;

    /** What eight digits can count. */
    private static final long NUMBERS = 100_000_000;

    private static final long BLOCK = 1_000_000;

    /** Numbers that begin with 06 39 or with 06 90 to 06 97. */
    private static final List<Long> OVERSEAS = List.of(39L, 90L, 91L, 92L, 93L, 94L, 95L, 96L, 97L);

    private final AtomicLong next = new AtomicLong();

    /**
     * The first number of the next stretch.
     *
     * @throws IllegalStateException when all numbers have been handed out
     */
    long next() {
        long first = next.getAndAdd(LENGTH);
        while (OVERSEAS.contains(first / BLOCK)) {
            first = next.getAndAdd(LENGTH);
        }
        if (first + LENGTH > NUMBERS) {
            throw new IllegalStateException(
                    "The bench has used up its phone numbers; measure fewer figures at once.");
        }
        return first;
    }
}
