// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/**
 * Where a deadline is counted: which local day it is, and which days are not working days.
 *
 * @param holidays public holidays of the country
 * @param known whether the country's holidays are known; where they are not, no deadline is rolled
 *     over, since an earlier answer is never late
 */
public record LegalCalendar(ZoneId zone, HolidayCalendar holidays, boolean known) {

    private static final Map<String, HolidayCalendar> BY_COUNTRY =
            Map.of(
                    "FR", HolidayCalendar.FR_L3133_1,
                    "DE", HolidayCalendar.DE_NATIONAL,
                    "ES", HolidayCalendar.ES_NATIONAL);

    /** Mainland France. */
    public static final LegalCalendar FRANCE = of("FR", ZoneId.of("Europe/Paris"));

    /**
     * The calendar of a country.
     *
     * @param country ISO 3166-1 code
     * @param zone where its days begin and end
     */
    public static LegalCalendar of(String country, ZoneId zone) {
        HolidayCalendar holidays = BY_COUNTRY.get(country);
        return holidays == null
                ? new LegalCalendar(zone, HolidayCalendar.NONE, false)
                : new LegalCalendar(zone, holidays, true);
    }

    /** The local day of a moment. */
    LocalDate dayOf(Instant at) {
        return LocalDate.ofInstant(at, zone);
    }

    /**
     * The moment at which a local day is over. Where clocks skip midnight, the next day begins
     * later; where midnight comes twice, it begins the first time.
     */
    Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Whether the day is neither Saturday nor Sunday nor a public holiday. */
    boolean isWorkingDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !holidays.isPublic(day);
    }
}
