// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.ATLAS;
import static io.temoin.consent.permission.domain.Examples.COLLECTED;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.given;
import static io.temoin.consent.permission.domain.Examples.objected;
import static io.temoin.consent.permission.domain.Examples.withdrawn;
import static io.temoin.consent.rules.domain.Purpose.PROSPECTING_CALL;
import static io.temoin.consent.rules.domain.Purpose.QUALITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.temoin.consent.party.domain.PartyId;
import io.temoin.phonenumbers.domain.PhoneNumber;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ContactPermissionTest {

    private static final ContactPermissionEvent FIRST =
            given(CONSENT, VOIX, COLLECTED, PROSPECTING_CALL);

    @Test
    void forgetsAConsentThatALaterOneReplaces() {
        assertThat(consentsAfter(FIRST, given(LATER_CONSENT, VOIX, NOW, PROSPECTING_CALL)))
                .extracting(Consent::id)
                .containsExactly(LATER_CONSENT);
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                Arguments.of(
                        "another processor", given(LATER_CONSENT, ATLAS, NOW, PROSPECTING_CALL)),
                Arguments.of("other purposes", given(LATER_CONSENT, VOIX, NOW, QUALITY)),
                Arguments.of(
                        "an earlier end",
                        given(LATER_CONSENT, VOIX, COLLECTED.minusSeconds(1), PROSPECTING_CALL)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("additions")
    void keepsAConsentThatSaysSomethingElse(String because, ContactPermissionEvent added) {
        assertThat(consentsAfter(FIRST, added)).hasSize(2);
    }

    @Test
    void keepsAConsentCollectedAfterALongerOneThatArrivesLate() {
        // Given a short consent of today, and a longer one collected before it
        var state =
                new ContactPermission(
                        List.of(
                                new Consent(
                                        CONSENT,
                                        VOIX,
                                        List.of(PROSPECTING_CALL),
                                        NOW,
                                        NOW.plusSeconds(60),
                                        null,
                                        null,
                                        null,
                                        false)),
                        null,
                        null,
                        null,
                        Preferences.NONE,
                        Attempts.NONE,
                        null,
                        Map.of());
        // When
        var after = ContactPermission.evolve(state, FIRST);
        // Then a withdrawal between the two would end only one of them
        assertThat(after.consents()).hasSize(2);
    }

    @Test
    void remembersTheLatestWithdrawal() {
        var state = replay(withdrawn(COLLECTED), withdrawn(NOW), withdrawn(COLLECTED));
        assertThat(state.withdrawnAt()).isEqualTo(NOW);
    }

    @Test
    void remembersTheFirstObjection() {
        var state = replay(objected(COLLECTED), objected(NOW));
        assertThat(state.objectedAt()).isEqualTo(COLLECTED);
    }

    @ParameterizedTest
    @CsvSource({
        "FR,2026-08-10T21:59:59Z,false", // still 10 August in Paris
        "FR,2026-08-10T22:00:00Z,true",
        "FR,2027-01-01T00:00:00Z,false", // 1 January 01:00 in Paris, where the pack has ended
        "FR,2026-12-31T22:59:59Z,true",
        "DE,2026-11-24T09:30:00Z,false"
    })
    void aRulePackGovernsItsCountryDuringItsDays(String region, Instant instant, boolean governs) {
        var pack =
                ExampleLaws.pack(
                        FR_2026.version(),
                        FR_2026.knownSince(),
                        LocalDate.of(2027, 1, 1),
                        FR_2026.windows());
        assertThat(pack.governs(region, instant)).isEqualTo(governs);
    }

    @Test
    void aRulePackWithoutEndGovernsUntilFurtherNotice() {
        assertThat(FR_2026.governs("FR", Instant.parse("2036-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void aPhoneNumberNeverShowsItself() {
        assertThat(new PhoneNumber("+33199001234")).hasToString("PhoneNumber[redacted]");
    }

    @Test
    void valuesRefuseOtherShapes() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PhoneNumber("0199001234"));
        assertThatIllegalArgumentException().isThrownBy(() -> new PartyId("Rhône Télécom"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Evidence("call", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Evidence("CALL", "free text"));
        assertThat(new PartyId("rhone-telecom")).hasToString("rhone-telecom");
    }

    private static List<Consent> consentsAfter(ContactPermissionEvent... past) {
        return replay(past).consents();
    }

    private static ContactPermission replay(ContactPermissionEvent... past) {
        return new ContactPermissionDecider().replay(List.of(past));
    }
}
