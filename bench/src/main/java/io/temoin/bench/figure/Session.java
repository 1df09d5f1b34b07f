// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.figure;

import io.temoin.bench.rig.Rig;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * How much is measured, and on what.
 *
 * @param runs runs of candidate and limit, in turns
 * @param quick everything small: shows that it works, not how fast
 * @param progress gets a line now and then
 */
public record Session(Rig rig, int runs, boolean quick, Consumer<String> progress) {

    private static final int LEAST_STRETCHES = 8;
    private static final int MOST_STRETCHES = 14;

    /** Length of a run of load. */
    public Duration run() {
        return Duration.ofSeconds(quick ? 2 : 10);
    }

    /** Length of one stretch of load before the first run. */
    public Duration warmUp() {
        return Duration.ofSeconds(quick ? 3 : 10);
    }

    /**
     * Repeats a load until it gets no faster, so that the JIT compilers, who take a core of two for
     * a minute, are done.
     *
     * @param load one stretch of it; returns its rate
     */
    public void warmUp(DoubleSupplier load) {
        double best = 0;
        for (int stretch = 0; stretch < (quick ? 1 : MOST_STRETCHES); stretch++) {
            double rate = load.getAsDouble();
            if (stretch >= LEAST_STRETCHES && rate < best * 1.05) {
                return;
            }
            best = Math.max(best, rate);
        }
    }

    /** Length of one of several tries to find the best setting of a rival. */
    public Duration trial() {
        return Duration.ofSeconds(quick ? 2 : 4);
    }

    /** The one or the other, by how much is measured. */
    public int size(int whenQuick, int otherwise) {
        return quick ? whenQuick : otherwise;
    }

    public void say(String line) {
        progress.accept(line);
    }
}
