// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.chassis.testing.TextCatalogue;
import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.permission.domain.ConsentDefect;
import io.temoin.consent.recording.domain.PurposeOutcome;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.legalclock.Holiday;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExplanationsTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Explanations EN = Explanations.in(Locale.ENGLISH);
    private static final Explanations FR = Explanations.in(Locale.FRENCH);
    private static final TextCatalogue ENGLISH = TextCatalogue.named(EN.keys(), EN::message);

    /** A sentence is said only if everything it names is known. */
    @Test
    void saysWhatIsKnownAndNothingElse() {
        Reason bare = Reason.of(ReasonCode.FREQUENCY_CAP, "D223-9");
        Reason known = bare.with(Fact.of(FactName.ENDS_AT, "2026-12-30T23:00:00Z"));

        assertThat(EN.of(bare, PARIS)).isEqualTo(ReasonCode.FREQUENCY_CAP.detail());
        assertThat(EN.of(known, PARIS))
                .isEqualTo(
                        "The person has already been called as often as is allowed in this period."
                                + " The next attempt is possible from 31 December 2026, 00:00"
                                + " (Europe/Paris).");
    }

    @ParameterizedTest
    @CsvSource({
        "en, P30D, 30 days",
        "fr, P30D, 30 jours",
        "en, P1Y1M1D, 1 year 1 month 1 day",
        "fr, P2Y6M, 2 ans 6 mois",
        "en, P0D, 0 days"
    })
    void tellsPeriodsInWords(Locale language, String period, String words) {
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
                .contains("du 1er octobre 2026.")
                .endsWith("la loi n'en fixe aucun.");
    }

    /** In French it has a word of its own, by the clock of the person. */
    @Test
    void tellsTheFirstDayOfAMonth() {
        Reason withdrawn =
                Reason.of(ReasonCode.CONSENT_WITHDRAWN, "GDPR art. 7(3)")
                        .with(Fact.of(FactName.WITHDRAWN_AT, "2026-11-30T23:30:00Z"));

        assertThat(EN.of(withdrawn, PARIS))
                .endsWith("made on 1 December 2026, 00:30 (Europe/Paris).");
        assertThat(FR.of(withdrawn, PARIS))
                .endsWith("fait le 1er décembre 2026 à 00:30 (Europe/Paris).");
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

    /** A mention that is missing is told as one; every other defect has words of its own. */
    @ParameterizedTest
    @EnumSource(
            value = ConsentDefect.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = "MENTION_MISSING")
    void hasWordsForEveryDefect(ConsentDefect defect) {
        Reason reason =
                Reason.of(ReasonCode.CONSENT_INVALID, "C. conso. R223-1")
                        .with(Fact.of(FactName.DEFECT, defect.code()));

        for (Explanations words : List.of(EN, FR)) {
            assertThat(words.keys()).contains("DEFECT." + defect.code());
            assertThat(words.of(reason, PARIS))
                    .endsWith(words.message("DEFECT." + defect.code()) + ".");
        }
    }

    @ParameterizedTest
    @EnumSource(Holiday.class)
    void hasANameForEveryHoliday(Holiday holiday) {
        Reason reason =
                Reason.of(ReasonCode.PUBLIC_HOLIDAY, "C. trav. L3133-1")
                        .with(
                                Fact.of(FactName.HOLIDAY, holiday),
                                Fact.of(FactName.ZONE, "Europe/Paris"),
                                Fact.of(FactName.LOCAL_DATE, "2026-12-25"));

        assertThat(EN.of(reason, PARIS))
                .endsWith("25 December 2026 in the time zone Europe/Paris.")
                .doesNotContain(holiday.name());
        assertThat(FR.of(reason, PARIS))
                .endsWith("le 25 décembre 2026 dans le fuseau Europe/Paris.")
                .doesNotContain(holiday.name());
    }

    @Test
    void tellsTheHourWhereThePersonIs() {
        Reason early =
                Reason.of(ReasonCode.OUTSIDE_HOURS, "C. conso. D223-9")
                        .with(
                                Fact.of(FactName.ZONE, "Indian/Reunion"),
                                Fact.of(FactName.LOCAL_TIME, "09:30"),
                                Fact.of(FactName.ENDS_AT, "2026-11-24T06:00:00Z"));

        assertThat(EN.of(early, ZoneId.of("Indian/Reunion")))
                .endsWith(
                        "It is 09:30 in the time zone Indian/Reunion. Calls are allowed again from"
                                + " 24 November 2026, 10:00 (Indian/Reunion).");
        assertThat(FR.of(early, ZoneId.of("Indian/Reunion")))
                .endsWith(
                        "Il est 09:30 dans le fuseau Indian/Reunion. La prochaine plage autorisée"
                                + " commence le 24 novembre 2026 à 10:00 (Indian/Reunion).");
    }

    @Test
    void tellsWhichWishIsAgainstTheCall() {
        Reason refused =
                Reason.of(ReasonCode.PREFERENCE, "wishes")
                        .with(
                                Fact.of(FactName.CAUSE, "REFUSED"),
                                Fact.of(FactName.PURPOSE, "PROSPECTING_CALL"),
                                Fact.of(FactName.STATED_AT, "2026-11-24T09:30:00Z"));
        Reason otherWays =
                Reason.of(ReasonCode.PREFERENCE, "wishes")
                        .with(
                                Fact.of(FactName.CAUSE, "OTHER_WAYS"),
                                Fact.of(FactName.WAY, "POST"),
                                Fact.of(FactName.WAY, "SMS"));
        Reason quiet =
                Reason.of(ReasonCode.QUIET_HOURS, "wishes")
                        .with(
                                Fact.of(FactName.ZONE, "Europe/Paris"),
                                Fact.of(FactName.LOCAL_DATE, "2026-11-24"),
                                Fact.of(FactName.LOCAL_TIME, "12:10"),
                                Fact.of(FactName.QUIET_FROM, "12:00"),
                                Fact.of(FactName.QUIET_UNTIL, "14:30"));

        assertThat(EN.of(refused, PARIS))
                .endsWith(
                        "They refused marketing calls. They stated this on 24 November 2026, 10:30"
                                + " (Europe/Paris).");
        assertThat(FR.of(refused, PARIS)).contains("Elle a refusé les appels de prospection.");
        assertThat(EN.of(otherWays, PARIS)).endsWith("Only by: post, text messages.");
        assertThat(FR.of(otherWays, PARIS)).endsWith("Uniquement par : courrier postal, SMS.");
        assertThat(EN.of(quiet, PARIS))
                .endsWith(
                        "It is 24 November 2026, 12:10 in the time zone Europe/Paris. They do not"
                                + " want calls from 12:00 to 14:30.");
        assertThat(FR.of(quiet, PARIS))
                .endsWith(
                        "Il est 12:10, le 24 novembre 2026, dans le fuseau Europe/Paris. Elle ne"
                                + " veut pas d'appels de 12:00 à 14:30.");
    }

    @ParameterizedTest
    @EnumSource(PurposeOutcome.Code.class)
    void hasWordsForEveryOutcomeOfARecording(PurposeOutcome.Code code) {
        assertThat(EN.of(code)).isEqualTo(code.detail());
        assertThat(FR.of(code)).isNotEqualTo(code.detail());
    }

    @Test
    void saysTheSameInBothLanguages() {
        TextCatalogue.named(FR.keys(), FR::message).saysTheSameAs(ENGLISH);
    }

    /** A name that is misspelt in the catalogue would keep its sentence from ever being said. */
    @Test
    void namesFactsThatExist() {
        assertThat(Arrays.stream(FactName.values()).map(Enum::name))
                .containsAll(
                        EN.keys().stream()
                                .flatMap(key -> ENGLISH.placeholders(key).stream())
                                .toList());
    }
}
