// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Reads what somebody else wrote about time, within the range that its meaning allows: what a
 * database, a JSON reader or the arithmetic of calendars cannot hold is never reached. Every method
 * throws {@link Refused} for anything else.
 */
public final class BoundedTime {

    /** Two clocks are never quite the same. */
    public static final Duration SKEW = Duration.ofMinutes(1);

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;
    private static final int MOST_YEARS = 100;

    /** When the GDPR began to apply: nothing stated under it is older (art. 99(2)). */
    private static final Instant GDPR = Instant.parse("2018-05-25T00:00:00Z");

    private BoundedTime() {}

    /**
     * What cannot be read, or lies outside its range; the message is for the person who sent it.
     */
    public static final class Refused extends DateTimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Any moment of the years 1900 to 9999, to the microsecond. */
    public static Instant instant(String text) {
        try {
            OffsetDateTime read = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (isKnown(read.getYear())) {
                return read.toInstant().truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw new Refused(
                "State a date and time with offset between 1900 and 9999, such as"
                        + " 2026-11-24T09:00:00Z.");
    }

    /** When somebody stated something under the GDPR: not before it applied, nor in the future. */
    public static Instant statement(String text, Instant now) {
        Instant read = stated(text);
        if (read.isAfter(now.plus(SKEW))) {
            throw new Refused("This moment is in the future.");
        }
        return read;
    }

    /** The same, where the reader has its own refusal of the future. */
    public static Instant stated(String text) {
        Instant read = instant(text);
        if (read.isBefore(GDPR)) {
            throw new Refused("State a moment after 25 May 2018, when the GDPR began to apply.");
        }
        return read;
    }

    /** When something begins or ends: within a century. */
    public static Instant term(String text, Instant now) {
        Instant read = instant(text);
        if (read.atZone(ZoneOffset.UTC).toLocalDate().isAfter(latest(now))) {
            throw new Refused("State a moment within a hundred years.");
        }
        return read;
    }

    /** Any day of the years 1900 to 9999. */
    public static LocalDate date(String text) {
        try {
            LocalDate read = LocalDate.parse(text);
            if (isKnown(read.getYear())) {
                return read;
            }
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw new Refused("State a day between 1900 and 9999, such as 2026-11-24.");
    }

    /** The day on which something begins or ends: within a century. */
    public static LocalDate termDay(String text, Instant now) {
        LocalDate read = date(text);
        if (read.isAfter(latest(now))) {
            throw new Refused("State a day within a hundred years.");
        }
        return read;
    }

    /** A day and time as clocks show it somewhere, to the microsecond. */
    public static LocalDateTime localDateTime(String text) {
        try {
            LocalDateTime read = LocalDateTime.parse(text);
            if (isKnown(read.getYear())) {
                return read.truncatedTo(ChronoUnit.MICROS);
            }
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw new Refused(
                "State a date and time without offset between 1900 and 9999, such as"
                        + " 2026-11-29T19:00.");
    }

    /** Whole days, weeks, months or years, up to a century. */
    public static Period period(String text) {
        try {
            Period read = Period.parse(text);
            LocalDate century = LocalDate.EPOCH.plusYears(MOST_YEARS);
            if (!read.isNegative() && !LocalDate.EPOCH.plus(read).isAfter(century)) {
                return read;
            }
        } catch (DateTimeException | ArithmeticException _) {
            // Refused below.
        }
        throw new Refused(
                "Expected a period of whole days, weeks, months or years (ISO 8601), up to a"
                        + " century.");
    }

    private static boolean isKnown(int year) {
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    private static LocalDate latest(Instant now) {
        return now.atZone(ZoneOffset.UTC).toLocalDate().plusYears(MOST_YEARS);
    }
}
