// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A stretch of time that ends when the search is run.
 *
 * @param value one amount in the form of ISO 8601: {@code P7D}, {@code P2W}, {@code P3M}, {@code
 *     PT24H}, {@code PT15M}; months are those of the calendar in UTC
 */
public record SearchWindow(String value) {

    /** The form of a value, in words. */
    public static final String WORDS =
            "an ISO 8601 duration with a single unit, such as P7D (7 days) or PT24H (24 hours); at"
                    + " most 36 months";

    private static final Pattern FORM =
            Pattern.compile("P[1-9][0-9]{0,3}[DWM]|PT[1-9][0-9]{0,6}[HM]");

    /** The trail keeps nothing longer. */
    private static final int MOST_MONTHS = 36;

    private static final int MOST_DAYS = 1_098;

    public SearchWindow {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a window is " + WORDS);
        }
    }

    /** Whether a text has the form of a window and is not too long a time. */
    public static boolean isOne(String text) {
        if (!FORM.matcher(text).matches()) {
            return false;
        }
        if (isClockTime(text)) {
            return Duration.parse(text).compareTo(Duration.ofDays(MOST_DAYS)) <= 0;
        }
        Period period = Period.parse(text);
        return period.getMonths() <= MOST_MONTHS && period.getDays() <= MOST_DAYS;
    }

    /** Where the window begins when it ends at {@code end}. */
    public Instant before(Instant end) {
        return isClockTime(value)
                ? end.minus(Duration.parse(value))
                : end.atOffset(ZoneOffset.UTC).minus(Period.parse(value)).toInstant();
    }

    private static boolean isClockTime(String text) {
        return text.startsWith("PT");
    }
}
