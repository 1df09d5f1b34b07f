// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of the table: a figure, what it is held against, and the runs of both. Run {@code i} of
 * the two happened within the same minute, so that their quotient is the quantity of interest.
 *
 * @param figure name of the figure, for {@code --only}
 * @param title what was measured
 * @param against what it is held against; for a figure that stands alone, what it is
 * @param unit of both
 * @param measured one value per run
 * @param limits one value per run; empty for a figure that stands alone
 * @param goal of the ratio, or of the value itself when it stands alone
 * @param foreignCpu share of the cores that others used meanwhile, 0 to 1
 * @param note what else must be known to read the figure; empty when nothing
 */
public record Row(
        String figure,
        String title,
        String against,
        String unit,
        List<Double> measured,
        List<Double> limits,
        Goal goal,
        double foreignCpu,
        String note) {

    public Row {
        measured = List.copyOf(measured);
        limits = List.copyOf(limits);
        if (!limits.isEmpty() && limits.size() != measured.size()) {
            throw new IllegalArgumentException("Every run is held against its own limit.");
        }
    }

    /** Whether there is no limit but the goal itself. */
    public boolean standsAlone() {
        return limits.isEmpty();
    }

    /** What is judged: the median of the runs' ratios, or of the values when there is no limit. */
    public double result() {
        return Samples.median(standsAlone() ? measured : ratios());
    }

    public Goal.Verdict verdict() {
        return goal.verdict(result());
    }

    /** Measured over limit, run by run. */
    public List<Double> ratios() {
        List<Double> ratios = new ArrayList<>(limits.size());
        for (int run = 0; run < limits.size(); run++) {
            ratios.add(measured.get(run) / limits.get(run));
        }
        return ratios;
    }
}
