// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import static io.temoin.legalclock.HolidayCalendar.FR_L3133_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidayCalendarTest {

    /** The dates that the law's table states, and some from far apart. */
    @ParameterizedTest
    @CsvSource({
        "1818-03-22",
        "1943-04-25",
        "2000-04-23",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2038-04-25",
        "2285-03-22"
    })
    void knowsEaster(LocalDate sunday) {
        assertThat(Easter.sunday(sunday.getYear())).isEqualTo(sunday);
    }

    @Test
    void frenchLawHasElevenDays() {
        var days =
                LocalDate.of(2027, 1, 1)
                        .datesUntil(LocalDate.of(2028, 1, 1))
                        .filter(FR_L3133_1::isPublic)
                        .map(LocalDate::toString)
                        .toList();

        assertThat(days)
                .isEqualTo(
                        List.of(
                                "2027-01-01",
                                "2027-03-29",
                                "2027-05-01",
                                "2027-05-06",
                                "2027-05-08",
                                "2027-05-17",
                                "2027-07-14",
                                "2027-08-15",
                                "2027-11-01",
                                "2027-11-11",
                                "2027-12-25"));
    }

    @ParameterizedTest
    @CsvSource({
        "DE_NATIONAL, 2027-01-01 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-10-03"
                + " 2027-12-25 2027-12-26",
        "ES_NATIONAL, 2027-01-01 2027-03-26 2027-05-01 2027-08-15 2027-10-12 2027-11-01 2027-12-06"
                + " 2027-12-08 2027-12-25"
    })
    void otherLawsHaveNine(HolidayCalendar calendar, String days) {
        assertThat(
                        LocalDate.of(2027, 1, 1)
                                .datesUntil(LocalDate.of(2028, 1, 1))
                                .filter(calendar::isPublic)
                                .map(LocalDate::toString))
                .containsExactly(days.split(" ", -1));
    }

    /** An explanation says which holiday it is. */
    @ParameterizedTest
    @CsvSource({
        "FR_L3133_1, 2027-01-01, NEW_YEAR",
        "FR_L3133_1, 2027-03-29, EASTER_MONDAY",
        "FR_L3133_1, 2027-07-14, BASTILLE_DAY",
        "DE_NATIONAL, 2027-03-26, GOOD_FRIDAY",
        "DE_NATIONAL, 2027-10-03, GERMAN_UNITY",
        "ES_NATIONAL, 2027-10-12, SPANISH_NATIONAL_DAY",
        "ES_NATIONAL, 2027-03-26, GOOD_FRIDAY"
    })
    void knowsWhichHolidayItIs(HolidayCalendar calendar, LocalDate day, Holiday holiday) {
        assertThat(calendar.publicHoliday(day)).isEqualTo(holiday);
    }

    @Test
    void aLawWithoutHolidaysExceptsNone() {
        assertThat(HolidayCalendar.NONE.isPublic(LocalDate.of(2026, 12, 25))).isFalse();
    }
}
