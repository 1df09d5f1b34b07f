// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.NUMBER;
import static io.temoin.consent.permission.domain.Examples.PARTICULARS;
import static io.temoin.consent.permission.domain.Examples.PROOF;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.giving;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Defect;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link GiveConsent} of what is none: recorded as evidence, unless it is a mistake. */
class RefusedConsentTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void isRecordedWithWhoHandedItInAndWhyA11() {
        permission
                .given()
                .when(withoutAct(Set.of(Purpose.PROSPECTING_CALL)))
                .then(
                        new ConsentRefused(
                                CONSENT,
                                RHONE,
                                VOIX,
                                SUBJECT,
                                List.of(Purpose.PROSPECTING_CALL),
                                Channel.VOICE,
                                VOIX,
                                PARTICULARS.agent(),
                                ConsentProblem.CONSENT_INVALID,
                                List.of(
                                        new Defect(
                                                "/positiveAct",
                                                "act-missing",
                                                "Silence is not consent: consent requires a"
                                                        + " positive act of the person (GDPR art."
                                                        + " 4(11), recital 32, C. conso."
                                                        + " L223-1).")),
                                COLLECTED,
                                FR_2026.ruleSet(),
                                NOW));
    }

    /** A mistake beside it does not hide it. */
    @Test
    void namesTheMistakesToo() {
        assertThat(refused(withoutAct(Set.of())).defects())
                .extracting(Defect::code)
                .containsExactly("purpose-missing", "act-missing");
    }

    @Test
    void permitsAndEndsNothing() {
        var before = decider.replay(List.of(Examples.given()));

        var after =
                decider.replay(
                        List.of(
                                Examples.given(),
                                refused(withoutAct(Set.of(Purpose.PROSPECTING_CALL)))));

        assertThat(after.consents()).isEqualTo(before.consents());
        assertThat(CallRules.evaluate(Examples.asking(BY_VOIX), after))
                .isEqualTo(CallRules.evaluate(Examples.asking(BY_VOIX), before));
    }

    /** A decision says what is missing, not that nothing was ever collected. */
    @Test
    void aDecisionSaysWhatItLacks() {
        var incomplete =
                refused(
                        giving(
                                new ConsentProof(
                                        Channel.VOICE,
                                        "fibre-2026-09",
                                        new Mentions(true, false, true, true, false),
                                        null,
                                        PROOF.evidence()),
                                COLLECTED,
                                Period.ofYears(1)));

        var verdict =
                CallRules.evaluate(Examples.asking(BY_VOIX), decider.replay(List.of(incomplete)));

        assertThat(verdict.reasons())
                .containsExactly(
                        Reason.of(ReasonCode.CONSENT_INVALID, FR_2026.consentSource())
                                .with(
                                        Fact.of(FactName.CONSENT, CONSENT),
                                        Fact.of(FactName.COLLECTED_AT, COLLECTED),
                                        Fact.of(FactName.MENTION, "choice"),
                                        Fact.of(FactName.MENTION, "proofAccess"),
                                        Fact.of(FactName.DEFECT, "act-missing")));
    }

    @Test
    void isNotToldOfAnotherCallerOrPurposeOrAfterAConsent() {
        var incomplete = refused(withoutAct(Set.of(Purpose.PROSPECTING_CALL)));
        var toRecordings = refused(withoutAct(Set.of(Purpose.TRAINING)));

        assertThat(codes(Examples.BY_ATLAS, incomplete)).containsExactly("NO_CONSENT");
        assertThat(codes(BY_VOIX, toRecordings)).containsExactly("NO_CONSENT");
        assertThat(codes(Examples.BY_RHONE, incomplete)).containsExactly("CONSENT_INVALID");
        assertThat(codes(BY_VOIX, incomplete, Examples.given()))
                .containsExactly("CONSENT_IN_FORCE");
    }

    private List<String> codes(ActingParty by, ContactPermissionEvent... past) {
        return CallRules.evaluate(Examples.asking(by), decider.replay(List.of(past)))
                .reasons()
                .stream()
                .map(reason -> reason.code().name())
                .toList();
    }

    /** What cannot be so, whoever said it. */
    @ParameterizedTest
    @CsvSource({"2026-11-24T09:30:06Z,P1Y", "2026-09-01T08:00:00Z,P0D"})
    void aMistakeIsNotRecorded(Instant collected, Period validFor) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(
                        () ->
                                decider.decide(
                                        giving(PROOF, collected, validFor),
                                        ContactPermission.NOTHING_KNOWN))
                .satisfies(
                        told -> assertThat(told.code()).isEqualTo(ConsentProblem.CONSENT_INVALID));
    }

    /** The year of the law is what the person was not told; that is no mistake. */
    @ParameterizedTest
    @CsvSource({
        "2026-09-01T08:00:00Z,P2Y,validity-too-long",
        "2024-09-01T08:00:00Z,P1Y,validity-over"
    })
    void outsideItsYearIsRecorded(Instant collected, Period validFor, String code) {
        assertThat(refused(giving(PROOF, collected, validFor)).defects())
                .extracting(Defect::code)
                .containsExactly(code);
    }

    private ConsentRefused refused(GiveConsent command) {
        return (ConsentRefused) decider.decide(command, ContactPermission.NOTHING_KNOWN).getFirst();
    }

    private static GiveConsent withoutAct(Set<Purpose> purposes) {
        return new GiveConsent(
                CONSENT,
                BY_VOIX,
                RHONE,
                VOIX,
                NUMBER,
                purposes,
                new ConsentProof(
                        Channel.VOICE,
                        PROOF.wordingVersion(),
                        PROOF.mentions(),
                        null,
                        PROOF.evidence()),
                PARTICULARS,
                COLLECTED,
                Period.ofYears(1),
                null,
                FR_2026,
                Examples.MANDATE,
                NOW);
    }
}
