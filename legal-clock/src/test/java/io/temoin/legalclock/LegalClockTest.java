// SPDX-License-Identifier: Apache-2.0
package io.temoin.legalclock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.legalclock.LegalPeriod.Days;
import io.temoin.legalclock.LegalPeriod.Hours;
import io.temoin.legalclock.LegalPeriod.Months;
import io.temoin.legalclock.LegalPeriod.Working;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalClockTest {

    private static final LegalClock FRENCH = new LegalClock(LegalCalendar.FRANCE);

    @ParameterizedTest
    @CsvSource({
        // received; months; the moment when the last day in Paris is over
        "2026-03-05T10:00:00Z, 1, 2026-04-07T22:00:00Z", // 5 April: Easter Sunday; 6 April: Monday
        "2026-02-05T10:00:00Z, 1, 2026-03-05T23:00:00Z", // the EDPB's example: 5 to 5
        "2026-08-31T10:00:00Z, 1, 2026-09-30T22:00:00Z", // the EDPB's: no 31 September
        "2027-01-31T10:00:00Z, 1, 2027-03-01T23:00:00Z", // 28 February 2027 is a Sunday
        "2028-01-31T10:00:00Z, 1, 2028-02-29T23:00:00Z", // a leap year
        "2026-11-24T22:59:59Z, 1, 2026-12-24T23:00:00Z", // still 24 November in Paris
        "2026-11-24T23:00:00Z, 1, 2026-12-28T23:00:00Z", // 25 December, Saturday, Sunday
        "2026-10-11T10:00:00Z, 1, 2026-11-12T23:00:00Z", // 11 November is a holiday
        "2027-02-28T10:00:00Z, 1, 2027-03-30T22:00:00Z", // Easter 2027: 28 and 29 March
        "2027-02-26T10:00:00Z, 1, 2027-03-26T23:00:00Z", // Good Friday is a working day in France
        "2026-11-24T10:00:00Z, 3, 2027-02-24T23:00:00Z",
        "2026-08-31T10:00:00Z, 6, 2027-03-01T23:00:00Z" // 28 February 2027 is a Sunday
    })
    void monthsEndWithTheDayOfTheSameNumber(Instant received, int months, Instant end) {
        assertThat(FRENCH.end(received, new Months(months))).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "DE, Europe/Berlin, 2027-02-26T10:00:00Z, 2027-03-30T22:00:00Z", // Good Friday to Tuesday
        "ES, Europe/Madrid, 2027-02-26T10:00:00Z, 2027-03-29T22:00:00Z", // Monday is worked
        "FR, Europe/Paris, 2027-02-26T10:00:00Z, 2027-03-26T23:00:00Z"
    })
    void holidaysAreThoseOfTheCountry(String country, String zone, Instant received, Instant end) {
        assertThat(of(country, zone).end(received, new Months(1))).isEqualTo(end);
    }

    /** Nobody may be late because of a holiday that the country may not have. */
    @ParameterizedTest
    @CsvSource({
        "2026-10-11T10:00:00Z, 2026-11-11T23:00:00Z", // a Wednesday, a holiday elsewhere
        "2026-11-15T10:00:00Z, 2026-12-15T23:00:00Z",
        "2026-11-13T10:00:00Z, 2026-12-13T23:00:00Z" // a Sunday
    })
    void whereHolidaysAreUnknownTheEarlierDateCounts(Instant received, Instant end) {
        assertThat(of("XX", "Europe/Paris").end(received, new Months(1))).isEqualTo(end);
        assertThat(of("XX", "Europe/Paris").end(received, new Months(1)))
                .isBeforeOrEqualTo(FRENCH.end(received, new Months(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T10:00:00Z, 1, 2026-11-25T23:00:00Z",
        "2026-11-24T10:00:00Z, 8, 2026-12-02T23:00:00Z",
        "2026-11-27T10:00:00Z, 1, 2026-11-30T23:00:00Z", // Saturday moves to Monday
        "2026-11-27T10:00:00Z, 3, 2026-12-01T23:00:00Z", // Friday + 3 = Monday: one working day
        // only
        "2026-11-24T10:00:00Z, 2, 2026-11-26T23:00:00Z",
        "2026-12-24T10:00:00Z, 2, 2026-12-29T23:00:00Z" // 25 to 27 December: free
    })
    void daysIncludeTwoWorkingDays(Instant from, int days, Instant end) {
        assertThat(FRENCH.end(from, new Days(days))).isEqualTo(end);
    }

    @Test
    void daysOfAnUnknownCountryEndEarlier() {
        assertThat(of("XX", "Europe/Paris").end(Instant.parse("2026-11-27T10:00:00Z"), new Days(2)))
                .isEqualTo(Instant.parse("2026-11-29T23:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        // A20, and a weekend
        "2026-11-24T20:00:00Z, 72, 2026-11-27T20:00:00Z",
        "2026-12-24T20:00:00Z, 72, 2026-12-27T20:00:00Z",
        // Clocks change on 25 October 2026 and 28 March 2027: 24 hours pass all the same.
        "2026-10-24T12:00:00Z, 24, 2026-10-25T12:00:00Z",
        "2027-03-27T12:00:00Z, 24, 2027-03-28T12:00:00Z"
    })
    void hoursPassWhateverClocksShow(Instant from, int hours, Instant end) {
        assertThat(FRENCH.end(from, new Hours(hours))).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        // Asked on a Monday: jours ouvrables until Saturday, jours ouvrés until the next Monday.
        "FR, 2026-11-23T09:00:00Z, MONDAY_TO_SATURDAY, 2026-11-28T23:00:00Z",
        "FR, 2026-11-23T09:00:00Z, MONDAY_TO_FRIDAY, 2026-11-30T23:00:00Z",
        // Around the armistice, a Wednesday.
        "FR, 2026-11-09T09:00:00Z, MONDAY_TO_SATURDAY, 2026-11-16T23:00:00Z",
        "FR, 2026-11-09T09:00:00Z, MONDAY_TO_FRIDAY, 2026-11-17T23:00:00Z",
        // A country whose holidays are unknown: the earlier day.
        "XX, 2026-11-09T09:00:00Z, MONDAY_TO_FRIDAY, 2026-11-16T23:00:00Z"
    })
    void workingDaysAreOuvrablesOrOuvres(
            String country, Instant from, WorkingWeek week, Instant end) {
        assertThat(of(country, "Europe/Paris").end(from, new Working(5, week))).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        // Paris: an hour is skipped on 28 March 2027 and repeated on 25 October 2026, at night.
        "Europe/Paris, 2027-02-26T23:30:00Z, 2027-03-27T23:00:00Z",
        "Europe/Paris, 2026-09-24T22:30:00Z, 2026-10-25T23:00:00Z",
        // Clocks skip midnight: 27 April 2024 begins 00:00, 26 April is over when clocks show
        // 01:00.
        "Africa/Cairo, 2024-03-25T10:00:00Z, 2024-04-25T22:00:00Z",
        // Clocks show the hour after midnight twice: the day before is over the first time.
        "America/Havana, 2024-10-02T10:00:00Z, 2024-11-03T04:00:00Z",
        // Clocks show the hour before midnight twice: the day is over the second time.
        "America/Sao_Paulo, 2018-01-17T10:00:00Z, 2018-02-18T03:00:00Z"
    })
    void aDayEndsOnceWhateverClocksDo(String zone, Instant received, Instant end) {
        assertThat(of("XX", zone).end(received, new Months(1))).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void aPeriodIsOneUnitAtLeast(int amount) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Months(amount));
        assertThatIllegalArgumentException().isThrownBy(() -> new Days(amount));
        assertThatIllegalArgumentException().isThrownBy(() -> new Hours(amount));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Working(amount, WorkingWeek.MONDAY_TO_FRIDAY));
    }

    /**
     * Ends are on working days, no earlier than the strict date, and later events end no earlier.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void keepsTheRulesOnAnyDate(long seed) {
        var random = new Random(seed);
        var zones = List.of("Europe/Paris", "America/Havana", "Africa/Cairo", "Pacific/Auckland");
        for (int i = 0; i < 2_000; i++) {
            var zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
            var country = List.of("FR", "DE", "ES").get(random.nextInt(3));
            var clock = new LegalClock(LegalCalendar.of(country, zone));
            var strict = new LegalClock(LegalCalendar.of("XX", zone));
            var from = Instant.ofEpochSecond(1_577_836_800L + random.nextInt(500_000_000));
            var later = from.plusSeconds(random.nextInt(40 * 86_400));
            LegalPeriod period =
                    switch (random.nextInt(3)) {
                        case 0 -> new Months(1 + random.nextInt(12));
                        case 1 -> new Days(1 + random.nextInt(60));
                        default ->
                                new Working(
                                        1 + random.nextInt(15),
                                        WorkingWeek.values()[random.nextInt(2)]);
                    };
            var end = clock.end(from, period);
            var last = LocalDate.ofInstant(end.minusSeconds(1), zone);
            var about = "seed " + seed + ", " + period + " from " + from + " in " + country;

            assertThat(end).as(about).isAfter(from).isAfterOrEqualTo(strict.end(from, period));
            assertThat(clock.end(later, period)).as(about).isAfterOrEqualTo(end);
            assertThat(last.getDayOfWeek()).as(about).isNotEqualTo(DayOfWeek.SUNDAY);
            assertThat(clock.calendar().holidays().isPublic(last)).as(about).isFalse();
            assertThat(LocalDate.ofInstant(end, zone)).as(about).isEqualTo(last.plusDays(1));
            assertThat(Duration.between(strict.end(from, period), end))
                    .as(about)
                    .isLessThan(Duration.ofDays(15));
        }
    }

    private static LegalClock of(String country, String zone) {
        return new LegalClock(LegalCalendar.of(country, ZoneId.of(zone)));
    }
}
