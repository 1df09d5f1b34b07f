// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentViolations.violationsOf;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_STRANGER;
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
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.giving;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected.Violation;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link GiveConsent}: what the person was told, and for how long it holds. */
class GivingConsentTest {

    private final ContactPermissionDecider decider = new ContactPermissionDecider();
    private final DeciderSpecification<
                    ContactPermissionCommand, ContactPermission, ContactPermissionEvent>
            permission = DeciderSpecification.of(decider);

    @Test
    void recordsTheConsentWithItsProofAndItsEnd() {
        permission
                .given()
                .when(giving())
                .then(
                        new ConsentGiven(
                                CONSENT,
                                RHONE,
                                VOIX,
                                SUBJECT,
                                NUMBER,
                                List.of(Purpose.PROSPECTING_CALL),
                                PROOF,
                                VOIX,
                                COLLECTED,
                                Instant.parse("2027-09-01T08:00:00Z"),
                                null,
                                PARTICULARS,
                                Instant.parse("2029-09-01T08:00:00Z"),
                                FR_2026.ruleSet(),
                                NOW));
    }

    @Test
    void countsItsValidityInTheCalendarOfTheLaw() {
        // Given a consent of 29 October 09:00 in Paris, in winter time, for half a year
        var collected = Instant.parse("2026-10-29T08:00:00Z");
        // When
        var events =
                decider.decide(
                        giving(PROOF, collected, Period.ofMonths(6)),
                        ContactPermission.NOTHING_KNOWN);
        // Then it ends on 29 April 09:00 in Paris, in summer time
        assertThat(events)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsentGiven.class,
                        given -> assertThat(given.validUntil()).isEqualTo("2027-04-29T07:00:00Z"));
    }

    @Test
    void isRefusedForAControllerTheCallerDoesNotActFor() {
        permission
                .given()
                .when(by(BY_STRANGER))
                .thenRejected(ConsentProblem.CONTROLLER_NOT_AUTHORISED);
    }

    @Test
    void isRefusedWhereNoRulesAreKnown() {
        permission.given().when(under(null)).thenRejected(ConsentProblem.RULESET_UNKNOWN);
    }

    @Test
    void isRefusedWhenThePersonWithdrewAfterIt() {
        assertThat(decider.decide(giving(), decider.replay(List.of(withdrawn(COLLECTED)))))
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsentRefused.class,
                        refused ->
                                assertThat(refused.problem())
                                        .isEqualTo(ConsentProblem.CONSENT_WITHDRAWN_SINCE));
    }

    @Test
    void isPossibleAgainAfterAWithdrawal() {
        permission.given(withdrawn(COLLECTED.minusSeconds(1))).when(giving()).then(given());
    }

    @Test
    void isRefusedWithoutPurpose() {
        var withoutPurpose =
                new GiveConsent(
                        CONSENT,
                        BY_VOIX,
                        RHONE,
                        VOIX,
                        NUMBER,
                        Set.of(),
                        PROOF,
                        PARTICULARS,
                        COLLECTED,
                        Period.ofYears(1),
                        null,
                        FR_2026,
                        Examples.MANDATE,
                        NOW);
        assertThat(violationsOf(withoutPurpose)).containsExactly("/purposes purpose-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "false,true,true,true,true,professionalAndGoods",
        "true,false,true,true,true,choice",
        "true,true,false,true,true,period",
        "true,true,true,false,true,withdrawal",
        "true,true,true,true,false,proofAccess"
    })
    void isRefusedWhenThePersonWasNotToldEverything(
            boolean professional,
            boolean choice,
            boolean period,
            boolean withdrawal,
            boolean proof,
            String missing) {
        var mentions = new Mentions(professional, choice, period, withdrawal, proof);
        assertThat(violationsOf(giving(told(mentions), COLLECTED, Period.ofYears(1))))
                .containsExactly("/mentions/" + missing + " mention-missing");
    }

    @Test
    void namesEveryViolationAtOnce() {
        var mentions = new Mentions(false, true, true, false, true);
        assertThat(violationsOf(giving(told(mentions), COLLECTED, Period.ofYears(2))))
                .containsExactly(
                        "/mentions/professionalAndGoods mention-missing",
                        "/mentions/withdrawal mention-missing",
                        "/validFor validity-too-long");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-01T08:00:00Z,P1Y1D,/validFor validity-too-long",
        "2026-09-01T08:00:00Z,P13M,/validFor validity-too-long",
        "2026-09-01T08:00:00Z,P366D,/validFor validity-too-long",
        "2026-09-01T08:00:00Z,P999999999Y,/validFor validity-too-long",
        "2026-09-01T08:00:00Z,P400D,/validFor validity-too-long",
        "1970-01-01T00:00:00Z,P2Y,/validFor validity-too-long",
        "2026-09-01T08:00:00Z,P0D,/validFor validity-not-positive",
        "2026-09-01T08:00:00Z,P1Y-1D,/validFor validity-not-positive",
        "2026-09-01T08:00:00Z,P2M,/collectedAt validity-over",
        "2025-11-24T09:30:00Z,P1Y,/collectedAt validity-over",
        "-1000000000-01-01T00:00:00Z,P1Y,/collectedAt validity-over",
        "2026-11-24T09:30:05.001Z,P1Y,/collectedAt in-the-future",
        "+1000000000-12-31T00:00:00Z,P1Y,/collectedAt in-the-future"
    })
    void isRefusedOutsideItsYear(Instant collected, Period validFor, String violation) {
        assertThat(violationsOf(giving(PROOF, collected, validFor))).containsExactly(violation);
    }

    /** Nobody who collects consents knows what P1Y is. */
    @Test
    void tellsTheLongestValidityInWords() {
        var tooLong = giving(PROOF, COLLECTED, Period.ofYears(2));

        assertThat(ConsentRules.violations(tooLong, FR_2026))
                .extracting(Violation::message)
                .containsExactly("A consent is valid for at most 1 year from its collection.");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-01T08:00:00Z,P12M",
        "2026-09-01T08:00:00Z,P365D",
        "2025-11-24T09:30:01Z,P1Y",
        "2026-11-24T09:30:05Z,P1Y"
    })
    void holdsAsLongAsTheLawAllows(Instant collected, Period validFor) {
        assertThat(violationsOf(giving(PROOF, collected, validFor))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-01T07:59:59Z, false",
        "2026-09-01T08:00:00Z, true",
        "2026-11-29T18:00:00Z, true",
        "2027-09-01T07:59:59Z, true",
        "2027-09-01T08:00:00Z, false"
    })
    void anAgreedTimeLiesWithinTheValidity(Instant slot, boolean within) {
        assertThat(violationsOf(with(BY_VOIX, slot, FR_2026)))
                .isEqualTo(within ? List.of() : List.of("/exactSlot slot-out-of-validity"));
    }

    @Test
    void anAgreedTimeIsKept() {
        var slot = Instant.parse("2026-11-29T18:00:00Z");

        assertThat(decider.decide(with(BY_VOIX, slot, FR_2026), ContactPermission.NOTHING_KNOWN))
                .singleElement()
                .isInstanceOfSatisfying(
                        ConsentGiven.class, given -> assertThat(given.exactSlot()).isEqualTo(slot));
    }

    @Test
    void itsProofIsKeptAsLongAsTheLawSaysAndThreeYearsWhereNoneDoes() {
        var fiveYears =
                new ProofRetention(
                        Period.ofYears(5), ProofRetention.From.LAST_USED_AT, "UWG §7a(2)");

        assertThat(proofKeptUnder(ExampleLaws.keepingProof(fiveYears)))
                .isEqualTo("2031-09-01T08:00:00Z");
        assertThat(proofKeptUnder(ExampleLaws.keepingProof(null)))
                .isEqualTo("2029-09-01T08:00:00Z");
    }

    private @Nullable Instant proofKeptUnder(RulePack pack) {
        var given = decider.decide(under(pack), ContactPermission.NOTHING_KNOWN).getFirst();
        return ((ConsentGiven) given).proofKeptUntil();
    }

    private GiveConsent by(ActingParty party) {
        return with(party, FR_2026);
    }

    private GiveConsent under(@Nullable RulePack pack) {
        return with(BY_VOIX, pack);
    }

    private GiveConsent with(ActingParty party, @Nullable RulePack pack) {
        return with(party, null, pack);
    }

    private GiveConsent with(
            ActingParty party, @Nullable Instant exactSlot, @Nullable RulePack pack) {
        return new GiveConsent(
                CONSENT,
                party,
                RHONE,
                VOIX,
                NUMBER,
                Set.of(Purpose.PROSPECTING_CALL),
                PROOF,
                PARTICULARS,
                COLLECTED,
                Period.ofYears(1),
                exactSlot,
                pack,
                Examples.MANDATE,
                NOW);
    }

    private ConsentProof told(Mentions mentions) {
        return new ConsentProof(
                PROOF.channel(),
                PROOF.wordingVersion(),
                mentions,
                PROOF.positiveAct(),
                PROOF.evidence());
    }
}
