// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.chassis.testing.TextCatalogue;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.Sentence;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationTextsTest {

    private static final ExplanationTexts EN = ExplanationTexts.in(Locale.ENGLISH);
    private static final ExplanationTexts FR = ExplanationTexts.in(Locale.FRENCH);
    private static final TextCatalogue ENGLISH = TextCatalogue.named(EN.keys(), EN::text);
    private static final Set<String> FORMS =
            Set.of(
                    "pattern.date",
                    "pattern.date.first",
                    "pattern.moment",
                    "pattern.moment.first",
                    "unit.year",
                    "unit.years",
                    "unit.month",
                    "unit.months",
                    "unit.day",
                    "unit.days");

    @Test
    void saysTheSameInBothLanguages() {
        TextCatalogue.named(FR.keys(), FR::text).saysTheSameAs(ENGLISH);
    }

    /** Neither a message or code without words, nor words that nothing needs. */
    @Test
    void hasWordsForEveryMessageAndCode() {
        Set<String> needed = new TreeSet<>(FORMS);
        Arrays.stream(Message.values()).map(Enum::name).forEach(needed::add);
        for (Purpose purpose : Purpose.values()) {
            needed.add("PURPOSE." + purpose);
        }
        for (RefusalReason refusal : RefusalReason.values()) {
            needed.add("REFUSAL." + refusal);
        }
        for (RetentionTrigger trigger : RetentionTrigger.values()) {
            needed.add("TRIGGER." + trigger);
        }
        for (DispositionBasis basis : DispositionBasis.values()) {
            needed.add("BASIS." + basis);
        }
        for (ConflictGround ground : ConflictGround.values()) {
            needed.add("GROUND." + ground);
        }
        for (ReviewGround ground : ReviewGround.values()) {
            needed.add("GROUND." + ground);
        }

        assertThat(new TreeSet<>(EN.keys())).isEqualTo(needed);
    }

    @ParameterizedTest
    @EnumSource
    void namesTheFactsOfEveryMessage(Message message) {
        Set<String> facts = message.facts().stream().map(Enum::name).collect(toSet());

        assertThat(new HashSet<>(ENGLISH.placeholders(message.name()))).isEqualTo(facts);
        assertThat(FR.text(message.name())).isNotEqualTo(EN.text(message.name()));
    }

    @Test
    void tellsABoundInFrench() {
        Sentence bound =
                new Sentence(
                        Message.ANNOUNCED_PERIOD,
                        Map.of(
                                FactName.PURPOSE,
                                Purpose.CONTRACT_PROOF,
                                FactName.PERIOD,
                                Period.of(1, 6, 10),
                                FactName.FROM,
                                LocalDate.of(2026, 12, 1),
                                FactName.TRIGGER,
                                RetentionTrigger.CONTRACT_CONCLUDED,
                                FactName.UNTIL,
                                LocalDate.of(2028, 6, 11),
                                FactName.POLICY_VERSION,
                                2,
                                FactName.REFERENCE,
                                "C. civ. art. 2224"));

        assertThat(FR.of(bound))
                .isEqualTo(
                        "La finalité « preuve d'un contrat oral » justifie une conservation de 1 an"
                                + " 6 mois 10 jours au plus à compter du 1er décembre 2026"
                                + " (conclusion du contrat), soit jusqu'au 11 juin 2028, comme"
                                + " annoncé à la personne (règle v2 ; C. civ. art. 2224).");
    }

    @Test
    void tellsThePlanAndTheEndInFrench() {
        assertThat(
                        List.of(
                                FR.of(
                                        new Sentence(
                                                Message.DUE_ON,
                                                Map.of(
                                                        FactName.DUE_ON,
                                                        LocalDate.of(2027, 5, 24),
                                                        FactName.ZONE,
                                                        ZoneId.of("Europe/Paris")))),
                                FR.of(
                                        new Sentence(
                                                Message.ORDERED,
                                                Map.of(
                                                        FactName.ORDERED_ON,
                                                        LocalDate.of(2027, 6, 1),
                                                        FactName.BASIS,
                                                        DispositionBasis.PERIOD_ENDED))),
                                FR.of(
                                        new Sentence(
                                                Message.DESTROYED_WITHOUT_ORDER,
                                                Map.of(
                                                        FactName.DESTROYED_ON,
                                                        LocalDate.of(2026, 12, 1))))))
                .containsExactly(
                        "Sa destruction est prévue à la fin de la journée du 24 mai 2027 (fuseau"
                                + " Europe/Paris).",
                        "Sa destruction a été ordonnée le 1er juin 2027 : la durée de conservation"
                                + " de sa dernière finalité était écoulée.",
                        "L'enregistrement a été détruit le 1er décembre 2026, sans"
                                + " ordre du calendrier de conservation.");
    }

    @ParameterizedTest
    @CsvSource({
        "P6M, 6 months, 6 mois",
        "P1Y, 1 year, 1 an",
        "P2Y1D, 2 years 1 day, 2 ans 1 jour",
        "P0D, 0 days, 0 jours"
    })
    void tellsAPeriodInWords(Period period, String english, String french) {
        Sentence minimum =
                new Sentence(
                        Message.STATUTORY_MINIMUM_AWAITED,
                        Map.of(
                                FactName.PURPOSE,
                                Purpose.INSURANCE_SALE,
                                FactName.PERIOD,
                                period,
                                FactName.TRIGGER,
                                RetentionTrigger.CONTRACT_SIGNED,
                                FactName.POLICY_VERSION,
                                1,
                                FactName.REFERENCE,
                                "C. assurances art. R.112-7"));

        assertThat(EN.of(minimum))
                .contains("at least " + english + " from the signing of the contract");
        assertThat(FR.of(minimum))
                .contains("de " + french + " au moins à compter de la signature du contrat");
    }

    @Test
    void doesNotTakeFactsThatAreNotThoseOfTheMessage() {
        assertThatThrownBy(() -> new Sentence(Message.DUE_AT, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DUE_AT");
    }
}
