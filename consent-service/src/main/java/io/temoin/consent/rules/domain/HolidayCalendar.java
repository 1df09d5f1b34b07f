// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/**
 * The days on which a law does not let people be called, and those that are holidays in a part of
 * the country only. A calendar is never changed once a pack names it; another law gets another one.
 */
public enum HolidayCalendar {
    /** No day is excepted. */
    NONE {
        @Override
        public boolean isPublic(LocalDate day) {
            return false;
        }

        @Override
        boolean isLocal(LocalDate day, CalleePlace place) {
            return false;
        }
    },

    /**
     * The eleven days of C. trav. L3133-1. Local: Good Friday and 26 December in Alsace and Moselle
     * (L3134-13; the former only in some communes, which nobody knows of a number), the days that
     * commemorate the abolition of slavery overseas (L3422-2).
     */
    FR_L3133_1 {
        @Override
        public boolean isPublic(LocalDate day) {
            int fromEaster = afterEaster(day);
            return fromEaster == MONDAY
                    || fromEaster == ASCENSION
                    || fromEaster == WHIT_MONDAY
                    || FIXED.contains(MonthDay.from(day));
        }

        @Override
        boolean isLocal(LocalDate day, CalleePlace place) {
            MonthDay date = MonthDay.from(day);
            if (place.isNamedBy(code -> date.equals(ABOLITION.get(code)))) {
                return true;
            }
            return (date.equals(SAINT_STEPHEN) || afterEaster(day) == -GOOD_FRIDAY)
                    && place.isNamedBy(ALSACE_MOSELLE::contains);
        }
    },

    /**
     * The nine days that are holidays in all of Germany; the unification treaty's and those on
     * which the laws of all Länder agree. Local: what the law of the declared Land adds, in Bavaria
     * also where only some communes keep the day.
     */
    DE_NATIONAL {
        @Override
        public boolean isPublic(LocalDate day) {
            int fromEaster = afterEaster(day);
            return GERMAN.contains(MonthDay.from(day))
                    || fromEaster == -GOOD_FRIDAY
                    || fromEaster == MONDAY
                    || fromEaster == ASCENSION
                    || fromEaster == WHIT_MONDAY;
        }

        @Override
        boolean isLocal(LocalDate day, CalleePlace place) {
            return place.isNamedBy(GermanLander.keeping(day)::contains);
        }
    },

    /**
     * The nine days that no autonomous community may replace (RD 2001/1983 art. 45). Local: those
     * it may, 6 January and Maundy Thursday, wherever in Spain, since nobody knows of a number who
     * replaced them. The days of the communities and towns are not in it.
     */
    ES_NATIONAL {
        @Override
        public boolean isPublic(LocalDate day) {
            return SPANISH.contains(MonthDay.from(day)) || afterEaster(day) == -GOOD_FRIDAY;
        }

        @Override
        boolean isLocal(LocalDate day, CalleePlace place) {
            return MonthDay.from(day).equals(EPIPHANY) || afterEaster(day) == -MAUNDY_THURSDAY;
        }
    };

    private static final int MAUNDY_THURSDAY = 3;
    private static final int GOOD_FRIDAY = 2;
    private static final int MONDAY = 1;
    private static final int ASCENSION = 39;
    private static final int WHIT_MONDAY = 50;

    private static final Set<MonthDay> FIXED =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(5, 1),
                    MonthDay.of(5, 8),
                    MonthDay.of(7, 14),
                    MonthDay.of(8, 15),
                    MonthDay.of(11, 1),
                    MonthDay.of(11, 11),
                    MonthDay.of(12, 25));

    private static final Set<MonthDay> GERMAN =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(5, 1),
                    MonthDay.of(10, 3),
                    MonthDay.of(12, 25),
                    MonthDay.of(12, 26));

    private static final Set<MonthDay> SPANISH =
            Set.of(
                    MonthDay.of(1, 1),
                    MonthDay.of(5, 1),
                    MonthDay.of(8, 15),
                    MonthDay.of(10, 12),
                    MonthDay.of(11, 1),
                    MonthDay.of(12, 6),
                    MonthDay.of(12, 8),
                    MonthDay.of(12, 25));

    private static final MonthDay EPIPHANY = MonthDay.of(1, 6);
    private static final MonthDay SAINT_STEPHEN = MonthDay.of(12, 26);

    /** ISO 3166-2: the departments, and the collectivity two of them form. */
    private static final Set<String> ALSACE_MOSELLE = Set.of("FR-57", "FR-67", "FR-68", "FR-6AE");

    /** By ISO 3166-1, as numbers tell, and by ISO 3166-2, as addresses do. */
    private static final Map<String, MonthDay> ABOLITION =
            Map.ofEntries(
                    Map.entry("GP", MonthDay.of(5, 27)),
                    Map.entry("FR-971", MonthDay.of(5, 27)),
                    Map.entry("MQ", MonthDay.of(5, 22)),
                    Map.entry("FR-972", MonthDay.of(5, 22)),
                    Map.entry("GF", MonthDay.of(6, 10)),
                    Map.entry("FR-973", MonthDay.of(6, 10)),
                    Map.entry("RE", MonthDay.of(12, 20)),
                    Map.entry("FR-974", MonthDay.of(12, 20)),
                    Map.entry("YT", MonthDay.of(4, 27)),
                    Map.entry("FR-976", MonthDay.of(4, 27)),
                    Map.entry("BL", MonthDay.of(10, 9)),
                    Map.entry("FR-BL", MonthDay.of(10, 9)),
                    Map.entry("MF", MonthDay.of(5, 28)),
                    Map.entry("FR-MF", MonthDay.of(5, 28)));

    /** Whether the law excepts the day everywhere it applies. */
    public abstract boolean isPublic(LocalDate day);

    /** Whether the day is a holiday where the person may be. */
    abstract boolean isLocal(LocalDate day, CalleePlace place);

    /** How many days after Easter Sunday of its year the day is; negative before. */
    static int afterEaster(LocalDate day) {
        return (int) ChronoUnit.DAYS.between(Easter.sunday(day.getYear()), day);
    }
}
