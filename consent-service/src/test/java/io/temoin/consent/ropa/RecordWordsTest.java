// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.ropa;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.testing.TextCatalogue;
import io.temoin.consent.agreement.domain.ProcessingAgreement;
import io.temoin.consent.purpose.domain.LegalBasis;
import io.temoin.consent.purpose.domain.PurposeCatalogue;
import io.temoin.consent.purpose.domain.PurposeTemplate;
import io.temoin.consent.recording.domain.KeepingBound;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RetentionTrigger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
    void sayTheSameInBothLanguages() {
        TextCatalogue.formatted(FR.keys(), FR::text)
                .saysTheSameAs(TextCatalogue.formatted(EN.keys(), EN::text));
    }

    /** A text that the page asks for and nobody wrote would keep the page from its reader. */
    @Test
    void haveEveryTextOfThePage() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (var page = getClass().getResourceAsStream("/templates/processingRecord.html")) {
            Pattern.compile("words\\.text\\('(\\w+)'\\)")
                    .matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .forEach(found -> asked.add(found.group(1)));
        }

        assertThat(asked).hasSizeGreaterThan(30);
        assertThat(new TreeSet<>(EN.keys()))
                .filteredOn(key -> !key.startsWith("code."))
                .containsExactlyElementsOf(asked);
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryMeasure(SecurityMeasure measure) {
        assertThat(EN.code(measure)).isNotEqualTo(FR.code(measure)).isNotEqualTo(measure.name());
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryBound(KeepingBound bound) {
        assertThat(EN.code(bound)).isNotEqualTo(FR.code(bound)).isNotEqualTo(bound.name());
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryStateOfADeclaration(ProcessingRecord.State state) {
        assertThat(EN.code(state)).isNotEqualTo(FR.code(state)).isNotEqualTo(state.name());
    }

    @ParameterizedTest
    @EnumSource
    void sayEveryStateOfAnAgreement(ProcessingAgreement.State state) {
        assertThat(EN.code(state)).isNotEqualTo(FR.code(state)).isNotEqualTo(state.name());
    }

    /** Agreements name purposes by the codes of calls, the catalogue has their names. */
    @ParameterizedTest
    @EnumSource
    void sayEveryPurposeOfAnAgreement(Purpose purpose) {
        var names =
                RuleFiles.read("/purposes/catalogue-2026.1.yaml", PurposeCatalogue.class)
                        .purposes()
                        .stream()
                        .collect(toMap(it -> it.code().value(), PurposeTemplate::names));

        assertThat(FR.purpose(names, purpose.name()))
                .isNotEqualTo(EN.purpose(names, purpose.name()))
                .isNotEqualTo(purpose.name());
    }

    @Test
    void haveNoTextThatNobodyWrote() {
        assertThatThrownBy(() -> FR.text("weather")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> FR.code("WEATHER")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leaveToAPartyTheCodesItChose() {
        assertThat(FR.chosen("WEATHER")).isEqualTo("WEATHER");
        assertThat(FR.chosen("VOICE")).isEqualTo("voix");
    }
}
