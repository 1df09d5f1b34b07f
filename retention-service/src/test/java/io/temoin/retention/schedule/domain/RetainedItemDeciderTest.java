// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.policy.domain.Purpose.TRAINING;
import static io.temoin.retention.schedule.domain.RetainedItems.*;
import static io.temoin.retention.schedule.domain.ScheduleProblem.PURPOSE_NOT_RETAINED;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.schedule.domain.RetainedItem.Kept;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemEvent.TriggerAwaited;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetainedItemDeciderTest {

    private static final UUID OTHER_ORDER = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000d2");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Nested
    class Retaining {

        @Test
        void schedulesTheEndOfTheLastPurpose() {
            item.given()
                    .when(note(QUALITY, TRAINING))
                    .then(retained(QUALITY, TRAINING), planned(facts(QUALITY, TRAINING)));
        }

        @Test
        void saysWhichDay() {
            assertThat(planned(facts(QUALITY)))
                    .isInstanceOfSatisfying(
                            DispositionScheduled.class,
                            it -> assertThat(it.dueOn()).isEqualTo("2027-05-24"));
        }

        @Test
        void takesAccountOfAFulfilmentThatCameFirst() {
            item.given(fulfilled(QUALITY))
                    .when(note(QUALITY))
                    .then(retained(QUALITY), scheduledToday());
        }

        @Test
        void waitsForATriggerThatIsNotKnown() {
            assertThat(planned(facts(INSURANCE_SALE))).isInstanceOf(TriggerAwaited.class);
            item.given()
                    .when(note(INSURANCE_SALE))
                    .then(retained(INSURANCE_SALE), planned(facts(INSURANCE_SALE)));
        }

        @Test
        void raisesAConflictOfTexts() {
            assertThat(planned(facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)))
                    .isInstanceOf(ConflictRaised.class);
            item.given()
                    .when(note(INVESTMENT_ORDER, INSURANCE_NO_SALE))
                    .then(
                            retained(INVESTMENT_ORDER, INSURANCE_NO_SALE),
                            planned(facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)));
        }

        @ParameterizedTest
        @EnumSource(Stage.class)
        void changesNothingWhenItComesTwiceOrLate(Stage stage) {
            item.given(stage.past()).when(note(QUALITY)).thenNothing();
        }
    }

    @Nested
    class Fulfilling {

        @Test
        void endsTheItemOnThatDay() {
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(noteFulfilment(QUALITY))
                    .then(fulfilled(QUALITY), scheduledToday());
        }

        @Test
        void leavesTheDayToAnotherPurposeButRecordsTheNewReasons() {
            item.given(retained(QUALITY, TRAINING), planned(facts(QUALITY, TRAINING)))
                    .when(noteFulfilment(QUALITY))
                    .then(
                            fulfilled(QUALITY),
                            planned(facts(QUALITY, TRAINING).with(QUALITY, FULFILLED)));
        }

        @Test
        void keepsTheItemUnderItsMinimum() {
            var plan = planned(facts(INVESTMENT_ORDER).with(INVESTMENT_ORDER, FULFILLED));
            assertThat(plan)
                    .isInstanceOfSatisfying(
                            RetainedUnderMinimum.class,
                            it -> assertThat(it.dueOn()).isEqualTo("2031-11-24"));
            item.given(retained(INVESTMENT_ORDER), planned(facts(INVESTMENT_ORDER)))
                    .when(noteFulfilment(INVESTMENT_ORDER))
                    .then(fulfilled(INVESTMENT_ORDER), plan);
        }

        @Test
        void recordsNoPlanWhenItStaysTheSame() {
            // A plan that was recorded with the fulfilment already counted.
            item.given(retained(QUALITY), scheduledToday())
                    .when(noteFulfilment(QUALITY))
                    .then(fulfilled(QUALITY));
        }

        @Test
        void isRememberedBeforeTheRecordingIsKnown() {
            item.given().when(noteFulfilment(QUALITY)).then(fulfilled(QUALITY));
        }

        @Test
        void isRememberedOnceBeforeTheRecordingIsKnown() {
            item.given(fulfilled(QUALITY)).when(noteFulfilment(QUALITY)).thenNothing();
        }

        @Test
        void changesNothingWhenItComesTwice() {
            item.given(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday())
                    .when(noteFulfilment(QUALITY))
                    .thenNothing();
        }

        @ParameterizedTest
        @EnumSource(
                value = Stage.class,
                names = {"ORDERED", "DISPOSED", "GONE"})
        void changesNothingOnceTheItemGoes(Stage stage) {
            item.given(stage.past()).when(noteFulfilment(QUALITY)).thenNothing();
        }

        @Test
        void isRefusedForAPurposeTheItemDoesNotHave() {
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(noteFulfilment(TRAINING))
                    .thenRejected(PURPOSE_NOT_RETAINED);
        }
    }

    @Nested
    class Ordering {

        @Test
        void destroysWhatIsDue() {
            item.given(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday())
                    .when(order(RUN))
                    .then(orderedToday());
        }

        @Test
        void doesNothingBeforeTheDayIsOver() {
            item.given(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday())
                    .when(order(Instant.parse("2026-11-24T22:59:59.999Z")))
                    .thenNothing();
        }

        @Test
        void destroysFromTheFirstInstantAfterTheDay() {
            var midnight = Instant.parse("2026-11-24T23:00:00Z");
            item.given(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday())
                    .when(order(midnight))
                    .then(
                            ordered(
                                    DispositionBasis.PURPOSE_FULFILLED,
                                    LocalDate.of(2026, 11, 24),
                                    midnight,
                                    today().because()));
        }

        @Test
        void namesTheEndOfThePeriod() {
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(order(Instant.parse("2027-05-24T22:00:00Z")))
                    .then(
                            ordered(
                                    DispositionBasis.PERIOD_ENDED,
                                    LocalDate.of(2027, 5, 24),
                                    Instant.parse("2027-05-24T22:00:00Z"),
                                    RetentionClock.evaluate(facts(QUALITY)).because()));
        }

        @Test
        void namesADutyToDestroy() {
            item.given(
                            retained(INSURANCE_NO_SALE, QUALITY),
                            planned(facts(INSURANCE_NO_SALE, QUALITY)))
                    .when(order(Instant.parse("2026-12-25T08:00:00Z")))
                    .then(
                            ordered(
                                    DispositionBasis.DESTRUCTION_DUTY,
                                    LocalDate.of(2026, 12, 24),
                                    Instant.parse("2026-12-25T08:00:00Z"),
                                    RetentionClock.evaluate(facts(INSURANCE_NO_SALE, QUALITY))
                                            .because()));
        }

        @Test
        void namesTheEndOfTheMinimum() {
            var facts = facts(INVESTMENT_ORDER).with(INVESTMENT_ORDER, FULFILLED);
            item.given(retained(INVESTMENT_ORDER), fulfilled(INVESTMENT_ORDER), planned(facts))
                    .when(order(Instant.parse("2031-11-25T08:00:00Z")))
                    .then(
                            ordered(
                                    DispositionBasis.MINIMUM_ENDED,
                                    LocalDate.of(2031, 11, 24),
                                    Instant.parse("2031-11-25T08:00:00Z"),
                                    RetentionClock.evaluate(facts).because()));
        }

        @Test
        void keepsWhatIsUnderItsMinimum() {
            var facts = facts(INVESTMENT_ORDER).with(INVESTMENT_ORDER, FULFILLED);
            item.given(retained(INVESTMENT_ORDER), fulfilled(INVESTMENT_ORDER), planned(facts))
                    .when(order(RUN))
                    .thenNothing();
        }

        @Test
        void touchesNothingInConflict() {
            item.given(
                            retained(INVESTMENT_ORDER, INSURANCE_NO_SALE),
                            planned(facts(INVESTMENT_ORDER, INSURANCE_NO_SALE)))
                    .when(order(Instant.parse("2040-01-01T00:00:00Z")))
                    .thenNothing();
        }

        @Test
        void touchesNothingThatAwaitsItsTrigger() {
            item.given(retained(INSURANCE_SALE), planned(facts(INSURANCE_SALE)))
                    .when(order(Instant.parse("2040-01-01T00:00:00Z")))
                    .thenNothing();
        }

        /** Decided again: a plan that the facts no longer bear is corrected, not carried out. */
        @Test
        void correctsAPlanThatIsNoLongerTrue() {
            item.given(retained(QUALITY), scheduledToday())
                    .when(order(RUN))
                    .then(planned(facts(QUALITY)));
        }

        @ParameterizedTest
        @EnumSource(
                value = Stage.class,
                names = {"ORDERED", "DISPOSED", "GONE"})
        void happensOnce(Stage stage) {
            item.given(stage.past()).when(order(RUN)).thenNothing();
        }

        @Test
        void doesNothingForAnItemThatIsNotKnown() {
            item.given().when(order(RUN)).thenNothing();
        }
    }

    @Nested
    class Confirming {

        @Test
        void endsTheItemWithItsEvidence() {
            item.given(Stage.ORDERED.past()).when(confirm(ORDER)).then(confirmed());
        }

        @ParameterizedTest
        @EnumSource(
                value = Stage.class,
                names = {"DISPOSED", "GONE"})
        void happensOnce(Stage stage) {
            item.given(stage.past()).when(confirm(ORDER)).thenNothing();
        }

        @Test
        void recordsADestructionThatWasNotOrdered() {
            item.given(Stage.KEPT.past()).when(confirm(null)).then(erasedWithoutOrder());
        }

        @Test
        void recordsADestructionUnderAnotherOrder() {
            item.given(Stage.ORDERED.past()).when(confirm(OTHER_ORDER)).then(erasedWithoutOrder());
        }

        @Test
        void isTheEndEvenOfARecordingThatWasNotKnown() {
            item.given(erasedWithoutOrder()).when(note(QUALITY)).thenNothing();
        }

        @Test
        void recordsADestructionBeforeTheRecordingIsKnown() {
            item.given().when(confirm(null)).then(erasedWithoutOrder());
        }
    }

    @Nested
    class Replaying {

        @Test
        void findsTheItemWithoutHoldsAtFirst() {
            assertThat(decider.replay(List.of(Stage.KEPT.past())))
                    .isInstanceOfSatisfying(Kept.class, kept -> assertThat(kept.holds()).isEmpty());
        }

        /** What happened, happened: no order of events makes the fold fail or revive an item. */
        @ParameterizedTest
        @EnumSource(
                value = Stage.class,
                names = {"DISPOSED", "GONE"})
        void revivesNothing(Stage stage) {
            // Given
            var gone = decider.replay(List.of(stage.past()));

            // When
            var later =
                    List.of(
                            retained(QUALITY),
                            fulfilled(QUALITY),
                            planned(facts(QUALITY)),
                            orderedToday(),
                            confirmed());

            // Then
            assertThat(later)
                    .allSatisfy(it -> assertThat(decider.evolve(gone, it)).isEqualTo(gone));
        }
    }

    /** The item at each stage of its life, by the events that lead there. */
    enum Stage {
        KEPT,
        ORDERED,
        DISPOSED,
        GONE;

        RetainedItemEvent[] past() {
            var kept = List.of(retained(QUALITY), planned(facts(QUALITY)));
            var due = List.of(fulfilled(QUALITY), scheduledToday());
            return switch (this) {
                case KEPT -> past(kept);
                case ORDERED -> past(kept, due, List.of(orderedToday()));
                case DISPOSED -> past(kept, due, List.of(orderedToday(), confirmed()));
                case GONE -> past(kept, List.of(erasedWithoutOrder()));
            };
        }

        @SafeVarargs
        private static RetainedItemEvent[] past(List<RetainedItemEvent>... parts) {
            return Stream.of(parts).flatMap(List::stream).toArray(RetainedItemEvent[]::new);
        }
    }

    private static Disposition today() {
        return RetentionClock.evaluate(facts(QUALITY).with(QUALITY, FULFILLED));
    }

    private static RetainedItemEvent scheduledToday() {
        return planned(facts(QUALITY).with(QUALITY, FULFILLED));
    }

    private static RetainedItemEvent orderedToday() {
        return ordered(
                DispositionBasis.PURPOSE_FULFILLED,
                LocalDate.of(2026, 11, 24),
                RUN,
                today().because());
    }
}
