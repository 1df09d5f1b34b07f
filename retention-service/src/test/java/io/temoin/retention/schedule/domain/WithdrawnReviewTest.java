// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.policy.domain.Purpose.TRAINING;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.ReviewedItem.FACTS;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATER;
import static io.temoin.retention.schedule.domain.ReviewedItem.LATEST;
import static io.temoin.retention.schedule.domain.ReviewedItem.ORDERED;
import static io.temoin.retention.schedule.domain.ReviewedItem.kept;
import static io.temoin.retention.schedule.domain.ReviewedItem.retained;
import static io.temoin.retention.schedule.domain.ReviewedItem.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.engine.domain.Review;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeEndNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import org.junit.jupiter.api.Test;

/** Nobody looks at what the person concerned ended, nor at what is in quarantine. */
class WithdrawnReviewTest {

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    private static final PurposeEnd WITHDRAWN =
            new PurposeEnd(LATER, PurposeEnd.Cause.CONSENT_WITHDRAWN);

    /** Against what the person asks, a review keeps nothing. */
    @Test
    void aWithdrawalEndsWhatAReviewKeeps() {
        var kept = retained(FACTS, kept(FACTS, LATEST, LATER), scheduled(FACTS, LATEST));

        isOrderedAfterAWithdrawal(kept);
    }

    /** Also if the purpose was over by then. */
    @Test
    void aWithdrawalEndsWhatAReviewKeepsOfAFulfilledPurpose() {
        var fulfilled = FACTS.with(QUALITY, PurposeEnd.fulfilled(RetainedItems.FULFILLED));
        var kept =
                retained(
                        FACTS,
                        ended(PurposeEnd.fulfilled(RetainedItems.FULFILLED)),
                        planned(fulfilled),
                        kept(fulfilled, LATEST, LATER),
                        scheduled(fulfilled, LATEST));

        isOrderedAfterAWithdrawal(kept);
        isOrderedAfterAWithdrawal(
                retained(
                        FACTS,
                        ended(PurposeEnd.fulfilled(RetainedItems.FULFILLED)),
                        planned(fulfilled)));
    }

    /** What the person ended stays so, whatever is said of it afterwards. */
    @Test
    void aFulfilmentAfterAWithdrawalChangesNothing() {
        item.given(retained(FACTS, ended(WITHDRAWN), planned(FACTS)))
                .when(
                        new NotePurposeEnd(
                                CALL,
                                QUALITY,
                                PurposeEnd.fulfilled(RetainedItems.FULFILLED),
                                LATER))
                .thenNothing();
    }

    private void isOrderedAfterAWithdrawal(RetainedItemEvent[] before) {
        item.given(before)
                .when(new NotePurposeEnd(CALL, QUALITY, WITHDRAWN, LATER))
                .then(ended(WITHDRAWN), planned(FACTS));
        item.given(InsuranceCall.plus(before, ended(WITHDRAWN), planned(FACTS)))
                .when(order(LATER))
                .then(ORDERED.getFirst());
    }

    private static RetainedItemEvent ended(PurposeEnd end) {
        return new PurposeEndNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                QUALITY,
                end.cause(),
                end.at());
    }

    /** One purpose was withdrawn, and another one wants a look. */
    @Test
    void aWithdrawalOfAnotherPurposeTakesNoReviewAway() {
        RetentionFacts both =
                ReviewedItem.with(TRAINING)
                        .with(
                                TRAINING,
                                new PurposeEnd(
                                        RetainedItems.FULFILLED,
                                        PurposeEnd.Cause.CONSENT_WITHDRAWN));
        assertThat(Review.isAskedFor(both)).isTrue();
    }

    @Test
    void aQuarantineEndsTheWait() {
        Quarantine quarantine = new Quarantine("MINOR", LATER);
        item.given(retained(FACTS))
                .when(new NoteQuarantine(CALL, quarantine, ORDER, Holds.NONE, LATER))
                .then(
                        new QuarantineNoted(
                                CALL.recording(),
                                CALL.controller(),
                                CALL.subject(),
                                CALL.decision(),
                                CALL.consent(),
                                "MINOR",
                                LATER),
                        ORDERED.getFirst());
    }
}
