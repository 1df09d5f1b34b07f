// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Order statistics. */
public final class Samples {

    private Samples() {}

    /** The middle value, or the mean of the two in the middle. */
    public static double median(List<Double> values) {
        double[] sorted = sorted(values.stream().mapToDouble(Double::doubleValue));
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The smallest value that {@code percent} of the values do not exceed (nearest rank). */
    public static double percentile(List<Double> values, double percent) {
        double[] sorted = sorted(values.stream().mapToDouble(Double::doubleValue));
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    private static double[] sorted(DoubleStream values) {
        double[] sorted = values.toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
