// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.PARIS;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.QuietHours.Span;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId REUNION = ZoneId.of("Indian/Reunion");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:59:59Z,false",
        "2026-11-24T11:00:00Z,true", // 12:00 in Paris
        "2026-11-24T12:59:59Z,true",
        "2026-11-24T13:00:00Z,false",
        "2026-07-14T10:00:00Z,true" // 12:00 in Paris, in summer
    })
    void areByTheClockWhereThePersonIs(Instant at, boolean quiet) {
        assertThat(hours(span("12:00", "14:00")).underWay(at, List.of(PARIS)) != null)
                .isEqualTo(quiet);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T20:59:59Z,false",
        "2026-11-27T21:00:00Z,true", // Friday 22:00 in Paris
        "2026-11-28T06:59:59Z,true", // still Friday's night
        "2026-11-28T07:00:00Z,false",
        "2026-11-28T21:00:00Z,false" // Saturday's night is not quiet
    })
    void goOverMidnightOnTheDayTheyBegin(Instant at, boolean quiet) {
        assertThat(hours(span("22:00", "08:00", FRIDAY)).underWay(at, List.of(PARIS)) != null)
                .isEqualTo(quiet);
    }

    @Test
    void areWhenTheyAreInOneOfThePossibleZones() {
        var lunch = hours(span("12:00", "13:00"));
        var noonInReunion = Instant.parse("2026-11-24T08:00:00Z");

        assertThat(lunch.underWay(noonInReunion, List.of(PARIS))).isNull();
        assertThat(lunch.underWay(noonInReunion, List.of(PARIS, REUNION))).isNotNull();
        assertThat(lunch.underWay(noonInReunion, List.of())).isNull();
    }

    @Test
    void areByTheZoneThePersonNamedIfTheyDid() {
        var lunch = new QuietHours(List.of(span("12:00", "13:00")), REUNION);

        assertThat(lunch.underWay(Instant.parse("2026-11-24T08:00:00Z"), List.of(PARIS)))
                .isNotNull();
        assertThat(lunch.underWay(Instant.parse("2026-11-24T11:00:00Z"), List.of(PARIS))).isNull();
    }

    /** Of the first possible zone where it is quiet, the span that lasts longest. */
    @Test
    void sayWhichSpanItIsAndWhere() {
        var hours = hours(span("11:00", "13:30"), span("12:00", "14:00"), span("11:30", "12:30"));
        var noonInReunion = Instant.parse("2026-11-24T08:00:30Z");

        var underWay = hours.underWay(noonInReunion, List.of(PARIS, REUNION));

        assertThat(requireNonNull(underWay).facts())
                .containsExactly(
                        Fact.of(FactName.ZONE, "Indian/Reunion"),
                        Fact.of(FactName.LOCAL_DATE, "2026-11-24"),
                        Fact.of(FactName.LOCAL_TIME, "12:00"),
                        Fact.of(FactName.QUIET_FROM, "12:00"),
                        Fact.of(FactName.QUIET_UNTIL, "14:00"));
    }

    @Test
    void areOverWhenTheLastOfAChainIs() {
        var chain = hours(span("12:00", "13:00"), span("12:30", "14:00"), span("14:00", "14:15"));

        assertThat(chain.overFrom(Instant.parse("2026-11-24T11:15:00Z"), List.of(PARIS)))
                .isEqualTo("2026-11-24T13:15:00Z");
        assertThat(chain.overFrom(Instant.parse("2026-11-24T15:00:00Z"), List.of(PARIS)))
                .isEqualTo("2026-11-24T15:00:00Z");
    }

    @Test
    void areNeverOverWhenTheyFillTheDay() {
        var always = hours(span("00:00", "12:00"), span("12:00", "00:00"));

        assertThat(always.overFrom(Instant.parse("2026-11-24T11:15:00Z"), List.of(PARIS))).isNull();
    }

    @Test
    void beginNextTodayOrTomorrow() {
        var hours = hours(span("12:00", "13:00"));

        assertThat(hours.nextStart(Instant.parse("2026-11-24T10:59:30Z"), List.of(PARIS)))
                .isEqualTo("2026-11-24T11:00:00Z");
        assertThat(hours.nextStart(Instant.parse("2026-11-24T11:00:00Z"), List.of(PARIS)))
                .isEqualTo("2026-11-25T11:00:00Z");
        assertThat(
                        hours(span("12:00", "13:00", SATURDAY))
                                .nextStart(Instant.parse("2026-11-24T11:00:00Z"), List.of(PARIS)))
                .isNull();
        assertThat(QuietHours.NONE.nextStart(Instant.parse("2026-11-24T11:00:00Z"), List.of(PARIS)))
                .isNull();
    }

    /** On 29 March 2026 the clocks of Paris skip from 02:00 to 03:00. */
    @Test
    void endAtTheRightInstantWhenTheClocksChange() {
        assertThat(
                        hours(span("01:00", "04:00"))
                                .overFrom(Instant.parse("2026-03-29T00:30:00Z"), List.of(PARIS)))
                .isEqualTo("2026-03-29T02:00:00Z");
    }

    @Test
    void daysAreKeptInTheOrderOfTheWeekAndOnce() {
        assertThat(span("12:00", "13:00", SATURDAY, FRIDAY, SATURDAY).days())
                .containsExactly(FRIDAY, SATURDAY);
    }

    private static QuietHours hours(Span... spans) {
        return new QuietHours(List.of(spans), null);
    }

    private static Span span(String from, String to, DayOfWeek... days) {
        return new Span(LocalTime.parse(from), LocalTime.parse(to), List.of(days));
    }
}
