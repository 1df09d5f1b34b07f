// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Set;

/**
 * A number of working days, as one text counts them: French law knows jours ouvrables (Monday to
 * Saturday) and jours ouvrés (Monday to Friday).
 *
 * @param days how many
 * @param of days of the week that count
 * @param holidays days that do not
 */
public record WorkingDays(int days, Set<DayOfWeek> of, HolidayCalendar holidays) {

    public WorkingDays {
        of = Set.copyOf(of);
        if (days < 1 || of.isEmpty()) {
            throw new IllegalArgumentException("working days are one at least, of some weekday");
        }
    }

    /** Whether {@code day} is that of the beginning, or not after the last of the days. */
    public boolean include(LocalDate beginning, LocalDate day) {
        return !day.isBefore(beginning) && !day.isAfter(last(beginning));
    }

    /** The last of the days; the day of the beginning does not count. */
    public LocalDate last(LocalDate beginning) {
        LocalDate day = beginning;
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (of.contains(day.getDayOfWeek()) && !holidays.isPublic(day)) {
                left--;
            }
        }
        return day;
    }
}
