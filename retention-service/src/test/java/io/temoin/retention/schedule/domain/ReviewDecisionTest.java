// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.CONTRACT_PROOF;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.inEnglish;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.ReviewedItem.DUE;
import static io.temoin.retention.schedule.domain.ReviewedItem.DUE_ON;
import static io.temoin.retention.schedule.domain.ReviewedItem.FACTS;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATER;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATEST;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATEST_OVER;
import static io.temoin.retention.schedule.domain.ReviewedItem.ORDERED;
import static io.temoin.retention.schedule.domain.ReviewedItem.keep;
import static io.temoin.retention.schedule.domain.ReviewedItem.kept;
import static io.temoin.retention.schedule.domain.ReviewedItem.release;
import static io.temoin.retention.schedule.domain.ReviewedItem.released;
import static io.temoin.retention.schedule.domain.ReviewedItem.retained;
import static io.temoin.retention.schedule.domain.ReviewedItem.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.ReviewTerms;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.CheckReview;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewOverdue;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A policy wants somebody to look at a recording before it is destroyed. */
class ReviewDecisionTest {

    private static final Holds HELD = new Holds(Set.of(new UUID(0, 1)));
    private static final Duration A_WEEK = Duration.ofDays(7);
    private static final LocalDate MARCH = LocalDate.of(2027, 3, 24);
    private static final Instant MARCH_OVER = Instant.parse("2027-03-24T23:00:00Z");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Test
    void nothingGoesBeforeSomebodyHasLooked() {
        item.given(retained(FACTS)).when(order(DUE)).thenNothing();
        item.given(retained(FACTS)).when(order(LATEST_OVER.minusMillis(1))).thenNothing();
    }

    /** Who does not look has said nothing, and what was promised by law is kept all the same. */
    @Test
    void nobodysSilenceKeepsItBeyondItsMaximum() {
        item.given(retained(FACTS))
                .when(order(LATEST_OVER))
                .then(
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                DUE_ON,
                                LATEST_OVER,
                                ((Dated) RetentionClock.evaluate(FACTS)).because()));
        RetentionFacts ofTheLaw = ReviewedItem.of(new ReviewTerms(null), List.of());
        assertThat(Review.latest(ofTheLaw)).isEqualTo(DUE_ON);
        item.given(retained(ofTheLaw))
                .when(order(DUE))
                .then(
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                DUE_ON,
                                DUE,
                                ((Dated) RetentionClock.evaluate(ofTheLaw)).because()));
    }

    @Test
    void whatIsReleasedIsOrderedAtOnce() {
        item.given(retained(FACTS))
                .when(release(Holds.NONE, LATER))
                .then(released(FACTS, LATER), ORDERED.getFirst());
    }

    @Test
    void whatIsReleasedUnderAHoldIsOrderedAfterIt() {
        item.given(retained(FACTS)).when(release(HELD, DUE)).then(released(FACTS, DUE));
        item.given(retained(FACTS, released(FACTS, DUE)))
                .when(order(LATER))
                .then(ORDERED.getFirst());
    }

    @Test
    void whatIsKeptIsLookedAtAgain() {
        var kept = retained(FACTS, kept(FACTS, MARCH, LATER), scheduled(FACTS, MARCH));
        item.given(kept)
                .when(release(Holds.NONE, MARCH_OVER.minusMillis(1)))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(kept).when(order(MARCH_OVER)).thenNothing();
        item.given(kept)
                .when(release(Holds.NONE, MARCH_OVER))
                .then(
                        released(FACTS, MARCH_OVER),
                        planned(FACTS),
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                DUE_ON,
                                MARCH_OVER,
                                ((Dated) RetentionClock.evaluate(FACTS)).because()));
    }

    @Test
    void whatIsKeptUntilItsMaximumGoesThen() {
        item.given(retained(FACTS))
                .when(keep(LATEST, LATER))
                .then(kept(FACTS, LATEST, LATER), scheduled(FACTS, LATEST));
        var kept = retained(FACTS, kept(FACTS, LATEST, LATER), scheduled(FACTS, LATEST));
        item.given(kept)
                .when(release(Holds.NONE, LATEST_OVER.minusMillis(1)))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(kept)
                .when(release(Holds.NONE, LATEST_OVER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(kept)
                .when(order(LATEST_OVER))
                .then(
                        ordered(
                                DispositionBasis.PERIOD_ENDED,
                                LATEST,
                                LATEST_OVER,
                                ((Dated) RetentionClock.evaluate(FACTS)).because()));
    }

    @Test
    void nothingIsKeptBeyondTheMaximum() {
        item.given(retained(FACTS))
                .when(keep(LATEST.plusDays(1), LATER))
                .thenRejected(ScheduleProblem.REVIEW_DATE_INVALID);
        item.given(retained(FACTS))
                .when(keep(DUE_ON, LATER))
                .thenRejected(ScheduleProblem.REVIEW_DATE_INVALID);
        RetentionFacts noLonger = ReviewedItem.of(new ReviewTerms(null), List.of());
        item.given(retained(noLonger))
                .when(keep(DUE_ON.plusDays(1), LATER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
    }

    /** What was said to the person is kept, whoever looks. */
    @Test
    void nothingIsKeptLongerThanWasAnnounced() {
        RetentionFacts told =
                ReviewedItem.of(
                        new ReviewTerms(Period.ofMonths(6)),
                        List.of(
                                new AnnouncedPeriod(
                                        QUALITY,
                                        Period.ofMonths(4),
                                        RetentionTrigger.RECORDING_ENDED)));
        assertThat(Review.latest(told)).isEqualTo("2027-03-24");
    }

    /** A purpose that was said to be over may still need it, until its maximum. */
    @Test
    void whatWasFulfilledEarlyMayBeKeptUntilItsMaximum() {
        RetentionFacts early = FACTS.with(QUALITY, PurposeEnd.fulfilled(RetainedItems.FULFILLED));
        assertThat(((Dated) RetentionClock.evaluate(early)).dueOn()).isEqualTo("2026-11-24");
        assertThat(Review.latest(early)).isEqualTo(LATEST);
        // Nobody needs a recording of a contract that is there in writing.
        RetentionFacts written =
                ReviewedItem.with(CONTRACT_PROOF)
                        .with(BusinessEvent.WRITTEN_CONFIRMATION, RetainedItems.FULFILLED);
        assertThat(Review.latest(written)).isEqualTo(LATEST);
        // Where two texts contradict each other there is no such day.
        RetentionFacts conflict = ReviewedItem.with(INSURANCE_NO_SALE, INVESTMENT_ORDER);
        assertThat(Review.latest(conflict)).isNull();
    }

    /** A text orders it destroyed, whatever a policy of the controller wants. */
    @Test
    void aDutyToDestroyWaitsForNobody() {
        RetentionFacts proposal = ReviewedItem.with(INSURANCE_NO_SALE);
        LocalDate duty = LocalDate.of(2026, 12, 24);
        Instant over = RetentionClock.endOf(duty, proposal.zone());
        item.given(retained(proposal))
                .when(order(over))
                .then(
                        ordered(
                                DispositionBasis.DESTRUCTION_DUTY,
                                duty,
                                over,
                                ((Dated) RetentionClock.evaluate(proposal)).because()));
    }

    /** It is due before the day of the duty, waits for somebody, and goes on that day. */
    @Test
    void aDutyThatComesWhileItWaitsDestroysIt() {
        RetentionFacts proposal =
                ReviewedItem.with(INSURANCE_NO_SALE)
                        .with(QUALITY, PurposeEnd.fulfilled(RetainedItems.FULFILLED))
                        .with(INSURANCE_NO_SALE, PurposeEnd.fulfilled(RetainedItems.FULFILLED));
        Dated due = (Dated) RetentionClock.evaluate(proposal);
        assertThat(due.dueOn()).isEqualTo("2026-11-24");
        Instant duty = Instant.parse("2026-12-24T23:00:00Z");
        assertThat(Review.isRequired(proposal, due, due.dueAt())).isTrue();
        assertThat(Review.isRequired(proposal, due, duty.minusMillis(1))).isTrue();
        assertThat(Review.isRequired(proposal, due, duty)).isFalse();
        assertThat(Review.latest(proposal)).isEqualTo("2026-12-24");
    }

    @Test
    void isForWhatWaitsForIt() {
        item.given(retained(FACTS))
                .when(release(Holds.NONE, DUE.minusMillis(1)))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(RetainedItems.retained(QUALITY), planned(facts(QUALITY)))
                .when(release(Holds.NONE, LATEST_OVER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(retained(FACTS, released(FACTS, DUE)))
                .when(keep(LATEST, LATER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        var ordered = retained(FACTS, released(FACTS, LATER), ORDERED.getFirst());
        item.given(ordered)
                .when(release(Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(InsuranceCall.plus(ordered, confirmed()))
                .when(release(Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given(retained(FACTS, erasedWithoutOrder()))
                .when(release(Holds.NONE, LATER))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        item.given().when(release(Holds.NONE, LATER)).thenRejected(ScheduleProblem.ITEM_UNKNOWN);
    }

    @Test
    void isSaidToBeLateOnceOfEachDay() {
        var late = overdue(DUE);
        item.given(retained(FACTS))
                .when(new CheckReview(A_WEEK, DUE.plus(A_WEEK).minusMillis(1)))
                .thenNothing();
        item.given(retained(FACTS)).when(new CheckReview(A_WEEK, DUE.plus(A_WEEK))).then(late);
        item.given(retained(FACTS, late))
                .when(new CheckReview(A_WEEK, DUE.plus(A_WEEK).plusSeconds(60)))
                .thenNothing();
        var again = retained(FACTS, late, kept(FACTS, MARCH, LATER), scheduled(FACTS, MARCH));
        item.given(again)
                .when(new CheckReview(A_WEEK, MARCH_OVER.plus(A_WEEK)))
                .then(overdue(MARCH_OVER));
        item.given(again).when(new CheckReview(A_WEEK, LATEST_OVER)).thenNothing();
        item.given(retained(FACTS, released(FACTS, DUE)))
                .when(new CheckReview(A_WEEK, DUE.plus(A_WEEK)))
                .thenNothing();
        item.given().when(new CheckReview(A_WEEK, DUE.plus(A_WEEK))).thenNothing();
        // Nobody is late for what is gone.
        item.given(retained(FACTS, released(FACTS, LATER), ORDERED.getFirst(), late))
                .when(new CheckReview(A_WEEK, DUE.plus(A_WEEK)))
                .thenNothing();
    }

    private static ReviewOverdue overdue(Instant since) {
        return new ReviewOverdue(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                since,
                since.plus(A_WEEK));
    }

    @Test
    void isExplained() {
        assertThat(explained(DUE.minusSeconds(1), retained(FACTS)))
                .contains("A person looks at it before it is destroyed.");
        assertThat(explained(DUE, retained(FACTS)))
                .contains(
                        "Its destruction was due at the end of 24 February 2027 in Europe/Paris; it has"
                                + " waited since then for a person to look at it and decide.")
                .doesNotContain("A person looks at it before it is destroyed.");
        assertThat(
                        explained(
                                LATER,
                                retained(
                                        FACTS, kept(FACTS, MARCH, LATER), scheduled(FACTS, MARCH))))
                .contains(
                        "On 25 February 2027, a data protection officer who looked at it decided that it"
                                + " is kept until 24 March 2027: a claim is to be expected.",
                        "A person looks at it before it is destroyed.");
        assertThat(explained(LATER, retained(FACTS, released(FACTS, LATER))))
                .contains(
                        "On 25 February 2027, a data protection officer who looked at it decided that it"
                                + " is destroyed: nothing needs it any more.");
    }

    private List<String> explained(Instant now, RetainedItemEvent... life) {
        var kept = (Retained) decider.replay(List.of(life));
        return inEnglish(Explanation.of(kept, Set.of(), now));
    }
}
