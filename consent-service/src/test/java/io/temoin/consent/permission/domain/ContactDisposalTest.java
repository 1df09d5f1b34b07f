// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactItems.expired;
import static io.temoin.consent.permission.domain.ContactItems.link;
import static io.temoin.consent.permission.domain.ContactItems.said;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.rules.domain.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may go without any call being decided otherwise, and what may not. */
class ContactDisposalTest {

    private static final Duration COUNTED = Duration.ofDays(32);

    /** So many years after {@link Examples#NOW}, the example consent and its proof are over. */
    private static final Instant LATER = NOW.plus(Duration.ofDays(4 * 366));

    @Test
    void aConsentInForceIsInUseAndItsProofForYearsAfterIt() {
        ConsentGiven given = Examples.given();
        assertThat(disposable(ItemKind.CONSENT_PROOF, given.consent(), NOW, given)).isEmpty();
        assertThat(
                        disposable(
                                ItemKind.CONSENT_PROOF,
                                given.consent(),
                                given.proofKeptUntil().minusSeconds(1),
                                given))
                .isEmpty();
        assertThat(disposable(ItemKind.CONSENT_PROOF, given.consent(), LATER, given))
                .containsExactly(given.consent());
    }

    /** Outside France a consent may hold for ten years, and its proof be kept for fewer. */
    @Test
    void aConsentInForceIsInUseThoughItsProofNeedNotBeKept() {
        ConsentGiven one = Examples.given();
        ConsentGiven given =
                new ConsentGiven(
                        one.consent(),
                        RHONE,
                        VOIX,
                        SUBJECT,
                        one.number(),
                        one.purposes(),
                        one.proof(),
                        VOIX,
                        one.collectedAt(),
                        LATER.plus(Duration.ofDays(1)),
                        null,
                        one.particulars(),
                        one.proofKeptUntil(),
                        one.ruleSet(),
                        one.at());
        assertThat(disposable(ItemKind.CONSENT_PROOF, given.consent(), LATER, given)).isEmpty();
        assertThat(
                        disposable(
                                ItemKind.CONSENT_PROOF,
                                given.consent(),
                                LATER,
                                given,
                                Examples.withdrawn(NOW)))
                .containsExactly(given.consent());
    }

    @Test
    void theEndOfAConsentGoesWithIt() {
        ConsentGiven given = Examples.given();
        ContactDisposal disposal =
                ContactDisposal.of(
                        ItemKind.CONSENT_PROOF,
                        Set.of(given.consent()),
                        List.of(given, Examples.withdrawn(NOW), expired(given)),
                        false,
                        COUNTED,
                        LATER);
        assertThat(disposal.events()).containsExactly(0, 2);
    }

    /** UWG §7a: kept for five years from each use. */
    @Test
    void aUseKeepsTheProofAndIsAPartOfIt() {
        ConsentGiven given = Examples.given();
        CallDecided use = using(given, LATER.plus(Duration.ofDays(1)));
        assertThat(disposable(ItemKind.CONSENT_PROOF, given.consent(), LATER, given, use))
                .isEmpty();
        assertThat(disposable(ItemKind.CALL_DECISION, use.decision(), LATER, given, use)).isEmpty();
        Instant after = LATER.plus(Duration.ofDays(1));
        assertThat(disposable(ItemKind.CONSENT_PROOF, given.consent(), after, given, use))
                .containsExactly(given.consent());
        assertThat(disposable(ItemKind.CALL_DECISION, use.decision(), after, given, use))
                .containsExactly(use.decision());
    }

    @Test
    void attemptsAndDecisionsStayAsLongAsTheyCount() {
        CallDecided allowed = Decisions.allowed(Examples.DECISION, NOW);
        CallAttempted made = Decisions.dialled(Examples.DECISION, NOW);
        Instant counting = NOW.plus(COUNTED).minusSeconds(1);
        assertThat(disposable(ItemKind.CALL_DECISION, allowed.decision(), counting, allowed, made))
                .isEmpty();
        assertThat(disposable(ItemKind.CALL_ATTEMPT, made.attempt(), counting, allowed, made))
                .isEmpty();
        Instant over = NOW.plus(COUNTED);
        assertThat(disposable(ItemKind.CALL_DECISION, allowed.decision(), over, allowed, made))
                .containsExactly(allowed.decision());
        assertThat(disposable(ItemKind.CALL_ATTEMPT, made.attempt(), over, allowed, made))
                .containsExactly(made.attempt());
    }

    /** Without it, the call would count that was not made. */
    @Test
    void aReportOfTodayStaysWhateverDayItIsAbout() {
        CallAttempted report =
                new CallAttempted(
                        Examples.IDS.attempt(),
                        Examples.DECISION,
                        RHONE,
                        VOIX,
                        SUBJECT,
                        Purpose.PROSPECTING_CALL,
                        CallOutcome.NOT_DIALLED,
                        NOW.minus(Duration.ofDays(90)),
                        NOW);
        assertThat(disposable(ItemKind.CALL_ATTEMPT, report.attempt(), NOW, report)).isEmpty();
    }

    @Test
    void aLinkStaysUntilItExpires() {
        SelfServiceLinkIssued link = link(NOW);
        assertThat(disposable(ItemKind.SELF_SERVICE_LINK, link.link(), NOW, link)).isEmpty();
        assertThat(disposable(ItemKind.SELF_SERVICE_LINK, link.link(), link.expiresAt(), link))
                .containsExactly(link.link());
    }

    @Test
    void aWishStaysWhileItKeepsSomebodyAway() {
        PreferencesStated refusal = said(1, null, PreferenceValue.REFUSED);
        PreferencesStated again = said(2, null, PreferenceValue.REFUSED);
        PreferencesStated welcome = said(3, null, PreferenceValue.WELCOME);
        assertThat(disposable(ItemKind.PREFERENCE, refusal.statement(), LATER, refusal)).isEmpty();
        assertThat(disposable(ItemKind.PREFERENCE, refusal.statement(), LATER, refusal, again))
                .as("said again since")
                .containsExactly(refusal.statement());
        assertThat(
                        ContactDisposal.of(
                                        ItemKind.PREFERENCE,
                                        Set.of(refusal.statement(), again.statement()),
                                        List.of(refusal, again),
                                        false,
                                        COUNTED,
                                        LATER)
                                .disposable())
                .as("the later one stays")
                .containsExactly(refusal.statement());
        assertThat(disposable(ItemKind.PREFERENCE, welcome.statement(), LATER, refusal, welcome))
                .as("without it the refusal would hold again")
                .isEmpty();
        assertThat(disposable(ItemKind.PREFERENCE, welcome.statement(), LATER, welcome))
                .containsExactly(welcome.statement());
    }

    /** D9: an erased person's wish kept nobody away any more, and stayed for ever. */
    @Test
    void theWishOfAnErasedPersonGoesOnceTheirObjectionKeepsCallsAway() {
        PreferencesStated refusal = said(1, null, PreferenceValue.REFUSED);
        Set<UUID> wanted = Set.of(refusal.statement());

        ContactDisposal before =
                ContactDisposal.of(
                        ItemKind.PREFERENCE, wanted, List.of(refusal), true, COUNTED, LATER);
        ContactDisposal after =
                ContactDisposal.of(
                        ItemKind.PREFERENCE,
                        wanted,
                        List.of(refusal, Examples.objected(NOW)),
                        true,
                        COUNTED,
                        LATER);

        assertThat(before.disposable()).isEmpty();
        assertThat(after.disposable()).containsExactly(refusal.statement());
    }

    /** D9: what stays says until when. */
    @Test
    void whatIsInUseSaysUntilWhen() {
        CallDecided allowed = Decisions.allowed(Examples.DECISION, NOW);
        SelfServiceLinkIssued link = link(NOW);
        ConsentGiven given = Examples.given();

        assertThat(neededUntil(ItemKind.CALL_DECISION, allowed.decision(), allowed))
                .isEqualTo(allowed.at().plus(COUNTED));
        assertThat(neededUntil(ItemKind.SELF_SERVICE_LINK, link.link(), link))
                .isEqualTo(link.expiresAt());
        assertThat(
                        neededUntil(
                                ItemKind.CONSENT_PROOF,
                                given.consent(),
                                given,
                                Examples.withdrawn(NOW)))
                .isEqualTo(given.proofKeptUntil());
    }

    private static Instant neededUntil(ItemKind kind, UUID item, ContactPermissionEvent... life) {
        return ContactDisposal.of(kind, Set.of(item), List.of(life), false, COUNTED, NOW)
                .neededUntil()
                .get(item);
    }

    /** Whatever kind an order names: nothing that protects a person is an item of it. */
    @ParameterizedTest
    @EnumSource(ItemKind.class)
    void whatProtectsAPersonIsNeverDisposedOf(ItemKind kind) {
        List<ContactPermissionEvent> life =
                List.of(Examples.objected(NOW), Examples.withdrawn(NOW), Examples.flagged(NOW));
        ContactDisposal disposal =
                ContactDisposal.of(kind, Set.of(Examples.STATEMENT), life, false, COUNTED, LATER);
        assertThat(disposal.disposable()).isEmpty();
        assertThat(disposal.events()).isEmpty();
    }

    private Set<UUID> disposable(
            ItemKind kind, UUID item, Instant now, ContactPermissionEvent... life) {
        return ContactDisposal.of(kind, Set.of(item), List.of(life), false, COUNTED, now)
                .disposable();
    }

    private static CallDecided using(ConsentGiven given, Instant keptUntil) {
        CallDecided one = Decisions.allowed(Examples.DECISION, NOW);
        return new CallDecided(
                one.decision(),
                RHONE,
                VOIX,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                null,
                Verdict.ALLOW,
                List.of(),
                one.ruleSets(),
                null,
                given.consent(),
                one.startBy(),
                null,
                null,
                List.of(),
                one.circumstances(),
                List.of(
                        new RequiredProof(
                                RequiredProof.Kind.CONSENT,
                                given.consent(),
                                null,
                                keptUntil,
                                "UWG §7a")),
                NOW);
    }
}
