// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a law does not let people be called, and those that are holidays in a part of
 * the country only. A calendar is never changed once a pack names it; another law gets another one.
 */
public enum HolidayCalendar {
    /** No day is excepted. */
    NONE {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            return null;
        }

        @Override
        @Nullable Holiday localHoliday(LocalDate day, CalleePlace place) {
            return null;
        }
    },

    /**
     * The eleven days of C. trav. L3133-1. Local: Good Friday and 26 December in Alsace and Moselle
     * (L3134-13; the former only in some communes, which nobody knows of a number), the days that
     * commemorate the abolition of slavery overseas (L3422-2).
     */
    FR_L3133_1 {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = FRENCH.get(MonthDay.from(day));
            return fixed == null ? FRENCH_MOVABLE.get(afterEaster(day)) : fixed;
        }

        @Override
        @Nullable Holiday localHoliday(LocalDate day, CalleePlace place) {
            MonthDay date = MonthDay.from(day);
            if (place.isNamedBy(code -> date.equals(ABOLITION.get(code)))) {
                return Holiday.ABOLITION_OF_SLAVERY;
            }
            Holiday alsatian =
                    date.equals(SAINT_STEPHEN)
                            ? Holiday.SAINT_STEPHEN
                            : afterEaster(day) == GOOD_FRIDAY ? Holiday.GOOD_FRIDAY : null;
            return alsatian != null && place.isNamedBy(ALSACE_MOSELLE::contains) ? alsatian : null;
        }
    },

    /**
     * The nine days that are holidays in all of Germany; the unification treaty's and those on
     * which the laws of all Länder agree. Local: what the law of the declared Land adds, in Bavaria
     * also where only some communes keep the day.
     */
    DE_NATIONAL {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = GERMAN.get(MonthDay.from(day));
            return fixed == null ? GERMAN_MOVABLE.get(afterEaster(day)) : fixed;
        }

        @Override
        @Nullable Holiday localHoliday(LocalDate day, CalleePlace place) {
            return GermanLander.holiday(day, place);
        }
    },

    /**
     * The nine days that no autonomous community may replace (RD 2001/1983 art. 45). Local: those
     * it may, 6 January and Maundy Thursday, wherever in Spain, since nobody knows of a number who
     * replaced them. The days of the communities and towns are not in it.
     */
    ES_NATIONAL {
        @Override
        public @Nullable Holiday publicHoliday(LocalDate day) {
            Holiday fixed = SPANISH.get(MonthDay.from(day));
            return fixed == null && afterEaster(day) == GOOD_FRIDAY ? Holiday.GOOD_FRIDAY : fixed;
        }

        @Override
        @Nullable Holiday localHoliday(LocalDate day, CalleePlace place) {
            if (MonthDay.from(day).equals(EPIPHANY)) {
                return Holiday.EPIPHANY;
            }
            return afterEaster(day) == MAUNDY_THURSDAY ? Holiday.MAUNDY_THURSDAY : null;
        }
    };

    /** Days after Easter Sunday; before it when negative. */
    private static final int MAUNDY_THURSDAY = -3;

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

    private static final MonthDay EPIPHANY = MonthDay.of(1, 6);
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

    /** ISO 3166-2: the departments, and the collectivity two of them form. */
    private static final Set<String> ALSACE_MOSELLE = Set.of("FR-57", "FR-67", "FR-68", "FR-6AE");

    /** By ISO 3166-1, as numbers tell, and by ISO 3166-2, as addresses do; withdrawn codes too. */
    private static final Map<String, MonthDay> ABOLITION =
            Map.ofEntries(
                    Map.entry("GP", MonthDay.of(5, 27)),
                    Map.entry("FR-971", MonthDay.of(5, 27)),
                    Map.entry("FR-GP", MonthDay.of(5, 27)),
                    Map.entry("MQ", MonthDay.of(5, 22)),
                    Map.entry("FR-972", MonthDay.of(5, 22)),
                    Map.entry("FR-MQ", MonthDay.of(5, 22)),
                    Map.entry("GF", MonthDay.of(6, 10)),
                    Map.entry("FR-973", MonthDay.of(6, 10)),
                    Map.entry("FR-GF", MonthDay.of(6, 10)),
                    Map.entry("RE", MonthDay.of(12, 20)),
                    Map.entry("FR-974", MonthDay.of(12, 20)),
                    Map.entry("FR-RE", MonthDay.of(12, 20)),
                    Map.entry("YT", MonthDay.of(4, 27)),
                    Map.entry("FR-976", MonthDay.of(4, 27)),
                    Map.entry("FR-YT", MonthDay.of(4, 27)),
                    Map.entry("BL", MonthDay.of(10, 9)),
                    Map.entry("FR-BL", MonthDay.of(10, 9)),
                    Map.entry("MF", MonthDay.of(5, 28)),
                    Map.entry("FR-MF", MonthDay.of(5, 28)));

    /** Which day it is that the law excepts everywhere it applies; {@code null} on another day. */
    public abstract @Nullable Holiday publicHoliday(LocalDate day);

    /** Which holiday it is where the person may be; {@code null} when it is none. */
    abstract @Nullable Holiday localHoliday(LocalDate day, CalleePlace place);

    /** Whether the law excepts the day everywhere it applies. */
    public final boolean isPublic(LocalDate day) {
        return publicHoliday(day) != null;
    }

    /** Whether the day is a holiday where the person may be. */
    final boolean isLocal(LocalDate day, CalleePlace place) {
        return localHoliday(day, place) != null;
    }

    /** How many days after Easter Sunday of its year the day is; negative before. */
    static int afterEaster(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(Easter.sunday(day.getYear()), day);
    }
}
