// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rights.domain;

import io.temoin.consent.rules.domain.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Periods of months as the law counts them (Regulation (EEC, Euratom) 1182/71 art. 3; EDPB
 * Guidelines 01/2022 §§157 to 160), by the calendar of the controllers' country.
 */
final class LegalClock {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final HolidayCalendar HOLIDAYS = HolidayCalendar.FR_L3133_1;

    private LegalClock() {}

    /**
     * The end of the day a month later: the day of receipt does not count, the last day is that of
     * the same number, or the last one of its month; a Saturday, Sunday or public holiday moves it
     * to the next working day. Exclusive.
     */
    static Instant aMonthAfter(Instant receipt) {
        LocalDate last = LocalDate.ofInstant(receipt, ZONE).plusMonths(1);
        while (isFree(last)) {
            last = last.plusDays(1);
        }
        return last.plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    private static boolean isFree(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY
                || HOLIDAYS.isPublic(day);
    }
}
