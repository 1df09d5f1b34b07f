// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.Set;

/**
 * The days on which a consumer in France may be called (C. conso. D223-9: Monday to Friday, not on
 * public holidays), so that the story comes out the same whenever it is played.
 */
final class CallingDays {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalTime MID_MORNING = LocalTime.of(10, 30);

    // C. trav. L3133-1, those with a fixed date.
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

    private CallingDays() {}

    /** The next moment after this one at which it is 10:30 in Paris on a day for calls. */
    static Instant nextMidMorning(Instant after) {
        var day = after.atZone(PARIS).toLocalDate();
        var moment = day.atTime(MID_MORNING).atZone(PARIS);
        while (!moment.toInstant().isAfter(after) || !isForCalls(day)) {
            day = day.plusDays(1);
            moment = day.atTime(MID_MORNING).atZone(PARIS);
        }
        return moment.toInstant();
    }

    /** The end of the day in Paris. */
    static Instant endOfDay(Instant moment) {
        return moment.atZone(PARIS).toLocalDate().plusDays(1).atStartOfDay(PARIS).toInstant();
    }

    static boolean isForCalls(LocalDate day) {
        var weekend =
                day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && !FIXED.contains(MonthDay.from(day)) && !isBoundToEaster(day);
    }

    /** Easter Monday, Ascension and Whit Monday. */
    private static boolean isBoundToEaster(LocalDate day) {
        var easter = easter(day.getYear());
        return Set.of(easter.plusDays(1), easter.plusDays(39), easter.plusDays(50)).contains(day);
    }

    /** Easter Sunday by Butcher's rule for the Gregorian calendar. */
    private static LocalDate easter(int year) {
        var moon = year % 19;
        var century = year / 100;
        var ofCentury = year % 100;
        var correction = (century + 8) / 25;
        var epact = (19 * moon + century - century / 4 - (century - correction + 1) / 3 + 15) % 30;
        var weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - epact - ofCentury % 4) % 7;
        var shift = (moon + 11 * epact + 22 * weekday) / 451;
        var days = epact + weekday - 7 * shift + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
