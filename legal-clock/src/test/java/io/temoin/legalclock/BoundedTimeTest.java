// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:05:00Z");

    @Test
    void momentsAreReadToTheMicrosecond() {
        assertThat(BoundedTime.instant("2026-11-24T11:00:00.1234567+01:00"))
                .isEqualTo("2026-11-24T10:00:00.123456Z");
        assertThat(BoundedTime.instant("1900-01-01T00:00:00Z")).isEqualTo("1900-01-01T00:00:00Z");
        assertThat(BoundedTime.instant("9999-12-31T23:59:59Z")).isEqualTo("9999-12-31T23:59:59Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "2026-11-24",
                "2026-11-24T10:00:00",
                "0000-00-00T00:00:00Z",
                "1899-12-31T23:59:59Z",
                "1900-01-01T00:00:00+01:00",
                "9999-12-31T23:59:59-01:00",
                "-4714-11-24T00:00:00Z",
                "+294277-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00+18:00",
                "+999999999-12-31T23:59:59-18:00"
            })
    void noOtherMomentIsRead(String text) {
        refused(() -> BoundedTime.instant(text), "between 1900 and 9999");
        refused(() -> BoundedTime.statement(text, NOW), "between 1900 and 9999");
        refused(() -> BoundedTime.term(text, NOW), "between 1900 and 9999");
    }

    @Test
    void aStatementIsMadeUnderTheLawAndNotInTheFuture() {
        assertThat(BoundedTime.statement("2018-05-25T00:00:00Z", NOW))
                .isEqualTo("2018-05-25T00:00:00Z");
        assertThat(BoundedTime.statement("2026-11-24T10:06:00Z", NOW))
                .isEqualTo("2026-11-24T10:06:00Z");
        refused(() -> BoundedTime.statement("2018-05-24T23:59:59Z", NOW), "25 May 2018");
        refused(() -> BoundedTime.stated("2018-05-24T23:59:59Z"), "25 May 2018");
        refused(() -> BoundedTime.statement("2026-11-24T10:06:00.001Z", NOW), "future");
    }

    @Test
    void whatBeginsOrEndsDoesSoWithinACentury() {
        assertThat(BoundedTime.term("2126-11-24T23:59:59Z", NOW)).isEqualTo("2126-11-24T23:59:59Z");
        refused(() -> BoundedTime.term("2126-11-25T00:00:00Z", NOW), "hundred years");
        assertThat(BoundedTime.termDay("2126-11-24", NOW)).isEqualTo("2126-11-24");
        refused(() -> BoundedTime.termDay("2126-11-25", NOW), "hundred years");
    }

    @Test
    void daysAreReadFrom1900To9999() {
        assertThat(BoundedTime.date("1900-01-01")).isEqualTo(LocalDate.of(1900, 1, 1));
        assertThat(BoundedTime.date("9999-12-31")).isEqualTo(LocalDate.of(9999, 12, 31));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "0000-00-00",
                "1899-12-31",
                "+10000-01-01",
                "-4714-11-24",
                "-999999999-01-01",
                "+999999999-12-31"
            })
    void noOtherDayIsRead(String text) {
        refused(() -> BoundedTime.date(text), "State a day");
        refused(() -> BoundedTime.termDay(text, NOW), "State a day");
        refused(() -> BoundedTime.localDateTime(text + "T19:00"), "without offset");
    }

    @Test
    void clocksShowAMomentSomewhere() {
        assertThat(BoundedTime.localDateTime("2026-11-29T19:00:00.1234567"))
                .isEqualTo(LocalDateTime.parse("2026-11-29T19:00:00.123456"));
    }

    @Test
    void periodsAreReadUpToACentury() {
        assertThat(BoundedTime.period("P100Y")).isEqualTo(Period.ofYears(100));
        assertThat(BoundedTime.period("P36525D")).isEqualTo(Period.ofDays(36_525));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P100Y1M",
                "P36526D",
                "P2147483647D",
                "P2147483647Y2147483647M",
                "P999999999Y",
                "P9223372036854775807W",
                "P-1D",
                "PT1H",
                "a month"
            })
    void noOtherPeriodIsRead(String text) {
        refused(() -> BoundedTime.period(text), "up to a century");
    }

    private static void refused(ThrowingCallable read, String reason) {
        assertThatExceptionOfType(BoundedTime.Refused.class)
                .isThrownBy(read)
                .withMessageContaining(reason);
    }
}
