// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Periods as people read them: nobody knows what {@code P1Y6M} is. */
public final class PeriodWords {

    private PeriodWords() {}

    /** In English, as problem details are written. */
    public static String english(Period period) {
        return of(period, unit -> "%d " + unit);
    }

    /**
     * In any language.
     *
     * @param unit gives the format of {@code year}, {@code years}, {@code month} and so on
     */
    public static String of(Period period, UnaryOperator<String> unit) {
        List<String> parts = new ArrayList<>(3);
        add(parts, period.getYears(), "year", unit);
        add(parts, period.getMonths(), "month", unit);
        add(parts, period.getDays(), "day", unit);
        return parts.isEmpty() ? unit.apply("days").formatted(0) : String.join(" ", parts);
    }

    private static void add(
            List<String> parts, int count, String name, UnaryOperator<String> unit) {
        if (count != 0) {
            parts.add(unit.apply(count == 1 ? name : name + "s").formatted(count));
        }
    }
}
