// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.PARIS;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;

import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.policy.domain.PolicyConditions;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.ReviewTerms;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideReview;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ReviewDecided;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recording that a policy of the controller keeps for three months of quality control, half of
 * what the law allows, and wants somebody to look at before it goes.
 */
public final class ReviewedItem {

    static final LocalDate DUE_ON = LocalDate.of(2027, 2, 24);
    static final Instant DUE = Instant.parse("2027-02-24T23:00:00Z");
    static final LocalDate LATEST = LocalDate.of(2027, 5, 24);
    static final Instant LATEST_OVER = Instant.parse("2027-05-24T22:00:00Z");
    static final RetentionFacts FACTS = with();

    /** An hour after it was due. */
    static final Instant LATER = DUE.plusSeconds(3600);

    /** Its order of then, if nobody has to look. */
    static final List<RetainedItemEvent> ORDERED =
            List.of(
                    ordered(
                            DispositionBasis.PERIOD_ENDED,
                            DUE_ON,
                            LATER,
                            ((Dated) RetentionClock.evaluate(FACTS)).because()));

    private ReviewedItem() {}

    /** What is known of it, kept for other purposes as well. */
    static RetentionFacts with(Purpose... others) {
        return of(new ReviewTerms(Period.ofMonths(6)), List.of(), others);
    }

    /** The same, under other terms and promises. */
    static RetentionFacts of(
            @Nullable ReviewTerms terms, List<AnnouncedPeriod> announced, Purpose... others) {
        List<RetentionPolicy> policies = new ArrayList<>(facts(others).policies());
        policies.add(
                new RetentionPolicy(
                        Purpose.QUALITY,
                        2,
                        LocalDate.of(2026, 1, 1),
                        RetentionTrigger.RECORDING_ENDED,
                        null,
                        Period.ofMonths(3),
                        false,
                        "our decision",
                        new PolicyConditions(false, null, terms)));
        return new RetentionFacts(ENDED, PARIS, policies, announced, Map.of());
    }

    /** It is retained and planned, and then that happened. */
    public static RetainedItemEvent[] retained(RetentionFacts facts, RetainedItemEvent... then) {
        return InsuranceCall.plus(
                new RetainedItemEvent[] {
                    new ItemRetained(
                            CALL.recording(),
                            CALL.controller(),
                            "voix-du-rhone",
                            CALL.subject(),
                            CALL.decision(),
                            CALL.consent(),
                            facts.endedAt(),
                            facts.zone(),
                            facts.policies(),
                            facts.announced(),
                            "fibre-autumn"),
                    planned(facts)
                },
                then);
    }

    static RetainedItemCommand release(Holds holds, Instant now) {
        return new DecideReview(
                new ReviewDecision(
                        ReviewOutcome.RELEASE, ReviewGround.NO_LONGER_NEEDED, null, null),
                "dpo",
                ORDER,
                holds,
                now);
    }

    static RetainedItemCommand keep(LocalDate until, Instant now) {
        return new DecideReview(
                new ReviewDecision(
                        ReviewOutcome.KEEP, ReviewGround.CLAIM_EXPECTED, "CASE-7", until),
                "dpo",
                ORDER,
                Holds.NONE,
                now);
    }

    /** The event that somebody let it go. */
    public static RetainedItemEvent released(RetentionFacts facts, Instant at) {
        return decided(
                facts,
                new ReviewDecision(
                        ReviewOutcome.RELEASE, ReviewGround.NO_LONGER_NEEDED, null, null),
                at);
    }

    /** The event that somebody keeps it. */
    public static RetainedItemEvent kept(RetentionFacts facts, LocalDate until, Instant at) {
        return decided(
                facts,
                new ReviewDecision(
                        ReviewOutcome.KEEP, ReviewGround.CLAIM_EXPECTED, "CASE-7", until),
                at);
    }

    private static RetainedItemEvent decided(
            RetentionFacts facts, ReviewDecision decision, Instant at) {
        Dated weighed = (Dated) RetentionClock.evaluate(facts);
        return new ReviewDecided(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                decision.outcome(),
                decision.ground(),
                decision.reference(),
                "dpo",
                at,
                decision.keepUntil(),
                weighed instanceof UnderMinimum,
                weighed.dueOn(),
                weighed.dueAt(),
                weighed.because());
    }

    static RetainedItemEvent scheduled(RetentionFacts facts, LocalDate until) {
        return new DispositionScheduled(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                until,
                RetentionClock.endOf(until, facts.zone()),
                ((Dated) RetentionClock.evaluate(facts)).because());
    }
}
