// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.requests.ProblemTypes;
import io.temoin.chassis.testing.ProblemTypesContract;
import io.temoin.consent.rules.domain.PeriodWords;
import java.time.Period;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader is told of each refusal, in both languages. */
class ProblemTypesTest {

    private static final ProblemTypesContract TYPES = ProblemTypesContract.of("consent-service");

    @Test
    void everyTypeIsExplainedInEveryLanguage() {
        TYPES.everyTypeIsExplained();
    }

    @Test
    void everyTypeHasItsPage() {
        TYPES.everyTypeHasItsPage();
    }

    @Test
    void everySentenceIsTranslated() {
        TYPES.everySentenceIsTranslated();
    }

    @ParameterizedTest
    @CsvSource({
        "P1Y, 1 an",
        "P3Y, 3 ans",
        "P6M, 6 mois",
        "P1M, 1 mois",
        "P10D, 10 jours",
        "P1Y6M, 1 an 6 mois",
        "P2Y1M3D, 2 ans 1 mois 3 jours",
        "P0D, 0 jours"
    })
    void periodsAreTranslated(Period period, String french) {
        assertThat(ProblemTypes.all().sentence(PeriodWords.english(period), Locale.FRENCH))
                .isEqualTo(french);
    }
}
