// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.rules.domain.Exemption.Code;
import io.temoin.legalclock.HolidayCalendar;
import io.temoin.legalclock.WorkingDays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Period;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExemptionTest {

    private static final WorkingDays FIVE =
            new WorkingDays(5, Set.of(DayOfWeek.MONDAY), HolidayCalendar.NONE);

    @ParameterizedTest
    @CsvSource({
        "INFO_REQUEST, false, -",
        "INFO_REQUEST, true, P3M",
        "INFO_REQUEST, false, P0D",
        "CONTRACT_IN_PROGRESS, true, -",
        "CONTRACT_IN_PROGRESS, false, P-1D",
        "PRESS_SUBSCRIPTION, true, -",
        "PRESS_SUBSCRIPTION, false, P3M"
    })
    void countsItsTimeInOneWay(Code code, boolean workingDays, String after) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> exemption(code, workingDays ? FIVE : null, after));
    }

    @ParameterizedTest
    @EnumSource(
            value = Code.class,
            names = {"CONTRACT_IN_PROGRESS", "PRESS_SUBSCRIPTION"})
    void needsNoTimeWithoutARequest(Code code) {
        assertThat(exemption(code, null, "-").after()).isNull();
    }

    /** Calendar months end on the same-numbered day. */
    @ParameterizedTest
    @CsvSource({
        "-, 2026-11-24, true",
        "-, 2026-11-25, false",
        "P30D, 2026-12-24, true",
        "P30D, 2026-12-25, false",
        "P18M, 2028-05-24, true",
        "P18M, 2028-05-25, false"
    })
    void outlivesAContractForAsLongAsTheLawSays(String after, LocalDate day, boolean counts) {
        var ended = LocalDate.of(2026, 11, 24);

        assertThat(
                        exemption(Code.CONTRACT_IN_PROGRESS, null, after)
                                .countsContractEnded(ended, day))
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23, false", "2026-11-24, true", "2027-02-24, true", "2027-02-25, false"})
    void followsARequestForAsLongAsTheLawSays(LocalDate day, boolean counts) {
        var asked = LocalDate.of(2026, 11, 24);

        assertThat(exemption(Code.INFO_REQUEST, null, "P3M").countsRequest(asked, day))
                .isEqualTo(counts);
    }

    private static Exemption exemption(Code code, @Nullable WorkingDays within, String after) {
        return new Exemption(
                code, Set.of(), within, after.equals("-") ? null : Period.parse(after), "source");
    }
}
