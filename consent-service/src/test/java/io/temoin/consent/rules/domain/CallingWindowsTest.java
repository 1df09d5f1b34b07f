// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.rules.domain.CallingWindows.Hours;
import io.temoin.legalclock.Holiday;
import io.temoin.legalclock.HolidayCalendar;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingWindowsTest {

    private static final CallingWindows FRENCH =
            windows(
                    HolidayCalendar.FR_L3133_1,
                    new Hours(LocalTime.of(14, 0), LocalTime.of(20, 0)),
                    new Hours(LocalTime.of(10, 0), LocalTime.of(13, 0)));

    /** Open when the clocks change. */
    private static final CallingWindows AT_NIGHT =
            windows(HolidayCalendar.NONE, new Hours(LocalTime.of(2, 30), LocalTime.of(4, 0)));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // Paris and La Réunion: three hours apart in winter, two in summer.
                "2026-11-24T09:30:00Z, Europe/Paris Indian/Reunion, OUTSIDE_HOURS,"
                        + " 2026-11-24T10:00:00Z",
                "2026-11-24T10:00:00Z, Europe/Paris Indian/Reunion, -, 2026-11-24T10:00:00Z",
                "2026-11-24T13:30:00Z, Europe/Paris Indian/Reunion, -, 2026-11-24T13:30:00Z",
                "2026-11-24T16:00:00Z, Europe/Paris Indian/Reunion, OUTSIDE_HOURS,"
                        + " 2026-11-25T10:00:00Z",
                // Ten in the morning in Tahiti is nine in the evening in Paris: never both.
                "2026-11-24T09:30:00Z, Europe/Paris Pacific/Tahiti, OUTSIDE_HOURS, -",
                // One evening in Paris is the next morning in Nouméa, where the week is over first.
                "2026-11-27T14:00:00Z, Pacific/Noumea, WEEKEND, 2026-11-29T23:00:00Z"
            })
    void everyPossibleZoneHasToAllow(
            Instant at, String zones, ReasonCode against, Instant nextOpening) {
        var place = place(zones);

        assertThat(against(FRENCH, at, place)).isEqualTo(against);
        assertThat(FRENCH.nextOpening(at, place, true)).isEqualTo(nextOpening);
    }

    private static @Nullable ReasonCode against(
            CallingWindows windows, Instant at, CalleePlace place) {
        var closed = windows.closed(at, place, true);
        return closed == null ? null : closed.code();
    }

    /** In which zone, what clocks show there, and which holiday it is. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-24T16:00:00Z, Europe/Paris Indian/Reunion,"
                        + " 2026-11-24T20:00+04:00[Indian/Reunion], -",
                "2026-11-24T08:30:00Z, Europe/Paris Indian/Reunion,"
                        + " 2026-11-24T09:30+01:00[Europe/Paris], -",
                "2026-12-25T09:30:00Z, Europe/Paris, 2026-12-25T10:30+01:00[Europe/Paris],"
                        + " CHRISTMAS"
            })
    void saysWhereAndWhy(Instant at, String zones, ZonedDateTime there, @Nullable Holiday holiday) {
        assertThat(FRENCH.closed(at, place(zones), true))
                .isNotNull()
                .satisfies(
                        closed -> {
                            assertThat(closed.there()).isEqualTo(there);
                            assertThat(closed.holiday()).isEqualTo(holiday);
                        });
    }

    @Test
    void deniesWhereNobodyKnowsTheHour() {
        var nowhere = ExamplePlaces.in(List.of("FR"), List.of(), null);
        var at = Instant.parse("2026-11-24T09:30:00Z");

        assertThat(against(FRENCH, at, nowhere)).isEqualTo(ReasonCode.ZONE_UNKNOWN);
        assertThat(FRENCH.nextOpening(at, nowhere, true)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-28T00:00:00Z, 2027-03-28T01:00:00Z",
        "2026-10-25T00:00:00Z, 2026-10-25T00:30:00Z"
    })
    void opensOnceWhenTheClocksChange(Instant at, Instant opening) {
        assertThat(AT_NIGHT.nextOpening(at, place("Europe/Paris"), true)).isEqualTo(opening);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00+01:00, Europe/Paris, 2026-11-24T13:00:00+01:00",
        "2026-11-24T19:59:59+01:00, Europe/Paris, 2026-11-24T20:00:00+01:00",
        "2026-11-24T14:30:00+01:00, Europe/Paris Indian/Reunion, 2026-11-24T17:00:00+01:00"
    })
    void closesWhereItClosesFirst(OffsetDateTime at, String zones, OffsetDateTime closing) {
        assertThat(FRENCH.closing(at.toInstant(), place(zones))).isEqualTo(closing.toInstant());
    }

    /** Ten thousand moments in two years: what is said to be next is so, and nothing before it. */
    @Test
    void theNextOpeningIsTheFirst() {
        var seed = 20261124L;
        var random = new Random(seed);
        var from = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
        for (int round = 0; round < 10_000; round++) {
            var at = Instant.ofEpochSecond(from + random.nextInt(2 * 365 * 86_400));
            var place = place(random.nextBoolean() ? "Europe/Paris" : "America/Martinique");
            var next = Objects.requireNonNull(FRENCH.nextOpening(at, place, true));
            assertThat(FRENCH.closed(next, place, true)).isNull();
            if (!next.equals(at)) {
                assertThat(FRENCH.closed(next.minusNanos(1), place, true)).isNotNull();
                var between = Duration.between(at, next).toSeconds();
                var earlier = at.plusSeconds((long) (random.nextDouble() * between));
                assertThat(FRENCH.closed(earlier, place, true))
                        .as("%s before %s, round %d of seed %d", earlier, next, round, seed)
                        .isNotNull();
            }
        }
    }

    /** Until half past nine on a weekday, until six at the weekend. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "2026-11-27T21:29:59-05:00, -, 2026-11-27T21:29:59-05:00",
                "2026-11-27T21:30:00-05:00, OUTSIDE_HOURS, 2026-11-28T10:00:00-05:00",
                "2026-11-28T09:59:59-05:00, OUTSIDE_HOURS, 2026-11-28T10:00:00-05:00",
                "2026-11-28T17:59:59-05:00, -, 2026-11-28T17:59:59-05:00",
                "2026-11-28T18:00:00-05:00, OUTSIDE_HOURS, 2026-11-30T09:00:00-05:00",
                "2026-11-29T12:00:00-05:00, WEEKEND, 2026-11-30T09:00:00-05:00"
            })
    void daysMayHaveHoursOfTheirOwn(
            OffsetDateTime at, @Nullable ReasonCode against, OffsetDateTime next) {
        var windows = weekendsFrom(Set.of(DayOfWeek.SATURDAY));
        var place = place("America/Toronto");

        assertThat(against(windows, at.toInstant(), place)).isEqualTo(against);
        assertThat(windows.nextOpening(at.toInstant(), place, true)).isEqualTo(next.toInstant());
    }

    @Test
    void closesByTheHoursOfItsDay() {
        var saturday = OffsetDateTime.parse("2026-11-28T12:00:00-05:00").toInstant();

        assertThat(
                        weekendsFrom(Set.of(DayOfWeek.SATURDAY))
                                .closing(saturday, place("America/Toronto")))
                .isEqualTo(OffsetDateTime.parse("2026-11-28T18:00:00-05:00").toInstant());
    }

    @Test
    void aDayHasItsHoursOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> weekendsFrom(Set.of(DayOfWeek.FRIDAY)));
        assertThatIllegalArgumentException().isThrownBy(() -> weekendsFrom(Set.of()));
    }

    private static CallingWindows weekendsFrom(Set<DayOfWeek> days) {
        return new CallingWindows(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                List.of(new Hours(LocalTime.of(9, 0), LocalTime.of(21, 30))),
                List.of(
                        new CallingWindows.DayHours(
                                days,
                                List.of(new Hours(LocalTime.of(10, 0), LocalTime.of(18, 0))))),
                HolidayCalendar.NONE,
                null,
                null,
                "source");
    }

    @Test
    void aLawWithoutTheExceptionKnowsNoExactSlot() {
        var slot = Instant.parse("2026-11-29T18:00:00Z");

        assertThat(FRENCH.isExactSlot(slot, slot)).isFalse();
        assertThat(FRENCH.isExactSlot(null, slot)).isFalse();
    }

    @Test
    void refusesWindowsThatNeverOpen() {
        var morning = new Hours(LocalTime.of(9, 0), LocalTime.of(10, 0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hours(LocalTime.of(10, 0), LocalTime.of(10, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new CallingWindows(
                                        Set.of(),
                                        List.of(morning),
                                        List.of(),
                                        HolidayCalendar.NONE,
                                        null,
                                        null,
                                        "-"));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new CallingWindows(
                                        EnumSet.allOf(DayOfWeek.class),
                                        List.of(),
                                        List.of(),
                                        HolidayCalendar.NONE,
                                        null,
                                        null,
                                        "-"));
    }

    private static CalleePlace place(String zones) {
        return ExamplePlaces.in(
                List.of("FR"), Arrays.stream(zones.split(" ", -1)).map(ZoneId::of).toList(), null);
    }

    private static CallingWindows windows(HolidayCalendar holidays, Hours... hours) {
        return new CallingWindows(
                holidays == HolidayCalendar.NONE
                        ? EnumSet.allOf(DayOfWeek.class)
                        : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                List.of(hours),
                List.of(),
                holidays,
                null,
                null,
                "C. conso. D223-9");
    }
}
