// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Decisions.allowed;
import static io.temoin.consent.permission.domain.Decisions.dialled;
import static io.temoin.consent.permission.domain.ExampleLaws.FR_2026;
import static io.temoin.consent.permission.domain.Examples.BY_VOIX;
import static io.temoin.consent.permission.domain.Examples.DECISION;
import static io.temoin.consent.permission.domain.Examples.NOW;
import static io.temoin.consent.permission.domain.Examples.RHONE;
import static io.temoin.consent.permission.domain.Examples.VOIX;
import static io.temoin.consent.permission.domain.Examples.asking;
import static io.temoin.consent.permission.domain.Examples.attempted;
import static io.temoin.consent.permission.domain.Examples.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which calls count against a cap: each once, and only those that were made. */
class AttemptCountingTest {

    private static final UUID UNKNOWN = UUID.fromString("019a0000-0000-7000-8000-0000000000ff");

    private final ContactPermissionDecider decider = new ContactPermissionDecider();

    @Test
    void anAllowedCallCountsBeforeItIsReported() {
        assertCapped(fourAllowed());
    }

    @Test
    void aReportedCallCountsOnce() {
        var life = fourAllowed().subList(0, 4);
        life.add(dialled(decision(0), NOW));
        life.add(attempted(VOIX, decision(0), CallOutcome.ANSWERED, NOW));
        assertAllowed(life);
    }

    @Test
    void aCallThatWasNotMadeDoesNotCount() {
        var life = fourAllowed();
        life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
        assertAllowed(life);
    }

    @Test
    void aCallThatWasMadeAfterAllCounts() {
        var life = fourAllowed();
        life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
        life.add(dialled(decision(1), NOW));
        life.add(attempted(VOIX, decision(1), CallOutcome.NOT_DIALLED, NOW));
        assertCapped(life);
    }

    /** C. conso. D223-9: per professional, whoever dials for them. */
    @Test
    void callsOfEveryProcessorCount() {
        var life = fourAllowed().subList(0, 3);
        life.add(attempted(Examples.ATLAS, null, CallOutcome.BUSY, NOW));
        life.add(attempted(RHONE, UNKNOWN, CallOutcome.NO_ANSWER, NOW));
        assertCapped(life);
    }

    /** The first was on the 1st of October, Paris; the 31st is a Saturday. */
    @Test
    void theFifthIsAllowedThirtyDaysAfterTheFirst() {
        var life = life();
        for (int i = 0; i < 4; i++) {
            life.add(allowed(decision(i), Instant.parse("2026-10-0%dT08:30:00Z".formatted(i + 1))));
        }
        var denied = (Denied) CallRules.evaluate(at("2026-10-30T18:59:59Z"), decider.replay(life));
        assertThat(denied.reasons())
                .containsExactly(
                        Reason.of(ReasonCode.FREQUENCY_CAP, "C. conso. D223-9")
                                .with(
                                        Fact.of(FactName.ATTEMPTS, 4),
                                        Fact.of(FactName.MAX_ATTEMPTS, 4),
                                        Fact.of(FactName.WINDOW, "P30D"),
                                        Fact.of(FactName.ENDS_AT, "2026-10-30T23:00:00Z")));
        assertThat(denied.nextAllowedAt()).isEqualTo(Instant.parse("2026-11-02T09:00:00Z"));
        assertThat(CallRules.evaluate(at("2026-11-02T09:00:00Z"), decider.replay(life)))
                .isInstanceOf(CallVerdict.Allowed.class);
    }

    @Test
    void whatDoesNotCountNeverPushesOutWhatDoes() {
        var life = fourAllowed();
        for (int i = 0; i < 2 * Attempts.MOST; i++) {
            life.add(allowed(decision(100 + i), NOW));
            life.add(attempted(VOIX, decision(100 + i), CallOutcome.NOT_DIALLED, NOW));
        }
        assertCapped(life);
        assertThat(decider.replay(life).attempts().latest()).hasSize(Attempts.MOST + 4);
    }

    @Test
    void onlyTheLatestAreRemembered() {
        var life = life();
        for (int i = 0; i < 2 * Attempts.MOST; i++) {
            life.add(dialled(decision(i), NOW.minus(Duration.ofDays(i))));
        }
        assertThat(decider.replay(life).attempts().counted())
                .hasSize(Attempts.MOST)
                .endsWith(NOW)
                .doesNotContain(NOW.minus(Duration.ofDays(Attempts.MOST)));
    }

    private void assertCapped(List<ContactPermissionEvent> life) {
        assertThat(CallRules.evaluate(asking(BY_VOIX), decider.replay(life)).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.FREQUENCY_CAP);
    }

    private void assertAllowed(List<ContactPermissionEvent> life) {
        assertThat(CallRules.evaluate(asking(BY_VOIX), decider.replay(life)).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.CONSENT_IN_FORCE);
    }

    private ContactPermissionCommand.DecideCall at(String moment) {
        return asking(BY_VOIX, FR_2026, List.of(), Instant.parse(moment));
    }

    private static List<ContactPermissionEvent> life() {
        return new ArrayList<>(List.of(given()));
    }

    private static List<ContactPermissionEvent> fourAllowed() {
        var life = life();
        for (int i = 0; i < 4; i++) {
            life.add(allowed(decision(i), NOW.minus(Duration.ofDays(i))));
        }
        return life;
    }

    private static UUID decision(int number) {
        return new UUID(DECISION.getMostSignificantBits(), number);
    }
}
