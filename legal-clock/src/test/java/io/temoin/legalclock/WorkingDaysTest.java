// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingDaysTest {

    private static final WorkingDays FIVE_OUVRABLES =
            new WorkingDays(
                    5,
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
                    HolidayCalendar.FR_L3133_1);

    @ParameterizedTest
    @CsvSource({
        // Asked on a Monday: until Saturday.
        "2026-11-23, 2026-11-22, false",
        "2026-11-23, 2026-11-23, true",
        "2026-11-23, 2026-11-28, true",
        "2026-11-23, 2026-11-29, false",
        // On a Thursday: Sunday does not count.
        "2026-11-19, 2026-11-25, true",
        "2026-11-19, 2026-11-26, false",
        // Around the armistice, a Wednesday.
        "2026-11-09, 2026-11-16, true",
        "2026-11-09, 2026-11-17, false",
        // On a Sunday: from Monday on.
        "2026-11-22, 2026-11-27, true",
        "2026-11-22, 2026-11-28, false"
    })
    void countNeitherSundaysNorHolidays(LocalDate asked, LocalDate day, boolean included) {
        assertThat(FIVE_OUVRABLES.include(asked, day)).isEqualTo(included);
    }

    @Test
    void areSomeDaysOfSomeWeek() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new WorkingDays(0, Set.of(DayOfWeek.MONDAY), HolidayCalendar.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WorkingDays(1, Set.of(), HolidayCalendar.NONE));
    }
}
