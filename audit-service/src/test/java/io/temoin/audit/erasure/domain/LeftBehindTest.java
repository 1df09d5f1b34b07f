// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.erasure.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.audit.erasure.domain.LeftBehind.Item;
import io.temoin.audit.erasure.domain.LeftBehind.Kind;
import io.temoin.audit.erasure.domain.LeftBehind.Said;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeftBehindTest {

    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    private static final Said STORED = said(1, "recording.RECORDING_STORED", "r1", "c1");
    private static final Said ERASED = said(5, "recording.RECORDING_ERASED", "r1", null);
    private static final Said RETAINED = said(2, "retention.ITEM_RETAINED", "r1", null);
    private static final Said GIVEN = said(0, "consent.CONSENT_GIVEN", null, "c1");
    private static final Said WITHDRAWN = said(6, "consent.CONSENT_WITHDRAWN", null, null);

    private static final Item AUDIO = new Item(Kind.RECORDING, "r1", "recording");
    private static final Item ITEM = new Item(Kind.RETAINED_ITEM, "r1", "retention");
    private static final Item CONSENT = new Item(Kind.CONSENT, "c1", "consent");

    @Test
    void isWhatWasStoredAndNotErased() {
        assertThat(LeftBehind.of(List.of(STORED, GIVEN, RETAINED)))
                .containsExactly(CONSENT, AUDIO, ITEM);
    }

    @Test
    void isNothingOnceEachServiceHasSaidSo() {
        for (String disposed : List.of("DISPOSITION_CONFIRMED", "ERASED_WITHOUT_ORDER")) {
            assertThat(
                            LeftBehind.of(
                                    List.of(
                                            WITHDRAWN,
                                            ERASED,
                                            said(6, "retention." + disposed, "r1", null),
                                            RETAINED,
                                            STORED,
                                            GIVEN)))
                    .isEmpty();
        }
    }

    @Test
    void isNoConsentThatHasExpired() {
        assertThat(LeftBehind.of(List.of(GIVEN, said(3, "consent.CONSENT_EXPIRED", null, "c1"))))
                .isEmpty();
    }

    @Test
    void isAConsentThatWasGivenAgainAfterTheWithdrawal() {
        assertThat(
                        LeftBehind.of(
                                List.of(
                                        GIVEN,
                                        WITHDRAWN,
                                        said(7, "consent.CONSENT_GIVEN", null, "c2"))))
                .containsExactly(new Item(Kind.CONSENT, "c2", "consent"));
    }

    @Test
    void isAConsentOfAnotherControllerThanTheWithdrawal() {
        Said other =
                new Said(
                        NOW.plusSeconds(6),
                        "consent",
                        "CONSENT_WITHDRAWN",
                        "other",
                        null,
                        null,
                        Set.of());

        assertThat(LeftBehind.of(List.of(GIVEN, other))).containsExactly(CONSENT);
    }

    @Test
    void isAConsentOfWhichAPurposeWasNotWithdrawn() {
        Said two = given(Set.of("PROSPECTING_CALL", "SMS"));

        assertThat(LeftBehind.of(List.of(two, withdrawn(Set.of("SMS"))))).containsExactly(CONSENT);
        assertThat(LeftBehind.of(List.of(two, withdrawn(Set.of("SMS", "PROSPECTING_CALL")))))
                .isEmpty();
    }

    @Test
    void isNothingOfWhatLeavesNothing() {
        assertThat(
                        LeftBehind.of(
                                List.of(
                                        said(0, "consent.CALL_ALLOWED", null, "c1"),
                                        said(1, "recording.RECORDING_STORED", null, null),
                                        said(2, "recording.RECORDING_ERASED", null, null))))
                .isEmpty();
    }

    private static Said given(Set<String> purposes) {
        return new Said(NOW, "consent", "CONSENT_GIVEN", "rhone", null, "c1", purposes);
    }

    private static Said withdrawn(Set<String> purposes) {
        return new Said(
                NOW.plusSeconds(9), "consent", "CONSENT_WITHDRAWN", "rhone", null, null, purposes);
    }

    private static Said said(
            int second, String what, @Nullable String recording, @Nullable String consent) {
        String[] words = what.split("\\.", 2);
        return new Said(
                NOW.plusSeconds(second), words[0], words[1], "rhone", recording, consent, Set.of());
    }
}
