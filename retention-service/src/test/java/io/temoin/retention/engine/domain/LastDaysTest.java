// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bounds that meet on one day, as random facts found them. */
class LastDaysTest {

    private static final Instant ENDED = Instant.parse("2026-11-24T10:04:00Z");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Period MONTH = Period.ofMonths(1);

    private static RetentionFacts facts(RetentionPolicy policy, AnnouncedPeriod... announced) {
        return new RetentionFacts(ENDED, PARIS, List.of(policy), List.of(announced), Map.of());
    }

    private static RetentionPolicy policy(
            Purpose purpose, RetentionTrigger trigger, Period atLeast, Period atMost) {
        return new RetentionPolicy(
                purpose,
                1,
                LocalDate.of(2026, 1, 1),
                trigger,
                atLeast.isZero() ? null : atLeast,
                atMost,
                false,
                "a text");
    }

    /** A minimum lasts until its last day is over, whenever on it a quarantine ends. */
    @Test
    void theLastDayOfAMinimumIsAWholeOne() {
        var kept =
                facts(
                        policy(
                                Purpose.INVESTMENT_ORDER,
                                RetentionTrigger.RECORDING_ENDED,
                                MONTH,
                                MONTH));
        var apart = kept.with(new Quarantine("OBJECTED", Instant.parse("2026-12-24T09:00:00Z")));

        assertThat(RetentionClock.evaluate(apart))
                .isInstanceOfSatisfying(
                        Dated.class,
                        due ->
                                assertThat(due.dueAt())
                                        .isEqualTo(Instant.parse("2026-12-24T23:00:00Z")));
    }

    /** A signature in time ends the duty, and does not bring back a purpose that was over. */
    @Test
    void aSignatureGivesNoMoreTimeThanWasAnnounced() {
        var signed =
                facts(
                                policy(
                                        Purpose.INSURANCE_NO_SALE,
                                        RetentionTrigger.PROPOSAL_MADE,
                                        Period.ZERO,
                                        Period.ofMonths(6)),
                                new AnnouncedPeriod(
                                        Purpose.INSURANCE_NO_SALE,
                                        MONTH,
                                        RetentionTrigger.PROPOSAL_MADE))
                        .with(BusinessEvent.CONTRACT_SIGNED, Instant.parse("2027-01-15T10:00:00Z"));

        assertThat(RetentionClock.evaluate(signed))
                .isInstanceOfSatisfying(
                        Dated.class,
                        due -> assertThat(due.dueOn()).isEqualTo(LocalDate.of(2026, 12, 24)));
    }
}
