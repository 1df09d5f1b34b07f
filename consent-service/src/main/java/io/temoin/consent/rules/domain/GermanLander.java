// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;
import java.util.Set;

/** Holidays that only some of the German Länder keep, by their own laws. */
final class GermanLander {

    private static final int CORPUS_CHRISTI = 60;

    private static final Set<String> KEEPING_CORPUS_CHRISTI =
            Set.of("DE-BW", "DE-BY", "DE-HE", "DE-NW", "DE-RP", "DE-SL");

    /** The Wednesday before 23 November (Buß- und Bettag). */
    private static final MonthDay AFTER_REPENTANCE = MonthDay.of(11, 23);

    private static final Set<String> KEEPING_REPENTANCE = Set.of("DE-SN");

    private static final Map<MonthDay, Set<String>> FIXED =
            Map.of(
                    MonthDay.of(1, 6),
                    Set.of("DE-BW", "DE-BY", "DE-ST"),
                    MonthDay.of(3, 8),
                    Set.of("DE-BE", "DE-MV"),
                    MonthDay.of(8, 15),
                    Set.of("DE-BY", "DE-SL"),
                    MonthDay.of(9, 20),
                    Set.of("DE-TH"),
                    MonthDay.of(10, 31),
                    Set.of(
                            "DE-BB", "DE-HB", "DE-HH", "DE-MV", "DE-NI", "DE-SN", "DE-ST", "DE-SH",
                            "DE-TH"),
                    MonthDay.of(11, 1),
                    Set.of("DE-BW", "DE-BY", "DE-NW", "DE-RP", "DE-SL"));

    private GermanLander() {}

    /** ISO 3166-2 codes of those that keep the day, besides the days that all keep. */
    static Set<String> keeping(LocalDate day) {
        if (HolidayCalendar.afterEaster(day) == CORPUS_CHRISTI) {
            return KEEPING_CORPUS_CHRISTI;
        }
        LocalDate repentance =
                AFTER_REPENTANCE
                        .atYear(day.getYear())
                        .with(TemporalAdjusters.previous(DayOfWeek.WEDNESDAY));
        return day.equals(repentance)
                ? KEEPING_REPENTANCE
                : FIXED.getOrDefault(MonthDay.from(day), Set.of());
    }
}
