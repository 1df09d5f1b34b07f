// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static io.temoin.legalclock.HolidayCalendar.FR_L3133_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.legalclock.Holiday;
import io.temoin.legalclock.HolidayCalendar;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalHolidaysTest {

    @ParameterizedTest
    @CsvSource({
        "2027-03-26, FR-67, true",
        "2027-03-26, FR-68, true",
        "2027-03-26, FR-57, true",
        "2027-03-26, FR-6AE, true",
        "2027-03-26, FR-69, false",
        "2027-03-26, MQ, false",
        "2026-12-26, FR-67, true",
        "2026-12-26, FR-75, false",
        "2027-05-22, MQ, true",
        "2027-05-22, FR-972, true",
        "2027-05-22, GP, false",
        "2027-05-27, FR-971, true",
        "2027-05-28, MF, true",
        "2027-06-10, GF, true",
        "2027-10-09, FR-BL, true",
        "2027-12-20, RE, true",
        "2027-12-20, FR-974, true",
        "2027-12-20, FR-RE, true",
        "2027-04-27, FR-976, true"
    })
    void partsOfFranceHaveDaysOfTheirOwn(LocalDate day, String place, boolean local) {
        assertThat(isLocal(FR_L3133_1, day, at("FR", place))).isEqualTo(local);
        assertThat(FR_L3133_1.isPublic(day)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-01-06, DE-BY, true",
        "2027-01-06, DE-BE, false",
        "2027-03-08, DE-BE, true",
        "2027-05-27, DE-NW, true", // Corpus Christi
        "2027-05-27, DE-SN, false",
        "2027-08-15, DE-SL, true",
        "2027-09-20, DE-TH, true",
        "2027-10-31, DE-BB, true",
        "2027-11-01, DE-BW, true",
        "2022-11-16, DE-SN, true", // the 23rd is a Wednesday itself
        "2026-11-18, DE-SN, true",
        "2026-11-18, DE-TH, false",
        "2027-11-02, DE-BW, false"
    })
    void landerHaveDaysOfTheirOwn(LocalDate day, String land, boolean local) {
        assertThat(isLocal(HolidayCalendar.DE_NATIONAL, day, at("DE", land))).isEqualTo(local);
        assertThat(HolidayCalendar.DE_NATIONAL.isPublic(day)).isFalse();
    }

    /** Which region replaced them, nobody knows of a number. */
    @ParameterizedTest
    @CsvSource({"2027-01-06, true", "2027-03-25, true", "2027-03-19, false"})
    void someSpanishDaysMayBeReplaced(LocalDate day, boolean local) {
        assertThat(isLocal(HolidayCalendar.ES_NATIONAL, day, at("ES", null))).isEqualTo(local);
        assertThat(HolidayCalendar.ES_NATIONAL.isPublic(day)).isFalse();
    }

    /** An explanation says which holiday it is. */
    @ParameterizedTest
    @CsvSource({
        "FR_L3133_1, FR, FR-75, 2027-01-01, NEW_YEAR",
        "FR_L3133_1, FR, FR-75, 2027-03-29, EASTER_MONDAY",
        "FR_L3133_1, FR, FR-75, 2027-05-06, ASCENSION",
        "FR_L3133_1, FR, FR-75, 2027-05-17, WHIT_MONDAY",
        "FR_L3133_1, FR, FR-75, 2027-07-14, BASTILLE_DAY",
        "FR_L3133_1, FR, FR-75, 2027-11-11, ARMISTICE_1918",
        "FR_L3133_1, FR, FR-67, 2027-03-26, GOOD_FRIDAY",
        "FR_L3133_1, FR, FR-67, 2026-12-26, SAINT_STEPHEN",
        "FR_L3133_1, RE, FR-974, 2027-12-20, ABOLITION_OF_SLAVERY",
        "DE_NATIONAL, DE, DE-BE, 2027-03-26, GOOD_FRIDAY",
        "DE_NATIONAL, DE, DE-BE, 2027-10-03, GERMAN_UNITY",
        "DE_NATIONAL, DE, DE-BE, 2027-03-08, WOMENS_DAY",
        "DE_NATIONAL, DE, DE-BY, 2027-05-27, CORPUS_CHRISTI",
        "DE_NATIONAL, DE, DE-SN, 2026-11-18, REPENTANCE",
        "ES_NATIONAL, ES, ES-MD, 2027-10-12, SPANISH_NATIONAL_DAY",
        "ES_NATIONAL, ES, ES-MD, 2027-03-26, GOOD_FRIDAY",
        "ES_NATIONAL, ES, ES-MD, 2027-01-06, EPIPHANY",
        "ES_NATIONAL, ES, ES-MD, 2027-03-25, MAUNDY_THURSDAY"
    })
    void knowsWhichHolidayItIs(
            HolidayCalendar calendar, String country, String part, LocalDate day, Holiday holiday) {
        var everywhere = calendar.publicHoliday(day);

        assertThat(
                        everywhere == null
                                ? LocalHolidays.holiday(calendar, day, at(country, part))
                                : everywhere)
                .isEqualTo(holiday);
    }

    @Test
    void aLawWithoutHolidaysExceptsNone() {
        var christmas = LocalDate.of(2026, 12, 25);

        assertThat(HolidayCalendar.NONE.isPublic(christmas)).isFalse();
        assertThat(isLocal(HolidayCalendar.NONE, christmas, at("FR", "FR-67"))).isFalse();
    }

    private static boolean isLocal(HolidayCalendar calendar, LocalDate day, CalleePlace place) {
        return LocalHolidays.holiday(calendar, day, place) != null;
    }

    private static CalleePlace at(String country, @Nullable String subdivision) {
        return ExamplePlaces.in(List.of(country), List.of(), subdivision);
    }
}
