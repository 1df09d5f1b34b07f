// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ContactItems.expired;
import static io.temoin.consent.permission.domain.ContactItems.link;
import static io.temoin.consent.permission.domain.ContactItems.said;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.SUBJECT;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.ContactPermissionEvent.CallAttempted;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentGiven;
import io.temoin.consent.permission.domain.ContactPermissionEvent.ConsentWithdrawn;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MarketingObjectionRecorded;
import io.temoin.consent.permission.domain.ContactPermissionEvent.MinorFlagged;
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
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is disposed of, nobody is called, or kept from a call, otherwise than before. */
class DisposedLivesTest {

    private static final Duration COUNTED = Duration.ofDays(32);
    private static final int SEEDS = 300;

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

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
                        ContactDisposal.of(
                                kind, some(kind, before, random), before, false, COUNTED, now);
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
                        .collect(Collectors.toCollection(TreeSet::new));
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
}
