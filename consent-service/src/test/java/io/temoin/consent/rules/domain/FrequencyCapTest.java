// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequencyCapTest {

    private static final FrequencyCap FOUR_IN_THIRTY_DAYS =
            new FrequencyCap(4, Period.ofDays(30), "C. conso. D223-9");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    /** By local dates, so that the hour of the day does not matter. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2026-12-01T09:30:00Z |                                                                          | 2026-12-01T09:30:00Z
            2026-12-01T09:30:00Z | 2026-12-01T09:00:00Z 2026-11-30T09:00:00Z 2026-11-27T09:00:00Z           | 2026-12-01T09:30:00Z
            2026-12-01T09:30:00Z | 2026-12-01T09:00:00Z 2026-11-30T09:00:00Z 2026-11-27T09:00:00Z 2026-11-02T17:00:00Z | 2026-12-01T23:00:00Z
            2026-12-02T09:30:00Z | 2026-12-01T09:00:00Z 2026-11-30T09:00:00Z 2026-11-27T09:00:00Z 2026-11-02T17:00:00Z | 2026-12-02T09:30:00Z
            2026-12-01T09:30:00Z | 2026-11-03T09:00:00Z 2026-11-03T10:00:00Z 2026-11-03T11:00:00Z 2026-11-03T13:00:00Z | 2026-12-02T23:00:00Z
            2026-12-01T09:30:00Z | 2026-11-03T09:00:00Z 2026-11-04T10:00:00Z 2026-11-05T11:00:00Z 2026-11-06T13:00:00Z 2026-11-09T13:00:00Z | 2026-12-03T23:00:00Z
            2026-11-01T22:59:59Z | 2026-10-02T22:30:00Z 2026-10-05T08:00:00Z 2026-10-06T08:00:00Z 2026-10-07T08:00:00Z | 2026-11-01T23:00:00Z
            """)
    void leavesRoomOnceEnoughAttemptsAreOutOfTheWindow(Instant now, String attempts, Instant from) {
        // When
        Instant allowed = FOUR_IN_THIRTY_DAYS.allowsFrom(now, instants(attempts), List.of(PARIS));
        // Then
        assertThat(allowed).isEqualTo(from);
    }

    /** In Martinique the first attempt was made on the day before. */
    @Test
    void hasRoomOnlyWhereverThePersonMayBe() {
        // Given
        var now = Instant.parse("2026-12-02T09:30:00Z");
        var attempts =
                instants(
                        "2026-11-02T23:30:00Z 2026-11-10T09:00:00Z 2026-11-11T09:00:00Z 2026-11-12T09:00:00Z");
        var martinique = ZoneId.of("America/Martinique");
        // When
        Instant there = FOUR_IN_THIRTY_DAYS.allowsFrom(now, attempts, List.of(martinique));
        Instant here = FOUR_IN_THIRTY_DAYS.allowsFrom(now, attempts, List.of(PARIS));
        Instant both = FOUR_IN_THIRTY_DAYS.allowsFrom(now, attempts, List.of(martinique, PARIS));
        // Then
        assertThat(there).isEqualTo(now);
        assertThat(here).isEqualTo(Instant.parse("2026-12-02T23:00:00Z"));
        assertThat(both).isEqualTo(here);
    }

    private static List<Instant> instants(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(" ")).map(Instant::parse).toList();
    }
}
