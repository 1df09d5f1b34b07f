// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.WRITTEN_CONFIRMATION;
import static io.temoin.retention.policy.domain.Purpose.CONTRACT_PROOF;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.InsuranceCall.plus;
import static io.temoin.retention.schedule.domain.RetainedItems.FULFILLED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.fulfilled;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.ReviewedItem.DUE;
import static io.temoin.retention.schedule.domain.ReviewedItem.DUE_ON;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATEST;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATEST_OVER;
import static io.temoin.retention.schedule.domain.ReviewedItem.keep;
import static io.temoin.retention.schedule.domain.ReviewedItem.kept;
import static io.temoin.retention.schedule.domain.ReviewedItem.retained;
import static io.temoin.retention.schedule.domain.ReviewedItem.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.ReviewTerms;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How far a review may keep a recording when others of its purposes are over, or become so. */
class ReviewMaximumTest {

    private static final Instant LATER = DUE.plusSeconds(3600);
    private static final LocalDate YEAR_FOUR = LocalDate.of(2030, 11, 24);
    private static final PurposeEnd NO_SALE = PurposeEnd.fulfilled(FULFILLED);

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    /**
     * The sale fell through: the look that quality control asked for has six months, not five
     * years.
     */
    @Test
    void aPurposeWhosePolicyAsksForNoReviewStaysOver() {
        RetentionFacts facts = ReviewedItem.with(CONTRACT_PROOF);
        RetentionFacts noSale = facts.with(CONTRACT_PROOF, NO_SALE);
        assertThat(Review.latest(noSale)).isEqualTo(LATEST);
        var waiting = plus(retained(facts), fulfilled(CONTRACT_PROOF), planned(noSale));
        item.given(waiting)
                .when(keep(LATEST.plusDays(1), LATER))
                .thenRejected(ScheduleProblem.REVIEW_DATE_INVALID);
        item.given(waiting).when(order(LATEST_OVER.minusMillis(1))).thenNothing();
        item.given(waiting)
                .when(order(LATEST_OVER))
                .then(
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                DUE_ON,
                                LATEST_OVER,
                                ((Dated) RetentionClock.evaluate(noSale)).because()));
    }

    /** Its own policy asks for a look: that is what the look is for. */
    @Test
    void aPurposeWhosePolicyAsksForAReviewMayGoOn() {
        assertThat(Review.latest(proof().with(CONTRACT_PROOF, NO_SALE)))
                .isEqualTo(LocalDate.of(2031, 11, 24));
    }

    /** There is a contract in writing now: nothing needs the recording, whatever was decided. */
    @Test
    void whatIsKeptGoesWhenItsMaximumBecomesShorter() {
        RetentionFacts noSale = proof().with(CONTRACT_PROOF, NO_SALE);
        RetentionFacts written = noSale.with(WRITTEN_CONFIRMATION, LATER);
        var kept =
                plus(
                        retained(proof()),
                        fulfilled(CONTRACT_PROOF),
                        planned(noSale),
                        kept(noSale, YEAR_FOUR, DUE),
                        scheduled(noSale, YEAR_FOUR));
        item.given(kept)
                .when(confirmation())
                .then(
                        noted(WRITTEN_CONFIRMATION, LATER),
                        planned(written),
                        ordered(
                                DispositionBasis.PURPOSE_FULFILLED,
                                LocalDate.of(2026, 11, 24),
                                LATER,
                                ((Dated) RetentionClock.evaluate(written)).because()));
    }

    /** Another purpose that somebody looks at still has time: it is kept for that long. */
    @Test
    void whatIsKeptStaysUntilTheShorterMaximum() {
        List<RetentionPolicy> both = new ArrayList<>(ReviewedItem.FACTS.policies());
        both.addAll(proof().policies());
        RetentionFacts facts = of(both);
        RetentionFacts noSale = facts.with(CONTRACT_PROOF, NO_SALE);
        RetentionFacts written = noSale.with(WRITTEN_CONFIRMATION, LATER);
        var kept =
                plus(
                        retained(facts),
                        fulfilled(CONTRACT_PROOF),
                        planned(noSale),
                        kept(noSale, YEAR_FOUR, DUE),
                        scheduled(noSale, YEAR_FOUR));
        item.given(kept)
                .when(confirmation())
                .then(noted(WRITTEN_CONFIRMATION, LATER), scheduled(written, LATEST));
        item.given(plus(kept, noted(WRITTEN_CONFIRMATION, LATER), scheduled(written, LATEST)))
                .when(order(LATEST_OVER))
                .then(
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                LATEST,
                                LATEST_OVER,
                                ((Dated) RetentionClock.evaluate(written)).because()));
    }

    private static RetainedItemCommand confirmation() {
        return new NoteBusinessEvent(
                new BusinessFact(WRITTEN_CONFIRMATION, LATER), ORDER, Holds.NONE, LATER);
    }

    /** Two years by the controller's policy, five by law, and a look in between. */
    private static RetentionFacts proof() {
        return of(
                List.of(
                        new RetentionPolicy(
                                CONTRACT_PROOF,
                                2,
                                LocalDate.of(2026, 1, 1),
                                RetentionTrigger.CONTRACT_CONCLUDED,
                                null,
                                Period.ofYears(2),
                                false,
                                "our decision",
                                new PolicyConditions(
                                        false, null, new ReviewTerms(Period.ofYears(5))))));
    }

    private static RetentionFacts of(List<RetentionPolicy> policies) {
        return new RetentionFacts(
                RetainedItems.ENDED, RetainedItems.PARIS, policies, List.of(), Map.of());
    }
}
