// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentViolations.violationsOf;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.NUMBER;
import static io.temoin.consent.permission.domain.Examples.PARTICULARS;
import static io.temoin.consent.permission.domain.Examples.PROOF;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.temoin.consent.permission.domain.ContactPermissionCommand.GiveConsent;
import io.temoin.consent.rules.domain.Purpose;
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

/** {@link GiveConsent}: what it takes to have been collected as a consent. */
class CollectedConsentTest {

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
                null, List.of(), null);
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
}
