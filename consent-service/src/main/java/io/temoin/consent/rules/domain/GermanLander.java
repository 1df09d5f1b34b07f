// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import io.temoin.legalclock.Holiday;
import io.temoin.legalclock.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holidays that only some of the German Länder keep, by their own laws. */
final class GermanLander {

    private static final int CORPUS_CHRISTI = 60;

    /** The Wednesday before 23 November (Buß- und Bettag). */
    private static final MonthDay AFTER_REPENTANCE = MonthDay.of(11, 23);

    /**
     * A day and who keeps it.
     *
     * @param by ISO 3166-2 codes
     */
    private record RegionalHoliday(Holiday holiday, Set<String> by) {}

    private static final RegionalHoliday ON_CORPUS_CHRISTI =
            new RegionalHoliday(
                    Holiday.CORPUS_CHRISTI,
                    Set.of("DE-BW", "DE-BY", "DE-HE", "DE-NW", "DE-RP", "DE-SL"));

    private static final RegionalHoliday ON_REPENTANCE =
            new RegionalHoliday(Holiday.REPENTANCE, Set.of("DE-SN"));

    private static final Map<MonthDay, RegionalHoliday> FIXED =
            Map.of(
                    MonthDay.of(1, 6),
                    new RegionalHoliday(Holiday.EPIPHANY, Set.of("DE-BW", "DE-BY", "DE-ST")),
                    MonthDay.of(3, 8),
                    new RegionalHoliday(Holiday.WOMENS_DAY, Set.of("DE-BE", "DE-MV")),
                    MonthDay.of(8, 15),
                    new RegionalHoliday(Holiday.ASSUMPTION, Set.of("DE-BY", "DE-SL")),
                    MonthDay.of(9, 20),
                    new RegionalHoliday(Holiday.CHILDRENS_DAY, Set.of("DE-TH")),
                    MonthDay.of(10, 31),
                    new RegionalHoliday(
                            Holiday.REFORMATION,
                            Set.of(
                                    "DE-BB", "DE-HB", "DE-HH", "DE-MV", "DE-NI", "DE-SN", "DE-ST",
                                    "DE-SH", "DE-TH")),
                    MonthDay.of(11, 1),
                    new RegionalHoliday(
                            Holiday.ALL_SAINTS,
                            Set.of("DE-BW", "DE-BY", "DE-NW", "DE-RP", "DE-SL")));

    private GermanLander() {}

    /** The holiday that a Land of the place keeps besides those that all keep, if it is one. */
    static @Nullable Holiday holiday(LocalDate day, CalleePlace place) {
        RegionalHoliday kept = kept(day);
        return kept != null && place.isNamedBy(kept.by()::contains) ? kept.holiday() : null;
    }

    private static @Nullable RegionalHoliday kept(LocalDate day) {
        if (HolidayCalendar.afterEaster(day) == CORPUS_CHRISTI) {
            return ON_CORPUS_CHRISTI;
        }
        LocalDate repentance =
                AFTER_REPENTANCE
                        .atYear(day.getYear())
                        .with(TemporalAdjusters.previous(DayOfWeek.WEDNESDAY));
        return day.equals(repentance) ? ON_REPENTANCE : FIXED.get(MonthDay.from(day));
    }
}
