// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

/**
 * How many events a stream is expected to have that nobody remembers, by those read before. Reads
 * are gathered by it: when hundreds of long streams come at once, as after a restart, all of them
 * in one answer would not fit into memory.
 *
 * <p>Rises at once and falls slowly: expecting too much costs a statement more. Thread-safe.
 */
final class ExpectedLength {

    private static final double AT_FIRST = 16;
    private static final double FALL = 1.0 / 16;

    private double expected = AT_FIRST;

    /** At least 1. */
    synchronized int events() {
        return (int) Math.ceil(expected);
    }

    /** Told of {@code streams} that were read from their beginning, and had so many events. */
    synchronized void read(int streams, int events) {
        if (streams == 0) {
            return;
        }
        double mean = Math.max(1, (double) events / streams);
        expected = mean > expected ? mean : expected + (mean - expected) * FALL;
    }
}
