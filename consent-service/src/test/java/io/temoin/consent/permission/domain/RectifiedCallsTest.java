// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentField.AGENT;
import static io.temoin.consent.permission.domain.ConsentField.EXACT_SLOT;
import static io.temoin.consent.permission.domain.ConsentField.OBJECT;
import static io.temoin.consent.permission.domain.ConsentField.VALID_UNTIL;
import static io.temoin.consent.permission.domain.ExampleRectifications.about;
import static io.temoin.consent.permission.domain.ExampleRectifications.rectified;
import static io.temoin.consent.permission.domain.ExampleRectifications.unreadable;
import static io.temoin.consent.permission.domain.Examples.CONSENT;
import static io.temoin.consent.permission.domain.Examples.LATER_CONSENT;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentRectified;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.consent.rules.domain.RulePack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call needs what was given and what is right: neither alone permits it. */
class RectifiedCallsTest {

    private static final RulePack FRANCE = ForeignLawsTest.law("FR", NOW);
    private static final RulePack GERMANY = ForeignLawsTest.law("DE", NOW);
    private static final Instant SUNDAY = Instant.parse("2026-11-29T18:00:00Z");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "FR, fibre, fibre, DENY",
                "FR, fibre, mobile, DENY",
                "FR, -, mobile, DENY",
                "DE, fibre, fibre, DENY",
                "DE, fibre, mobile, DENY",
                "DE, fibre, -, DENY",
                "DE, mobile, -, ALLOW",
                "DE, mobile, mobile, ALLOW",
                "DE, -, -, ALLOW",
                "DE, -, mobile, ALLOW",
                "DE, -, fibre, DENY"
            })
    void isAboutBothOrNothing(
            String law, @Nullable String object, @Nullable String offer, Verdict expected) {
        var decided =
                decide(
                        law.equals("FR") ? FRANCE : GERMANY,
                        offer,
                        NOW,
                        about(object, null),
                        rectified(OBJECT, "mobile"));

        assertThat(decided.verdict()).as(decided.reasons().toString()).isEqualTo(expected);
    }

    /** What is right is sealed, so no decision tells it. */
    @Test
    void tellsThatItWasPutRightAndNotWhatIsRight() {
        var decided =
                decide(FRANCE, "fibre", NOW, about("fibre", null), rectified(OBJECT, "aiguille"));

        Reason reason = decided.reasons().getFirst();
        assertThat(reason.code()).isEqualTo(ReasonCode.CONSENT_SCOPE_MISMATCH);
        assertThat(reason.known()).contains(Fact.of(FactName.CAUSE, "OBJECT_RECTIFIED"));
        assertThat(decided.toString()).doesNotContain("aiguille");
    }

    @Test
    void endsWithTheEarlierEnd() {
        var given = about("fibre", null);
        assertThat(verdict(given, rectified(VALID_UNTIL, NOW.plusSeconds(1).toString())))
                .isEqualTo(Verdict.ALLOW);
        assertThat(verdict(given, rectified(VALID_UNTIL, NOW.toString()))).isEqualTo(Verdict.DENY);
        // An event that says more than a decider lets it permits no more.
        assertThat(
                        decider.replay(
                                        List.of(
                                                given,
                                                rectified(VALID_UNTIL, "2031-01-01T00:00:00Z")))
                                .consents()
                                .getFirst()
                                .validUntil())
                .isEqualTo(given.validUntil());
    }

    @ParameterizedTest
    @CsvSource({"2026-11-29T18:00:00Z", "2026-11-22T18:00:00Z"})
    void noTimeIsExemptThatWasNotAgreedToInBoth(Instant right) {
        var given = about("fibre", SUNDAY);
        var moved = rectified(EXACT_SLOT, right.toString());

        assertThat(decide(FRANCE, "fibre", SUNDAY, given).verdict()).isEqualTo(Verdict.ALLOW);
        assertThat(decide(FRANCE, "fibre", SUNDAY, given, moved).verdict()).isEqualTo(Verdict.DENY);
    }

    @Test
    void permitsNothingOnceNobodyCanReadWhatIsRight() {
        assertThat(verdict(about("fibre", null), unreadable(OBJECT))).isEqualTo(Verdict.DENY);
        assertThat(verdict(about("fibre", null), unreadable(AGENT))).isEqualTo(Verdict.ALLOW);
    }

    @Test
    void saysNothingOfAnotherConsent() {
        var other = Examples.given(LATER_CONSENT, null, Examples.COLLECTED);
        assertThat(
                        decider.replay(List.of(other, rectified(VALID_UNTIL, NOW.toString())))
                                .consents())
                .singleElement()
                .extracting(Consent::validUntil)
                .isEqualTo(other.validUntil());
    }

    /** The proof takes along what is right. */
    @Test
    void goesWithTheProof() {
        var given = about("fibre", null);
        var right = rectified(OBJECT, "mobile");
        var disposal =
                ContactDisposal.of(
                        ItemKind.CONSENT_PROOF,
                        Set.of(CONSENT),
                        List.of(given, right),
                        false,
                        Duration.ofDays(32),
                        NOW.plus(Duration.ofDays(4 * 366)));

        assertThat(disposal.disposable()).containsExactly(CONSENT);
        assertThat(disposal.events()).containsExactly(0, 1);
        assertThat(
                        ContactDisposal.of(
                                        ItemKind.CONSENT_PROOF,
                                        Set.of(CONSENT),
                                        List.of(right),
                                        false,
                                        Duration.ofDays(32),
                                        NOW)
                                .disposable())
                .containsExactly(CONSENT);
    }

    private Verdict verdict(ContactPermissionEvent given, ConsentRectified right) {
        return decide(FRANCE, "fibre", NOW, given, right).verdict();
    }

    private CallDecided decide(
            RulePack law, @Nullable String offer, Instant at, ContactPermissionEvent... past) {
        var asked = Examples.askingUnder(List.of(law), Examples.BY_VOIX, List.of(), at);
        return (CallDecided)
                decider.decide(
                                offer == null ? asked : Offers.offering(asked, offer),
                                decider.replay(List.of(past)))
                        .getFirst();
    }
}
