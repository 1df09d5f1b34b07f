// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CNIL, délibération 2021-122: 6 to 12 months, up to 3 years for a documented internal control. */
class KeepingPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "P12M, 2027-02-28T12:00:00Z, 2026-02-28T00:00:00Z",
        "P1Y, 2028-02-29T23:59:59Z, 2027-02-28T00:00:00Z",
        "P6M, 2026-11-26T00:00:00Z, 2026-05-26T00:00:00Z"
    })
    void endsOnTheSameDayOfTheMonth(Period kept, Instant now, Instant over) {
        assertThat(new KeepingPeriod(kept, false).isOverBefore(now)).isEqualTo(over);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P5M", "P13M", "P3Y", "P0D", "P365D", "P6M1D"})
    void isSixToTwelveMonths(Period kept) {
        assertThatThrownBy(() -> new KeepingPeriod(kept, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("temoin.audit.internal-control");
    }

    @Test
    void isUpToThreeYearsForAProcedureOfInternalControl() {
        KeepingPeriod period = new KeepingPeriod(Period.ofYears(3), true);

        assertThat(period.isOverBefore(Instant.parse("2029-11-26T08:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-26T00:00:00Z"));
        assertThatThrownBy(() -> new KeepingPeriod(Period.ofMonths(37), true))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-1, 2026-07-01T00:00:00Z", "2026-2, 2027-01-01T00:00:00Z"})
    void aLogTakesEntriesForHalfAYear(String half, Instant end) {
        assertThat(KeepingPeriod.endOf(half)).isEqualTo(end);
    }
}
