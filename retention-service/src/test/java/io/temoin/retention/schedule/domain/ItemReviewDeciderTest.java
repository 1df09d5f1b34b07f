// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.DecideItemReviews.AwaitedReview;
import io.temoin.retention.schedule.domain.ItemReviewsDecided.ReviewedItem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.ReviewDecision;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person decides on registered items that are due: on all of them alike, or on none. */
class ItemReviewDeciderTest {

    private static final UUID REVIEW = new UUID(0, 9);
    private static final LocalDate TODAY = LocalDate.of(2027, 11, 26);
    private static final Instant NOW = Instant.parse("2027-11-26T09:00:00Z");
    private static final ReviewedItem ONE = item(1);
    private static final ReviewedItem TWO = item(2);
    private static final LocalDate LATEST = LocalDate.of(2029, 11, 24);
    private static final AwaitedReview LONG = new AwaitedReview(ONE, LATEST.plusMonths(1));
    private static final AwaitedReview SHORT = new AwaitedReview(TWO, LATEST);

    private static ReviewedItem item(int id) {
        return new ReviewedItem(
                new UUID(0, id), LocalDate.of(2027, 11, 24), Instant.parse("2027-11-24T23:00:00Z"));
    }

    private static DecideItemReviews decide(
            @Nullable LocalDate keepUntil, List<UUID> items, AwaitedReview... awaited) {
        return new DecideItemReviews(
                REVIEW,
                ItemKind.PREFERENCE,
                "rhone-telecom",
                items,
                List.of(awaited),
                new ReviewDecision(
                        keepUntil == null ? ReviewOutcome.RELEASE : ReviewOutcome.KEEP,
                        keepUntil == null
                                ? ReviewGround.NO_LONGER_NEEDED
                                : ReviewGround.STILL_NEEDED,
                        keepUntil == null ? null : "CASE-7",
                        keepUntil),
                "dpo",
                TODAY,
                NOW);
    }

    private static DecideItemReviews both(@Nullable LocalDate keepUntil) {
        return decide(keepUntil, List.of(ONE.item(), TWO.item()), LONG, SHORT);
    }

    private static ItemReviewsDecided decided(@Nullable LocalDate keepUntil) {
        return new ItemReviewsDecided(
                REVIEW,
                ItemKind.PREFERENCE,
                "rhone-telecom",
                List.of(ONE, TWO),
                keepUntil == null ? ReviewOutcome.RELEASE : ReviewOutcome.KEEP,
                keepUntil == null ? ReviewGround.NO_LONGER_NEEDED : ReviewGround.STILL_NEEDED,
                keepUntil == null ? null : "CASE-7",
                "dpo",
                NOW,
                keepUntil);
    }

    private final DeciderSpecification<DecideItemReviews, Boolean, ItemReviewsDecided> review =
            DeciderSpecification.of(new ItemReviewDecider());

    @Test
    void releasesAllOfThem() {
        review.given().when(both(null)).then(decided(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-11-26", "2029-11-24"})
    void keepsThemWithinTheMaximumOfEach(LocalDate until) {
        review.given().when(both(until)).then(decided(until));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2027-11-25", "2029-11-25"})
    void keepsNoneBeyondTheMaximumOfOneOrUntilYesterday(LocalDate until) {
        review.given().when(both(until)).thenRejected(ScheduleProblem.REVIEW_DATE_INVALID);
    }

    @Test
    void decidesNoneIfOneDoesNotWait() {
        review.given()
                .when(decide(null, List.of(ONE.item(), TWO.item()), LONG))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
        review.given()
                .when(decide(LATEST, List.of()))
                .thenRejected(ScheduleProblem.REVIEW_NOT_OPEN);
    }

    @Test
    void isMadeOnce() {
        review.given(decided(null)).when(both(LATEST)).thenNothing();
    }
}
