// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

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
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRefused;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.eventsourcing.Rejected;
import io.temoin.eventsourcing.testing.DeciderSpecification;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link GiveConsent}: the proof it wants, and for how long it holds. */
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

    static Stream<Arguments> noConsents() {
        UUID recording = UUID.randomUUID();
        return Stream.of(
                arguments("A11", voice(null), PARTICULARS, "/positiveAct act-missing"),
                arguments(
                        "A11",
                        voice(PositiveAct.CLICK),
                        PARTICULARS,
                        "/positiveAct act-impossible"),
                arguments(
                        "A11",
                        new ConsentProof(
                                Channel.VOICE,
                                PROOF.wordingVersion(),
                                PROOF.mentions(),
                                PositiveAct.SPOKEN_YES,
                                new Evidence("NOTE", "agent-42-said-so")),
                        but(null, false, false, AgeDeclaration.ADULT, PARTICULARS.notice()),
                        "/audio audio-missing"),
                arguments(
                        "a segment of nothing",
                        PROOF,
                        but(new AudioSegment(recording, 5, 5), null, null, null, null),
                        "/audio/endMs segment-invalid"),
                arguments(
                        "a segment before the start",
                        PROOF,
                        but(new AudioSegment(recording, -1, 5), null, null, null, null),
                        "/audio/endMs segment-invalid"),
                arguments("tied", PROOF, but(null, true, null, null, null), "/tied consent-tied"),
                arguments(
                        "pre-ticked",
                        PROOF,
                        but(null, null, true, null, null),
                        "/preTicked consent-pre-ticked"),
                arguments(
                        "A15",
                        PROOF,
                        but(null, null, null, AgeDeclaration.MINOR, null),
                        "/ageDeclaration minor"),
                arguments(
                        "told afterwards",
                        PROOF,
                        but(
                                null,
                                null,
                                null,
                                null,
                                new ServedNotice("N-1", COLLECTED.plusNanos(1))),
                        "/noticeServedAt notice-after-consent"),
                arguments(
                        "harder to withdraw",
                        new ConsentProof(
                                Channel.PAPER,
                                PROOF.wordingVersion(),
                                PROOF.mentions(),
                                PositiveAct.SIGNATURE,
                                PROOF.evidence()),
                        PARTICULARS,
                        "/withdrawalChannels withdrawal-harder"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("noConsents")
    void isRefusedWhenItWasNotCollectedAsAConsent(
            String scenario, ConsentProof proof, ConsentParticulars particulars, String violation) {
        assertThat(violationsOf(collected(proof, particulars))).containsExactly(violation);
    }

    @ParameterizedTest
    @CsvSource({
        "VOICE,SPOKEN_YES",
        "VOICE,KEY_PRESSED",
        "IVR_DTMF,KEY_PRESSED",
        "WEB,CLICK",
        "WEB,BOX_TICKED",
        "WEB,SIGNATURE",
        "PAPER,SIGNATURE",
        "PAPER,BOX_TICKED",
        "SMS,CLICK",
        "SMS,KEY_PRESSED"
    })
    void isGivenByAnActThatTheChannelKnows(Channel channel, PositiveAct act) {
        var proof =
                new ConsentProof(
                        channel, PROOF.wordingVersion(), PROOF.mentions(), act, PROOF.evidence());
        assertThat(violationsOf(collected(proof, but(null, null, null, null, null)))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Channel.class)
    void isNotGivenByAnActThatTheChannelDoesNotKnow(Channel channel) {
        var act = channel == Channel.VOICE ? PositiveAct.SIGNATURE : PositiveAct.SPOKEN_YES;
        var proof =
                new ConsentProof(
                        channel, PROOF.wordingVersion(), PROOF.mentions(), act, PROOF.evidence());
        assertThat(violationsOf(collected(proof, but(null, null, null, null, null))))
                .containsExactly("/positiveAct act-impossible");
    }

    @Test
    void aSpokenYesMayBeShownByTheSegmentInAnothersSystem() {
        assertThat(violationsOf(collected(PROOF, but(null, null, null, null, null)))).isEmpty();
    }

    private static ConsentProof voice(@Nullable PositiveAct act) {
        return new ConsentProof(
                Channel.VOICE, PROOF.wordingVersion(), PROOF.mentions(), act, PROOF.evidence());
    }

    private static ConsentParticulars but(
            @Nullable AudioSegment audio,
            @Nullable Boolean tied,
            @Nullable Boolean preTicked,
            @Nullable AgeDeclaration age,
            @Nullable ServedNotice notice) {
        return new ConsentParticulars(
                "FR", null, null, notice, null, audio, null, null, tied, preTicked, age, List.of(),
                null, List.of());
    }

    private static GiveConsent collected(ConsentProof proof, ConsentParticulars particulars) {
        return new GiveConsent(
                CONSENT,
                BY_VOIX,
                RHONE,
                VOIX,
                NUMBER,
                Set.of(Purpose.PROSPECTING_CALL),
                proof,
                particulars,
                COLLECTED,
                Period.ofYears(1),
                null,
                FR_2026,
                Examples.MANDATE,
                NOW);
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

    /** Whether it was recorded as refused, or rejected for a mistake. */
    private List<String> violationsOf(GiveConsent command) {
        var rejected =
                catchThrowableOfType(
                        Rejected.class,
                        () -> {
                            var event =
                                    decider.decide(command, ContactPermission.NOTHING_KNOWN)
                                            .getFirst();
                            if (event instanceof ConsentRefused refused) {
                                throw refused.told();
                            }
                        });
        return rejected == null
                ? List.of()
                : rejected.violations().stream()
                        .map(violation -> violation.pointer() + " " + violation.code())
                        .toList();
    }
}
