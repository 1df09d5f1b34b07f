// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactTest {

    @Test
    void isWrittenInTheFormOfItsKind() {
        assertThat(
                        List.of(
                                Fact.of(FactName.ATTEMPTS, 4),
                                Fact.of(FactName.ENDS_AT, Instant.parse("2026-12-30T23:00:00Z")),
                                Fact.of(FactName.REGISTER_AS_OF, LocalDate.of(2026, 10, 1)),
                                Fact.of(FactName.WINDOW, Period.ofDays(30)),
                                Fact.of(FactName.ZONE, ZoneId.of("Europe/Paris")),
                                Fact.of(FactName.SECTOR, Sector.RENEWABLES)))
                .extracting(Fact::value)
                .containsExactly(
                        "4",
                        "2026-12-30T23:00:00Z",
                        "2026-10-01",
                        "P30D",
                        "Europe/Paris",
                        "RENEWABLES");
    }

    @ParameterizedTest
    @CsvSource({
        "ATTEMPTS, four",
        "ENDS_AT, tomorrow",
        "REGISTER_AS_OF, 1/10/2026",
        "WINDOW, 30 days",
        "LOCAL_TIME, noon",
        "ZONE, Europe/Nowhere",
        "CONSENT, 17"
    })
    void isOfTheKindOfItsName(FactName name, String value) {
        assertThatThrownBy(() -> new Fact(name, value)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void isAddedToTheReasonItBelongsTo() {
        Reason bare = Reason.of(ReasonCode.FREQUENCY_CAP, "D223-9");
        Fact four = Fact.of(FactName.ATTEMPTS, 4);

        assertThat(bare.facts()).isNull();
        assertThat(bare.known()).isEmpty();
        assertThat(bare.with().facts()).isNull();
        assertThat(bare.with(four).by(new RuleSet("FR-2026", "1")).known()).containsExactly(four);
    }
}
