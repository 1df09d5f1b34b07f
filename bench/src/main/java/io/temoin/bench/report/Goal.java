// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What a figure is to reach, and what would be better still.
 *
 * @param direction whether more or less is better
 */
public record Goal(Direction direction, double reach, double stretch) {

    /** Which way is better. */
    public enum Direction {
        AT_LEAST,
        AT_MOST
    }

    /** How a value stands. */
    public enum Verdict {
        STRETCH,
        REACHED,
        SHORT
    }

    public static Goal atLeast(double reach, double stretch) {
        return new Goal(Direction.AT_LEAST, reach, stretch);
    }

    public static Goal atMost(double reach, double stretch) {
        return new Goal(Direction.AT_MOST, reach, stretch);
    }

    public Verdict verdict(double value) {
        if (meets(value, stretch)) {
            return Verdict.STRETCH;
        }
        return meets(value, reach) ? Verdict.REACHED : Verdict.SHORT;
    }

    private boolean meets(double value, double wanted) {
        return switch (direction) {
            case AT_LEAST -> value >= wanted;
            case AT_MOST -> value <= wanted;
        };
    }

    @Override
    public String toString() {
        String sign =
                switch (direction) {
                    case AT_LEAST -> "≥ ";
                    case AT_MOST -> "≤ ";
                };
        String wanted = sign + number(reach);
        return reach == stretch ? wanted : wanted + " / " + number(stretch);
    }

    private static String number(double value) {
        return new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(value);
    }
}
