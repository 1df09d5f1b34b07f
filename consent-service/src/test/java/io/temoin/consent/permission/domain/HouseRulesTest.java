// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ForeignLawsTest.law;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.rules.domain.CoolOff;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.HouseRules;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Instant;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When what a tenant adds is stricter than a law. */
class HouseRulesTest {

    private static final RulePack BEFORE = law("FR", Instant.parse("2026-08-10T09:00:00Z"));
    private static final RulePack NOW = law("FR", Instant.parse("2026-12-01T09:00:00Z"));
    private static final RulePack DUTCH = law("NL", Instant.parse("2026-12-01T09:00:00Z"));

    @Test
    void theLawItselfIsNotLooser() {
        assertThat(HouseRules.looserThan(NOW, ExampleLaws.houseRules(NOW))).isEmpty();
    }

    /** Where a law sets no hours and no cap, any are stricter. */
    @Test
    void whereALawIsSilentEverythingIsStricter() {
        assertThat(HouseRules.looserThan(DUTCH, with(new FrequencyCap(9, Period.ofDays(1), "-"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "4, P30D, false",
        "3, P30D, false",
        "1, P1D, false", // another measure: both count
        "5, P60D, false",
        "5, P30D, true",
        "5, P7D, true",
        "4, P29D, true"
    })
    void comparesAttempts(int attempts, Period window, boolean looser) {
        var house = with(new FrequencyCap(attempts, window, "house rules"));

        assertThat(HouseRules.looserThan(NOW, house)).hasSize(looser ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"P60D, false", "P90D, false", "P59D, true"})
    void comparesSilences(Period period, boolean looser) {
        var house = ExampleLaws.houseRules(BEFORE, null, new CoolOff(period, "house rules"));

        assertThat(HouseRules.looserThan(BEFORE, house)).hasSize(looser ? 1 : 0);
        assertThat(HouseRules.looserThan(NOW, house)).isEmpty();
    }

    @Test
    void meetsLawsOfItsTimeAndPlaces() {
        var house = ExampleLaws.houseRules(NOW);

        assertThat(house.meets(NOW)).isTrue();
        assertThat(house.meets(BEFORE)).isFalse();
        assertThat(BEFORE.meets(house)).isFalse();
        assertThat(house.meets(DUTCH)).isFalse();
        assertThat(house.isHouseRules()).isTrue();
    }

    private static RulePack with(FrequencyCap cap) {
        return ExampleLaws.houseRules(NOW, cap, null);
    }
}
