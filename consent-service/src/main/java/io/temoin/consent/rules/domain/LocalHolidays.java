// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.legalclock.Holiday;
import io.temoin.legalclock.HolidayCalendar;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Days that are holidays in a part of a country only.
 *
 * <ul>
 *   <li>France: Good Friday and 26 December in Alsace and Moselle (L3134-13; the former only in
 *       some communes, which nobody knows of a number), the days that commemorate the abolition of
 *       slavery overseas (L3422-2).
 *   <li>Germany: what the law of the declared Land adds, in Bavaria also where only some communes
 *       keep the day.
 *   <li>Spain: the days that an autonomous community may replace, 6 January and Maundy Thursday,
 *       wherever in Spain, since nobody knows of a number who replaced them. The days of the
 *       communities and towns are not here.
 * </ul>
 */
final class LocalHolidays {

    /** Days after Easter Sunday; before it when negative. */
    private static final int MAUNDY_THURSDAY = -3;

    private static final int GOOD_FRIDAY = -2;

    private static final MonthDay EPIPHANY = MonthDay.of(1, 6);
    private static final MonthDay SAINT_STEPHEN = MonthDay.of(12, 26);

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

    private LocalHolidays() {}

    /** Which holiday it is where the person may be; {@code null} when it is none. */
    static @Nullable Holiday holiday(HolidayCalendar calendar, LocalDate day, CalleePlace place) {
        return switch (calendar) {
            case NONE -> null;
            case FR_L3133_1 -> french(day, place);
            case DE_NATIONAL -> GermanLander.holiday(day, place);
            case ES_NATIONAL -> spanish(day);
        };
    }

    private static @Nullable Holiday french(LocalDate day, CalleePlace place) {
        MonthDay date = MonthDay.from(day);
        if (place.isNamedBy(code -> date.equals(ABOLITION.get(code)))) {
            return Holiday.ABOLITION_OF_SLAVERY;
        }
        Holiday alsatian =
                date.equals(SAINT_STEPHEN)
                        ? Holiday.SAINT_STEPHEN
                        : HolidayCalendar.afterEaster(day) == GOOD_FRIDAY
                                ? Holiday.GOOD_FRIDAY
                                : null;
        return alsatian != null && place.isNamedBy(ALSACE_MOSELLE::contains) ? alsatian : null;
    }

    private static @Nullable Holiday spanish(LocalDate day) {
        if (MonthDay.from(day).equals(EPIPHANY)) {
            return Holiday.EPIPHANY;
        }
        return HolidayCalendar.afterEaster(day) == MAUNDY_THURSDAY ? Holiday.MAUNDY_THURSDAY : null;
    }
}
