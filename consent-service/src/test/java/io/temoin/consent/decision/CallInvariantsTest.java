// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.decision;

import static io.temoin.consent.decision.LivesAndCalls.PLACES;
import static io.temoin.consent.decision.LivesAndCalls.RECORDING_LAW;
import static io.temoin.consent.decision.LivesAndCalls.RULES;
import static io.temoin.consent.decision.LivesAndCalls.asClocksShow;
import static io.temoin.consent.decision.LivesAndCalls.at;
import static io.temoin.consent.decision.LivesAndCalls.some;
import static io.temoin.consent.decision.LivesAndCalls.under;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.decision.LivesAndCalls.Case;
import io.temoin.consent.permission.domain.ContactPermissionDecider;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.permission.domain.Examples;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import io.temoin.shredding.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds of every decision by the shipped rules, tried on ten thousand lives and questions. The
 * seed is in the failure.
 */
class CallInvariantsTest {

    private static final TenantId TENANT = new TenantId("helios");
    private static final long SEED = 20_261_125L;
    private static final int ROUNDS = 10_000;
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    /** Where a server may stand. */
    private static final List<String> SERVERS =
            List.of("UTC", "Indian/Mauritius", "Africa/Casablanca", "America/Los_Angeles");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    /** Saying no is never a way to be called. */
    @Test
    void anObjectionOrAWithdrawalNeverAllowsMore() {
        each(
                (some, random) -> {
                    var before = decide(some).verdict();
                    if (before == Verdict.ALLOW) {
                        return;
                    }
                    var stated = some.call().now().minusSeconds(random.nextInt(86_400));
                    for (var no : List.of(Examples.objected(stated), Examples.withdrawn(stated))) {
                        var more = new ArrayList<>(some.life());
                        more.add(random.nextInt(more.size() + 1), no);
                        assertThat(decide(new Case(more, some.call())).verdict())
                                .isIn(Verdict.DENY, before);
                    }
                });
    }

    /** B8: whatever is said right after an answer, no call starts by it a minute later. */
    @Test
    void anAnswerBindsForAMinuteAtMost() {
        eachAllowed(
                allowed -> {
                    var startBy = allowed.startBy();
                    assertThat(startBy).isAfter(allowed.at());
                    assertThat(startBy).isBeforeOrEqualTo(allowed.at().plus(A_MINUTE));
                });
    }

    /** Two laws are never more generous than either. */
    @Test
    void anotherJurisdictionNeverAllowsMore() {
        var both = new int[1];
        each(
                (some, random) -> {
                    var here = some.call().circumstances().place();
                    var there = PLACES.get(random.nextInt(PLACES.size())).jurisdictions();
                    var together = decide(under(some, concat(here.jurisdictions(), there)));
                    if (together.verdict() == Verdict.ALLOW) {
                        both[0]++;
                        assertThat(decide(some).verdict()).isEqualTo(Verdict.ALLOW);
                        assertThat(decide(under(some, there)).verdict()).isEqualTo(Verdict.ALLOW);
                    }
                    var next = together.nextAllowedAt();
                    if (next != null && !next.equals(decide(some).nextAllowedAt())) {
                        assertThat(decide(at(some, next)).verdict()).isEqualTo(Verdict.ALLOW);
                    }
                });
        assertThat(both[0]).as("there was something to look at").isGreaterThan(ROUNDS / 100);
    }

    /**
     * An instant is the same everywhere: neither the server's zone nor the order of zones counts.
     */
    @Test
    void movingTheInstantThroughZonesNeverChangesTheAnswer() {
        var before = TimeZone.getDefault();
        try {
            each(
                    (some, random) -> {
                        TimeZone.setDefault(TimeZone.getTimeZone(pick(random, SERVERS)));
                        var here = decide(some);
                        TimeZone.setDefault(TimeZone.getTimeZone(pick(random, SERVERS)));

                        assertThat(decide(some)).isEqualTo(here);
                        assertThat(decide(asClocksShow(some)).verdict()).isEqualTo(here.verdict());
                    });
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** As long as nothing else happens, who waits until then is allowed. */
    @Test
    void nextAllowedAtIsAllowed() {
        var promised = new int[1];
        each(
                (some, random) -> {
                    var next = decide(some).nextAllowedAt();
                    if (next != null) {
                        promised[0]++;
                        assertThat(next).isAfter(some.call().now());
                        assertThat(decide(at(some, next)).verdict()).isEqualTo(Verdict.ALLOW);
                        var between = Duration.between(some.call().now(), next).toSeconds();
                        var earlier =
                                some.call()
                                        .now()
                                        .plusSeconds((long) (random.nextDouble() * between));
                        assertThat(decide(at(some, earlier)).verdict()).isEqualTo(Verdict.DENY);
                    }
                });
        assertThat(promised[0]).as("there was something to look at").isGreaterThan(ROUNDS / 20);
    }

    @Test
    void aReplayAtItsMomentIsTheAnswer() {
        each(
                (some, _) -> {
                    var decided = decide(some);
                    var replay =
                            new CallDecisionReplay(
                                    TENANT,
                                    decided,
                                    "dialer-1",
                                    some.life(),
                                    true,
                                    new CallLaws(RULES, RECORDING_LAW));
                    assertThat(replay.asOf(decided.at())).isEqualTo(decided);
                });
    }

    /** Every answer says why, and by which rules if there are any. */
    @Test
    void everyAnswerHasItsReasonsAndSources() {
        each(
                (some, _) -> {
                    var decided = decide(some);
                    assertThat(decided.reasons()).isNotEmpty();
                    assertThat(decided.reasons())
                            .allSatisfy(reason -> assertThat(reason.source()).isNotBlank());
                    var unknown =
                            decided.reasons().stream()
                                    .map(Reason::code)
                                    .anyMatch(ReasonCode.RULESET_UNKNOWN::equals);
                    if (unknown) {
                        assertThat(decided.ruleSets()).isEmpty();
                    }
                    var byConsent =
                            decided.reasons().stream()
                                    .map(Reason::code)
                                    .anyMatch(ReasonCode.CONSENT_IN_FORCE::equals);
                    assertThat(decided.consent() != null).isEqualTo(byConsent);
                });
    }

    private static <T> T pick(Random random, List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private void eachAllowed(Consumer<CallDecided> check) {
        var allowed = new int[1];
        each(
                (some, _) -> {
                    var decided = decide(some);
                    if (decided.verdict() == Verdict.ALLOW) {
                        allowed[0]++;
                        check.accept(decided);
                    }
                });
        assertThat(allowed[0]).as("there was something to look at").isGreaterThan(ROUNDS / 50);
    }

    private void each(BiConsumer<Case, Random> check) {
        for (int round = 0; round < ROUNDS; round++) {
            var random = new Random(SEED + round);
            var some = some(random);
            try {
                check.accept(some, random);
            } catch (AssertionError failure) {
                throw new AssertionError("seed %d: %s".formatted(SEED + round, some), failure);
            }
        }
    }

    private CallDecided decide(Case some) {
        return (CallDecided) decider.decide(some.call(), decider.replay(some.life())).getFirst();
    }
}
