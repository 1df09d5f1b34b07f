// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The public holidays of a law, wherever it applies. A calendar is never changed once a rule names
 * it; another law gets another one.
 */
public enum HolidayCalendar {
    /** No day is excepted. */
    NONE {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            return null;
        }
    },

    /** The eleven days of C. trav. L3133-1. */
    FR_L3133_1 {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = FRENCH.get(MonthDay.from(day));
            return fixed == null ? FRENCH_MOVABLE.get(afterEaster(day)) : fixed;
        }
    },

    /**
     * The nine days that are holidays in all of Germany; the unification treaty's and those on
     * which the laws of all Länder agree.
     */
    DE_NATIONAL {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = GERMAN.get(MonthDay.from(day));
            return fixed == null ? GERMAN_MOVABLE.get(afterEaster(day)) : fixed;
        }
    },

    /** The nine days that no autonomous community may replace (RD 2001/1983 art. 45). */
    ES_NATIONAL {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = SPANISH.get(MonthDay.from(day));
            return fixed == null && afterEaster(day) == GOOD_FRIDAY ? Holiday.GOOD_FRIDAY : fixed;
        }
    };

    /** Days after Easter Sunday; before it when negative. */
    private static final int GOOD_FRIDAY = -2;

    private static final int EASTER_MONDAY = 1;
    private static final int ASCENSION = 39;
    private static final int WHIT_MONDAY = 50;

    private static final Map<Integer, Holiday> FRENCH_MOVABLE =
            Map.of(
                    EASTER_MONDAY, Holiday.EASTER_MONDAY,
                    ASCENSION, Holiday.ASCENSION,
                    WHIT_MONDAY, Holiday.WHIT_MONDAY);

    private static final Map<Integer, Holiday> GERMAN_MOVABLE =
            Map.of(
                    GOOD_FRIDAY, Holiday.GOOD_FRIDAY,
                    EASTER_MONDAY, Holiday.EASTER_MONDAY,
                    ASCENSION, Holiday.ASCENSION,
                    WHIT_MONDAY, Holiday.WHIT_MONDAY);

    private static final Map<MonthDay, Holiday> FRENCH =
            Map.of(
                    MonthDay.of(1, 1), Holiday.NEW_YEAR,
                    MonthDay.of(5, 1), Holiday.LABOUR_DAY,
                    MonthDay.of(5, 8), Holiday.VICTORY_1945,
                    MonthDay.of(7, 14), Holiday.BASTILLE_DAY,
                    MonthDay.of(8, 15), Holiday.ASSUMPTION,
                    MonthDay.of(11, 1), Holiday.ALL_SAINTS,
                    MonthDay.of(11, 11), Holiday.ARMISTICE_1918,
                    MonthDay.of(12, 25), Holiday.CHRISTMAS);

    private static final MonthDay SAINT_STEPHEN = MonthDay.of(12, 26);

    private static final Map<MonthDay, Holiday> GERMAN =
            Map.of(
                    MonthDay.of(1, 1),
                    Holiday.NEW_YEAR,
                    MonthDay.of(5, 1),
                    Holiday.LABOUR_DAY,
                    MonthDay.of(10, 3),
                    Holiday.GERMAN_UNITY,
                    MonthDay.of(12, 25),
                    Holiday.CHRISTMAS,
                    SAINT_STEPHEN,
                    Holiday.SAINT_STEPHEN);

    private static final Map<MonthDay, Holiday> SPANISH =
            Map.of(
                    MonthDay.of(1, 1), Holiday.NEW_YEAR,
                    MonthDay.of(5, 1), Holiday.LABOUR_DAY,
                    MonthDay.of(8, 15), Holiday.ASSUMPTION,
                    MonthDay.of(10, 12), Holiday.SPANISH_NATIONAL_DAY,
                    MonthDay.of(11, 1), Holiday.ALL_SAINTS,
                    MonthDay.of(12, 6), Holiday.SPANISH_CONSTITUTION,
                    MonthDay.of(12, 8), Holiday.IMMACULATE_CONCEPTION,
                    MonthDay.of(12, 25), Holiday.CHRISTMAS);

    /** Which day it is that the law excepts everywhere it applies; {@code null} on another day. */
    public abstract @Nullable Holiday publicHoliday(LocalDate day);

    /** Whether the law excepts the day everywhere it applies. */
    public final boolean isPublic(LocalDate day) {
        return publicHoliday(day) != null;
    }

    /** How many days after Easter Sunday of its year the day is; negative before. */
    public static int afterEaster(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(Easter.sunday(day.getYear()), day);
    }
}
