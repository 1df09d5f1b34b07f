// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Explanations EN = Explanations.in(ReaderLanguage.EN);
    private static final Explanations FR = Explanations.in(ReaderLanguage.FR);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    /** A sentence is said only if everything it names is known. */
    @Test
    void saysWhatIsKnownAndNothingElse() {
        Reason bare = Reason.of(ReasonCode.FREQUENCY_CAP, "D223-9");
        Reason known = bare.with(Fact.of(FactName.ENDS_AT, "2026-12-30T23:00:00Z"));

        assertThat(EN.of(bare, PARIS)).isEqualTo(ReasonCode.FREQUENCY_CAP.detail());
        assertThat(EN.of(known, PARIS))
                .isEqualTo(
                        "The person was tried as often as is allowed within such a time. The next"
                                + " attempt is possible from 31 December 2026, 00:00"
                                + " (Europe/Paris).");
    }

    @ParameterizedTest
    @CsvSource({
        "EN, P30D, 30 days",
        "FR, P30D, 30 jours",
        "EN, P1Y1M1D, 1 year 1 month 1 day",
        "FR, P2Y6M, 2 ans 6 mois",
        "EN, P0D, 0 days"
    })
    void tellsPeriodsInWords(ReaderLanguage language, String period, String words) {
        Reason stale =
                Reason.of(ReasonCode.REGISTER_STALE, "DPR 26/2022")
                        .with(Fact.of(FactName.FRESH_WITHIN, period));

        assertThat(Explanations.in(language).of(stale, PARIS)).contains(words);
    }

    @Test
    void tellsDaysAndCodes() {
        Reason stale =
                Reason.of(ReasonCode.REGISTER_STALE, "LOPDGDD art. 23.4")
                        .with(
                                Fact.of(FactName.REGISTER, "ES-ROBINSON"),
                                Fact.of(FactName.REGISTER_AS_OF, "2026-10-01"),
                                Fact.of(FactName.STANDING, "PRACTICE"));

        assertThat(FR.of(stale, PARIS))
                .contains("la liste ES-ROBINSON")
                .contains("1 octobre 2026")
                .endsWith("la loi n'en fixe aucun.");
    }

    /** A variant that has no words of its own is told in those of its code. */
    @Test
    void tellsVariantsOfOneReasonApart() {
        Reason reason = Reason.of(ReasonCode.PROCESSOR_NOT_AUTHORISED, "GDPR art. 29");

        assertThat(EN.of(reason.with(Fact.of(FactName.CAUSE, "SUSPENDED")), PARIS))
                .isEqualTo(Mandate.Finding.SUSPENDED.detail());
        assertThat(EN.of(reason.with(Fact.of(FactName.CAUSE, "UNHEARD_OF")), PARIS))
                .isEqualTo(reason.detail());
    }

    /** What is recorded with a decision is what an English reader is told, before any fact. */
    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void hasWordsForEveryReason(ReasonCode code) {
        Reason reason = Reason.of(code, "source");

        assertThat(EN.of(reason, PARIS)).isEqualTo(code.detail());
        assertThat(FR.keys()).contains(code.name());
        assertThat(FR.of(reason, PARIS)).isNotEqualTo(code.detail());
    }

    @ParameterizedTest
    @EnumSource(PurposeOutcome.Code.class)
    void hasWordsForEveryOutcomeOfARecording(PurposeOutcome.Code code) {
        assertThat(EN.of(code)).isEqualTo(code.detail());
        assertThat(FR.of(code)).isNotEqualTo(code.detail());
    }

    @Test
    void saysTheSameInBothLanguages() {
        assertThat(FR.keys()).isEqualTo(EN.keys());
        for (String key : EN.keys()) {
            assertThat(placeholders(FR, key)).as(key).isEqualTo(placeholders(EN, key));
        }
    }

    /** A name that is misspelt in the catalogue would keep its sentence from ever being said. */
    @Test
    void namesFactsThatExist() {
        assertThat(EN.keys())
                .flatExtracting(key -> placeholders(EN, key))
                .allSatisfy(name -> assertThat(FactName.valueOf(name)).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, EN",
                "'', EN",
                "fr, FR",
                "'fr-CA, en;q=0.8', FR",
                "'de, fr;q=0.3, en;q=0.5', EN",
                "de, EN",
                "'fr;q=oops', EN"
            })
    void answersInTheLanguageThatIsAcceptedBest(String header, ReaderLanguage language) {
        assertThat(ReaderLanguage.acceptedBy(header)).isEqualTo(language);
    }

    private static List<String> placeholders(Explanations catalogue, String key) {
        return PLACEHOLDER
                .matcher(catalogue.message(key))
                .results()
                .map(found -> found.group(1))
                .sorted()
                .toList();
    }
}
