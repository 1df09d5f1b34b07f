// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.domain.RetentionTrigger;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecordWordsTest {

    private static final RecordWords EN = RecordWords.in(Locale.ENGLISH);
    private static final RecordWords FR = RecordWords.in(Locale.FRENCH);

    /** As it follows "à compter". */
    private static final String ARTICLE = "(du |de la |de l').+";

    @ParameterizedTest
    @CsvSource({
        "P6M,6 mois,6 months",
        "P1Y,1 an,1 year",
        "P3Y,3 ans,3 years",
        "P1M,1 mois,1 month",
        "P1D,1 jour,1 day",
        "P1Y6M10D,1 an 6 mois 10 jours,1 year 6 months 10 days",
        "P0D,aucun,none"
    })
    void sayAPeriod(String period, String french, String english) {
        assertThat(FR.period(period)).isEqualTo(french);
        assertThat(EN.period(period)).isEqualTo(english);
    }

    @Test
    void sayTheNameOfAPurpose() {
        assertThat(FR.name(Map.of("en", "training", "fr", "formation"))).isEqualTo("formation");
        assertThat(FR.name(Map.of("en", "training"))).isEqualTo("training");
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryLegalBasis(LegalBasis basis) {
        assertThat(FR.code(basis)).contains("art. 6(1)");
        assertThat(EN.code(basis)).contains("art. 6(1)");
    }

    /** Whatever a period of the catalogue runs from, and whatever a purpose is called. */
    @Test
    void sayTheWholeCatalogue() {
        RuleFiles.read("/purposes/catalogue-2026.1.yaml", PurposeCatalogue.class)
                .purposes()
                .forEach(
                        purpose -> {
                            assertThat(purpose.names()).containsKeys("en", "fr");
                            if (purpose.from() != null) {
                                assertThat(EN.code(purpose.from())).startsWith("the ");
                                assertThat(FR.code(purpose.from())).matches(ARTICLE);
                            }
                        });
    }

    /** Whatever a period of the rules runs from. */
    @ParameterizedTest
    @EnumSource
    void sayEveryTrigger(RetentionTrigger trigger) {
        assertThat(EN.code(trigger)).startsWith("the ");
        assertThat(FR.code(trigger)).matches(ARTICLE);
    }

    @Test
    void haveNoTextThatNobodyWrote() {
        assertThatThrownBy(() -> FR.text("weather")).isInstanceOf(IllegalStateException.class);
    }
}
