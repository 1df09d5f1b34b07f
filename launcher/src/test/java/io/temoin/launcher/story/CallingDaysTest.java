// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallingDaysTest {

    @ParameterizedTest
    @CsvSource({
        // Tuesday before and after 10:30 in Paris (winter: UTC+1).
        "2026-11-24T08:00:00Z, 2026-11-24T09:30:00Z",
        "2026-11-24T09:30:00Z, 2026-11-25T09:30:00Z",
        // Friday afternoon: over the weekend.
        "2026-11-27T15:00:00Z, 2026-11-30T09:30:00Z",
        // Christmas Eve 2026 is a Thursday, Christmas a Friday.
        "2026-12-24T12:00:00Z, 2026-12-28T09:30:00Z",
        // Summer: UTC+2, over the national holiday.
        "2026-07-13T12:00:00Z, 2026-07-15T08:30:00Z",
    })
    void theNextMorningForCallsIsAfterTheMoment(Instant moment, Instant next) {
        assertThat(CallingDays.nextMidMorning(moment)).isEqualTo(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-04-06", // Easter Monday
                "2026-05-14", // Ascension
                "2026-05-25", // Whit Monday
                "2027-03-29", // Easter Monday
                "2027-05-06", // Ascension
                "2026-11-11",
                "2026-11-28",
                "2026-11-29"
            })
    void holidaysAndWeekendsAreNotForCalls(LocalDate day) {
        assertThat(CallingDays.isForCalls(day)).isFalse();
    }

    @Test
    void anOrdinaryWeekdayIsForCalls() {
        assertThat(CallingDays.isForCalls(LocalDate.of(2026, 11, 24))).isTrue();
    }
}
