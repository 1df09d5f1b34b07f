// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.InsuranceCall.A_MONTH_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.NOW;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.FULFILLED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.inEnglish;
import static io.temoin.retention.schedule.domain.RetainedItems.noteFulfilment;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.orderedToday;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Two texts order opposite things, and a person decides which of them prevails. */
class ConflictDecisionTest {

    private static final RetentionFacts FACTS = facts(INSURANCE_NO_SALE, INVESTMENT_ORDER);
    private static final InConflict CONFLICT = (InConflict) RetentionClock.evaluate(FACTS);
    private static final LocalDate FIVE_YEARS_ON = LocalDate.of(2031, 11, 24);
    private static final Instant MINIMUM_OVER = Instant.parse("2031-11-24T23:00:00Z");
    private static final Instant DUTY_OVER = Instant.parse("2026-12-24T23:00:00Z");
    private static final Instant LATER = Instant.parse("2027-02-01T09:00:00Z");
    private static final Holds HELD =
            new Holds(Set.of(UUID.fromString("019ab5f0-4a00-7000-8000-0000000000f1")));

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    private static RetainedItemCommand decide(ConflictOutcome outcome, Holds holds, Instant now) {
        return new DecideConflict(outcome, ConflictGround.LEGAL_ADVICE, "dpo", ORDER, holds, now);
    }

    private static RetainedItemEvent resolved(ConflictOutcome outcome, Instant at) {
        return new ConflictResolved(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                outcome,
                ConflictGround.LEGAL_ADVICE,
                "dpo",
                at,
                CONFLICT.keepUntil(),
                CONFLICT.destroyBy(),
                CONFLICT.because());
    }

    private static RetainedItemEvent underMinimum() {
        return new RetainedUnderMinimum(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                FIVE_YEARS_ON,
                MINIMUM_OVER,
                CONFLICT.because());
    }

    private static RetainedItemEvent scheduled(Instant at) {
        return new DispositionScheduled(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                A_MONTH_ON,
                at,
                CONFLICT.because());
    }

    private static RetainedItemEvent[] conflict(RetainedItemEvent... then) {
        return InsuranceCall.plus(
                new RetainedItemEvent[] {
                    retained(INSURANCE_NO_SALE, INVESTMENT_ORDER), planned(FACTS)
                },
                then);
    }

    @Test
    void keepsUntilTheMinimumIsOver() {
        item.given(conflict())
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .then(resolved(ConflictOutcome.KEEP, LATER), underMinimum());
        var kept = conflict(resolved(ConflictOutcome.KEEP, LATER), underMinimum());
        item.given(kept).when(order(MINIMUM_OVER.minusMillis(1))).thenNothing();
        item.given(kept)
                .when(order(MINIMUM_OVER))
                .then(
                        ordered(
                                DispositionBasis.MINIMUM_ENDED,
                                FIVE_YEARS_ON,
                                MINIMUM_OVER,
                                CONFLICT.because()));
    }

    @Test
    void destroysAtOnceWhenTheDayOfTheDutyIsOver() {
        item.given(conflict())
                .when(decide(ConflictOutcome.DESTROY, Holds.NONE, LATER))
                .then(
                        resolved(ConflictOutcome.DESTROY, LATER),
                        scheduled(LATER),
                        ordered(
                                DispositionBasis.DESTRUCTION_DUTY,
                                A_MONTH_ON,
                                LATER,
                                CONFLICT.because()));
    }

    /** Until then both texts can be obeyed. */
    @Test
    void destroysNotBeforeTheDayOfTheDuty() {
        item.given(conflict())
                .when(decide(ConflictOutcome.DESTROY, Holds.NONE, NOW))
                .then(resolved(ConflictOutcome.DESTROY, NOW), scheduled(DUTY_OVER));
    }

    @Test
    void waitsForTheHold() {
        item.given(conflict())
                .when(decide(ConflictOutcome.DESTROY, HELD, LATER))
                .then(resolved(ConflictOutcome.DESTROY, LATER), scheduled(LATER));
        item.given(conflict(resolved(ConflictOutcome.DESTROY, LATER), scheduled(LATER)))
                .when(order(LATER.plusSeconds(60)))
                .then(
                        ordered(
                                DispositionBasis.DESTRUCTION_DUTY,
                                A_MONTH_ON,
                                LATER.plusSeconds(60),
                                CONFLICT.because()));
    }

    /** What was decided was decided of these bounds, and of no others. */
    @Test
    void isOpenAgainWithAFactThatChangesTheReasons() {
        var later = FACTS.with(INVESTMENT_ORDER, FULFILLED);
        item.given(conflict(resolved(ConflictOutcome.KEEP, LATER), underMinimum()))
                .when(noteFulfilment(INVESTMENT_ORDER))
                .then(RetainedItems.fulfilled(INVESTMENT_ORDER), planned(later));
        assertThat(planned(later)).isInstanceOf(ConflictRaised.class);
        item.given(
                        conflict(
                                resolved(ConflictOutcome.KEEP, LATER),
                                underMinimum(),
                                RetainedItems.fulfilled(INVESTMENT_ORDER),
                                planned(later)))
                .when(order(LATER))
                .thenNothing();
    }

    @Test
    void isForThoseThatWaitForADecisionOnly() {
        item.given(retained(QUALITY), planned(facts(QUALITY)))
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.CONFLICT_NOT_OPEN);
        item.given(conflict(resolved(ConflictOutcome.KEEP, LATER), underMinimum()))
                .when(decide(ConflictOutcome.DESTROY, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.CONFLICT_NOT_OPEN);
        item.given(retained(QUALITY), orderedToday())
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.CONFLICT_NOT_OPEN);
        item.given(retained(QUALITY), orderedToday(), confirmed())
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.CONFLICT_NOT_OPEN);
        item.given(retained(QUALITY), erasedWithoutOrder())
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.CONFLICT_NOT_OPEN);
        item.given()
                .when(decide(ConflictOutcome.KEEP, Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.ITEM_UNKNOWN);
    }

    @Test
    void isExplainedWithWhoDecidedWhenAndWhy() {
        var kept =
                (Retained)
                        decider.replay(
                                List.of(
                                        conflict(
                                                resolved(ConflictOutcome.KEEP, LATER),
                                                underMinimum())));
        assertThat(inEnglish(Explanation.of(kept, Set.of(), LATER)))
                .contains(
                        "On 1 February 2027, a data protection officer decided that it is kept until its"
                                + " statutory minimum period is over: legal advice.");
    }
}
