// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stops a disposition that is due. */
class HoldsTest {

    private static final Instant NOW = Instant.parse("2026-12-24T10:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-12-24");
    private static final Dated DUE = due(Rule.PURPOSE_PERIOD, TODAY);

    @Test
    void aHoldStopsEverything() {
        var held = new Holds(Set.of(UUID.randomUUID()));

        assertThat(held.allow(DUE, NOW)).isFalse();
        assertThat(held.allow(due(Rule.DESTRUCTION_DUTY, TODAY), NOW)).isFalse();
        assertThat(Holds.NONE.allow(DUE, NOW)).isTrue();
    }

    /** Forgetting to look destroys nothing. */
    @Test
    void notHavingLookedStopsEverything() {
        assertThat(Holds.UNKNOWN.allow(DUE, NOW)).isFalse();
    }

    @Test
    void aFreezeStopsItUntilItsEnd() {
        assertThat(frozenUntil(NOW.plusSeconds(1)).allow(DUE, NOW)).isFalse();
        assertThat(frozenUntil(NOW).allow(DUE, NOW)).isTrue();
    }

    /** Of the rules, those that order a destruction outrank the request, from their day on. */
    @ParameterizedTest
    @EnumSource(Rule.class)
    void onlyADutyToDestroyOutranksAFreeze(Rule rule) {
        var frozen = frozenUntil(NOW.plusSeconds(1));

        assertThat(frozen.allow(due(rule, TODAY), NOW)).isEqualTo(rule.ordersDestruction());
        assertThat(frozen.allow(due(rule, TODAY.plusDays(1)), NOW)).isFalse();
        assertThat(frozen.allow(due(rule, null), NOW)).isFalse();
    }

    private static Holds frozenUntil(Instant until) {
        return new Holds(Set.of(), until);
    }

    private static Dated due(Rule rule, @Nullable LocalDate until) {
        return new Scheduled(
                TODAY,
                NOW,
                List.of(
                        new Reason(
                                Purpose.QUALITY,
                                rule,
                                1,
                                RetentionTrigger.RECORDING_ENDED,
                                null,
                                null,
                                until,
                                "text")));
    }
}
