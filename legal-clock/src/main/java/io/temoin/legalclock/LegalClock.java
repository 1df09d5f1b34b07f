// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import io.temoin.legalclock.LegalPeriod.Days;
import io.temoin.legalclock.LegalPeriod.Hours;
import io.temoin.legalclock.LegalPeriod.Months;
import io.temoin.legalclock.LegalPeriod.Working;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * When a period is over (Regulation (EEC, Euratom) 1182/71 art. 3; EDPB Guidelines 01/2022 §§157 to
 * 160). Results are exclusive: the moment after the last one that counts.
 *
 * <ul>
 *   <li>The day of the event does not count (art. 3(1)).
 *   <li>Months end with the day of the same number, or the last one of its month (art. 3(2)(c)).
 *   <li>A last day that is a Saturday, Sunday or public holiday moves the end to that of the next
 *       working day (art. 3(4)); periods in hours do not move.
 *   <li>Two calendar days or more include two working days at least (art. 3(5)).
 * </ul>
 */
public record LegalClock(LegalCalendar calendar) {

    private static final int WORKING_DAYS_INCLUDED = 2;

    /** The end of a period that an event at {@code start} began. */
    public Instant end(Instant start, LegalPeriod period) {
        LocalDate first = calendar.dayOf(start);
        return switch (period) {
            case Hours hours -> start.plus(Duration.ofHours(hours.hours()));
            case Months months -> calendar.endOf(rolledOver(first.plusMonths(months.months())));
            case Days days -> calendar.endOf(lastOf(first, days.days()));
            case Working working ->
                    calendar.endOf(
                            new WorkingDays(
                                            working.days(),
                                            working.week().days(),
                                            calendar.holidays())
                                    .last(first));
        };
    }

    private LocalDate lastOf(LocalDate first, int days) {
        LocalDate last = rolledOver(first.plusDays(days));
        while (days >= WORKING_DAYS_INCLUDED && hasTooFewWorkingDays(first, last)) {
            last = rolledOver(last.plusDays(1));
        }
        return last;
    }

    private boolean hasTooFewWorkingDays(LocalDate first, LocalDate last) {
        return calendar.known()
                && first.plusDays(1)
                                .datesUntil(last.plusDays(1))
                                .filter(calendar::isWorkingDay)
                                .limit(WORKING_DAYS_INCLUDED)
                                .count()
                        < WORKING_DAYS_INCLUDED;
    }

    private LocalDate rolledOver(LocalDate last) {
        LocalDate day = last;
        while (calendar.known() && !calendar.isWorkingDay(day)) {
            day = day.plusDays(1);
        }
        return day;
    }
}
