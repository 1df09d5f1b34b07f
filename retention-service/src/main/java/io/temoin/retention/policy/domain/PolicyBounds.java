// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/** Compares calendar periods. */
final class PolicyBounds {

    /** Counted from here, months and years are as long as they ever are in a leap year. */
    private static final LocalDate LEAP_YEAR = LocalDate.of(2028, 1, 1);

    /** The same in a year that is none, from a month that is followed by a short one. */
    private static final LocalDate COMMON_YEAR = LocalDate.of(2027, 1, 31);

    private PolicyBounds() {}

    /**
     * Whether {@code one} ends after {@code other} wherever they begin: P12M and P1Y are equal.
     * Periods that depend on the day they begin on, such as P30D and P1M, count as longer if they
     * are so from some day.
     */
    static boolean isLonger(Period one, Period other) {
        return isLongerFrom(LEAP_YEAR, one, other) || isLongerFrom(COMMON_YEAR, one, other);
    }

    /** Whether {@code one} ends before {@code other} somewhere, and after it nowhere. */
    static boolean isShorter(Period one, Period other) {
        return isLonger(other, one) && !isLonger(one, other);
    }

    private static boolean isLongerFrom(LocalDate day, Period one, Period other) {
        return day.plus(one).isAfter(day.plus(other));
    }

    static boolean isZero(@Nullable Period period) {
        return period != null && period.isZero();
    }
}
