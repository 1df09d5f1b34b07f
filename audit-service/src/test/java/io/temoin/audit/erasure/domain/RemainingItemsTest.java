// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.erasure.domain.RemainingItems.Item;
import io.temoin.audit.erasure.domain.RemainingItems.Kind;
import io.temoin.audit.erasure.domain.RemainingItems.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemainingItemsTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    private static final Statement STORED = said(1, "recording.RECORDING_STORED", "r1", "c1");
    private static final Statement ERASED = said(5, "recording.RECORDING_ERASED", "r1", null);
    private static final Statement RETAINED = said(2, "retention.ITEM_RETAINED", "r1", null);
    private static final Statement GIVEN = said(0, "consent.CONSENT_GIVEN", null, "c1");
    private static final Statement WITHDRAWN = said(6, "consent.CONSENT_WITHDRAWN", null, null);

    private static final Item AUDIO = new Item(Kind.RECORDING, "r1", "recording");
    private static final Item ITEM = new Item(Kind.RETAINED_ITEM, "r1", "retention");
    private static final Item CONSENT = new Item(Kind.CONSENT, "c1", "consent");
    private static final Item PROOF = new Item(Kind.ENDED_CONSENT, "c1", "consent");

    @Test
    void isWhatWasStoredAndNotErased() {
        assertThat(RemainingItems.of(List.of(STORED, GIVEN, RETAINED)))
                .containsExactly(CONSENT, AUDIO, ITEM);
    }

    @Test
    void isTheProofAloneOnceEachServiceHasSaidSo() {
        for (String disposed : List.of("DISPOSITION_CONFIRMED", "ERASED_WITHOUT_ORDER")) {
            assertThat(
                            RemainingItems.of(
                                    List.of(
                                            WITHDRAWN,
                                            ERASED,
                                            said(6, "retention." + disposed, "r1", null),
                                            RETAINED,
                                            STORED,
                                            GIVEN)))
                    .containsExactly(PROOF);
        }
    }

    @Test
    void isTheProofOfAConsentThatHasExpired() {
        Statement expired = said(3, "consent.CONSENT_EXPIRED", null, "c1");

        assertThat(RemainingItems.of(List.of(GIVEN, expired))).containsExactly(PROOF);
        assertThat(RemainingItems.of(List.of(GIVEN, expired, WITHDRAWN)))
                .as("which no withdrawal takes away")
                .containsExactly(PROOF);
        assertThat(RemainingItems.of(List.of(expired)))
                .as("though the trail forgot when it was given")
                .containsExactly(PROOF);
    }

    @Test
    void isWhatThePersonStatedToEachController() {
        Statement other =
                new Statement(
                        NOW.plusSeconds(8),
                        "consent",
                        "PREFERENCES_STATED",
                        "loire",
                        null,
                        null,
                        null,
                        Set.of());

        assertThat(
                        RemainingItems.of(
                                List.of(
                                        said(7, "consent.PREFERENCES_STATED", null, null),
                                        other,
                                        said(9, "consent.PREFERENCES_STATED", null, null))))
                .containsExactly(
                        new Item(Kind.PREFERENCES, "rhone", "consent"),
                        new Item(Kind.PREFERENCES, "loire", "consent"));
    }

    /** Of a consent that a call rested on, or of a request, which has no id of its own. */
    @Test
    void isTheProofThatACallRestedOn() {
        Statement ofConsent = said(1, "retention.PROOF_RETAINED", null, "c1");
        Statement ofRequest =
                new Statement(
                        NOW,
                        "retention",
                        "PROOF_RETAINED",
                        "rhone",
                        null,
                        "d1",
                        null,
                        Set.of("PROSPECTING_CALL"));

        assertThat(RemainingItems.of(List.of(ofConsent, ofRequest)))
                .containsExactly(
                        new Item(Kind.RETAINED_PROOF, "d1", "retention"),
                        new Item(Kind.RETAINED_PROOF, "c1", "retention"));
    }

    @Test
    void isNoProofThatItsOwnerHasDisposedOf() {
        Statement expired = said(3, "consent.CONSENT_EXPIRED", null, "c1");
        Statement retained = said(4, "retention.PROOF_RETAINED", null, "c1");
        List<Statement> said = List.of(GIVEN, expired, retained, STORED);

        assertThat(RemainingItems.of(said, Set.of("c2"))).hasSize(3);
        assertThat(RemainingItems.of(said, Set.of("c1"))).containsExactly(AUDIO);
        assertThat(RemainingItems.of(said, Set.of("c1", "r1")))
                .as("a recording is confirmed by its own service")
                .containsExactly(AUDIO);
    }

    /** They keep the person from being called, and are there for that alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OBJECTION_RECORDED",
                "RECORDING_OBJECTION_RECORDED",
                "CONSENT_WITHDRAWN",
                "MINOR_FLAGGED"
            })
    void isNoWordAgainstBeingCalled(String action) {
        assertThat(RemainingItems.of(List.of(said(1, "consent." + action, null, null)))).isEmpty();
    }

    @Test
    void isAConsentThatWasGivenAgainAfterTheWithdrawal() {
        assertThat(
                        RemainingItems.of(
                                List.of(
                                        GIVEN,
                                        WITHDRAWN,
                                        said(7, "consent.CONSENT_GIVEN", null, "c2"))))
                .containsExactly(PROOF, new Item(Kind.CONSENT, "c2", "consent"));
    }

    @Test
    void isAConsentOfAnotherControllerThanTheWithdrawal() {
        Statement other =
                new Statement(
                        NOW.plusSeconds(6),
                        "consent",
                        "CONSENT_WITHDRAWN",
                        "other",
                        null,
                        null,
                        null,
                        Set.of());

        assertThat(RemainingItems.of(List.of(GIVEN, other))).containsExactly(CONSENT);
    }

    @Test
    void isAConsentOfWhichAPurposeWasNotWithdrawn() {
        Statement two = given(Set.of("PROSPECTING_CALL", "SMS"));

        assertThat(RemainingItems.of(List.of(two, withdrawn(Set.of("SMS")))))
                .containsExactly(CONSENT);
        assertThat(RemainingItems.of(List.of(two, withdrawn(Set.of("SMS", "PROSPECTING_CALL")))))
                .containsExactly(PROOF);
    }

    @Test
    void isNothingOfWhatLeavesNothing() {
        assertThat(
                        RemainingItems.of(
                                List.of(
                                        said(0, "consent.CALL_ALLOWED", null, "c1"),
                                        said(1, "recording.RECORDING_STORED", null, null),
                                        said(2, "recording.RECORDING_ERASED", null, null),
                                        said(3, "retention.PROOF_RETAINED", null, null))))
                .isEmpty();
    }

    private static Statement given(Set<String> purposes) {
        return new Statement(NOW, "consent", "CONSENT_GIVEN", "rhone", null, null, "c1", purposes);
    }

    private static Statement withdrawn(Set<String> purposes) {
        return new Statement(
                NOW.plusSeconds(9),
                "consent",
                "CONSENT_WITHDRAWN",
                "rhone",
                null,
                null,
                null,
                purposes);
    }

    private static Statement said(
            int second, String what, @Nullable String recording, @Nullable String consent) {
        String[] words = what.split("\\.", 2);
        return new Statement(
                NOW.plusSeconds(second),
                words[0],
                words[1],
                "rhone",
                recording,
                null,
                consent,
                Set.of());
    }
}
