// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentExpired;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
import io.temoin.consent.permission.domain.ContactPermissionEvent.PreferencesStated;
import io.temoin.consent.permission.domain.ContactPermissionEvent.SelfServiceLinkIssued;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.PreferenceChoice.PreferenceValue;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may go without any call being decided otherwise, and what may not. */
class ContactDisposalTest {

    private static final Duration COUNTED = Duration.ofDays(32);
    private static final int SEEDS = 300;

    /** So many years after {@link Examples#NOW}, the example consent and its proof are over. */
    private static final Instant LATER = NOW.plus(Duration.ofDays(4 * 366));

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

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

    @Test
    void theEndOfAConsentGoesWithIt() {
        ConsentGiven given = Examples.given();
        ContactDisposal disposal =
                ContactDisposal.of(
                        ItemKind.CONSENT_PROOF,
                        Set.of(given.consent()),
                        List.of(given, Examples.withdrawn(NOW), expired(given)),
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

    /** Whatever kind an order names: nothing that protects a person is an item of it. */
    @ParameterizedTest
    @EnumSource(ItemKind.class)
    void whatProtectsAPersonIsNeverDisposedOf(ItemKind kind) {
        List<ContactPermissionEvent> life =
                List.of(Examples.objected(NOW), Examples.withdrawn(NOW), Examples.flagged(NOW));
        ContactDisposal disposal =
                ContactDisposal.of(kind, Set.of(Examples.STATEMENT), life, COUNTED, LATER);
        assertThat(disposal.disposable()).isEmpty();
        assertThat(disposal.events()).isEmpty();
    }

    /** Of random lives, random items of every kind go, one kind after the other. */
    @Test
    void afterwardsEveryCallIsDecidedAsBefore() {
        int gone = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            List<ContactPermissionEvent> life = life(random);
            Instant now = NOW.plus(Duration.ofHours(random.nextInt(24 * 700)));
            List<ContactPermissionEvent> left = life;
            for (ItemKind kind : ItemKind.values()) {
                List<ContactPermissionEvent> before = left;
                ContactDisposal disposal =
                        ContactDisposal.of(kind, some(kind, before, random), before, COUNTED, now);
                List<ContactPermissionEvent> after = new ArrayList<>(before);
                disposal.events().reversed().forEach(place -> after.remove((int) place));
                gone += before.size() - after.size();
                left = after;
            }
            for (int day = 0; day < 40; day += 3) {
                for (String brand : new String[] {"fibre", null}) {
                    Instant moment = now.plus(Duration.ofDays(day));
                    assertThat(answer(left, moment, brand))
                            .as("seed %d, %s", seed, moment)
                            .isEqualTo(answer(life, moment, brand));
                }
            }
        }
        assertThat(gone).isGreaterThan(1_000);
    }

    /** The verdict, when it may change, and every reason but why there is no consent. */
    private String answer(
            List<ContactPermissionEvent> life, Instant moment, @Nullable String brand) {
        CallVerdict verdict =
                CallRules.evaluate(
                        Questions.stating(
                                Examples.asking(BY_VOIX, FR_2026, List.of(), moment),
                                new StatedCall(null, null, null, null, brand)),
                        decider.replay(life));
        Set<ReasonCode> codes =
                verdict.reasons().stream()
                        .map(Reason::code)
                        .filter(code -> !code.name().contains("CONSENT"))
                        .collect(Collectors.toCollection(java.util.TreeSet::new));
        return verdict.getClass().getSimpleName()
                + codes
                + (verdict instanceof CallVerdict.Denied denied ? denied.nextAllowedAt() : "");
    }

    private static Set<UUID> some(ItemKind kind, List<ContactPermissionEvent> life, Random random) {
        return life.stream()
                .map(kind::of)
                .filter(Objects::nonNull)
                .filter(_ -> random.nextInt(4) > 0)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<ContactPermissionEvent> life(Random random) {
        List<Object[]> told = new ArrayList<>();
        int events = 5 + random.nextInt(40);
        Instant begin = NOW.minus(Duration.ofDays(5 * 365));
        for (int i = 0; i < events; i++) {
            Instant at =
                    begin.plus(Duration.ofMinutes(random.nextInt(5 * 365 * 24 * 60)))
                            .truncatedTo(ChronoUnit.SECONDS);
            if (random.nextBoolean()) { // many of them lately, so that caps and wishes matter
                at = NOW.plus(Duration.ofMinutes(random.nextInt(700 * 24 * 60)));
            }
            for (ContactPermissionEvent event : happened(random, at)) {
                told.add(new Object[] {at, event});
            }
        }
        return told.stream()
                .sorted(Comparator.comparing(one -> (Instant) one[0]))
                .map(one -> (ContactPermissionEvent) one[1])
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static List<ContactPermissionEvent> happened(Random random, Instant at) {
        UUID id = new UUID(random.nextLong(), random.nextLong());
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> {
                ConsentGiven given = Examples.given(id, VOIX, at, Purpose.PROSPECTING_CALL);
                yield random.nextBoolean() ? List.of(given) : List.of(given, expired(given));
            }
            case 4 -> List.of(Examples.withdrawn(at));
            case 5 ->
                    random.nextInt(6) == 0
                            ? List.of(
                                    new MarketingObjectionRecorded(
                                            id, RHONE, SUBJECT, Channel.VOICE, VOIX, at, at))
                            : List.of(link(at));
            case 6 ->
                    random.nextInt(12) == 0
                            ? List.of(
                                    new MinorFlagged(
                                            id, RHONE, SUBJECT, Channel.VOICE, VOIX, at, at))
                            : List.of(
                                    new ConsentWithdrawn(
                                            id, RHONE, SUBJECT, Channel.VOICE, VOIX, at, at));
            case 7, 8, 9 ->
                    List.of(
                            said(
                                    random.nextInt(1_000_000),
                                    random.nextBoolean() ? null : "fibre",
                                    PreferenceValue.values()[random.nextInt(3)]));
            default ->
                    random.nextInt(3) == 0
                            ? List.of(attempt(random, null, at))
                            : random.nextBoolean()
                                    ? List.of(Decisions.allowed(id, at))
                                    : List.of(
                                            Decisions.allowed(id, at),
                                            attempt(
                                                    random,
                                                    id,
                                                    at.plus(Duration.ofDays(random.nextInt(50)))));
        };
    }

    private static CallAttempted attempt(Random random, @Nullable UUID decision, Instant at) {
        return new CallAttempted(
                new UUID(random.nextLong(), random.nextLong()),
                decision,
                RHONE,
                VOIX,
                SUBJECT,
                Purpose.PROSPECTING_CALL,
                CallOutcome.values()[random.nextInt(CallOutcome.values().length)],
                at,
                at);
    }

    private Set<UUID> disposable(
            ItemKind kind, UUID item, Instant now, ContactPermissionEvent... life) {
        return ContactDisposal.of(kind, Set.of(item), List.of(life), COUNTED, now).disposable();
    }

    private static ConsentExpired expired(ConsentGiven given) {
        return new ConsentExpired(
                given.consent(),
                RHONE,
                SUBJECT,
                given.purposes(),
                given.validUntil(),
                given.validUntil());
    }

    private static SelfServiceLinkIssued link(Instant at) {
        return new SelfServiceLinkIssued(
                new UUID(at.toEpochMilli(), 1),
                RHONE,
                SUBJECT,
                List.of(LinkScope.VIEW),
                RHONE,
                null,
                at.plus(Duration.ofDays(3)),
                at);
    }

    private static PreferencesStated said(
            int second, @Nullable String brand, PreferenceValue wish) {
        Instant at = NOW.minus(Duration.ofDays(300)).plusSeconds(second);
        return new PreferencesStated(
                new UUID(second, 7),
                RHONE,
                SUBJECT,
                Channel.VOICE,
                VOIX,
                List.of(Wishes.choice(brand, wish)),
                null,
                null,
                at,
                at);
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
