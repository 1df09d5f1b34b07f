// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.*;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.RetentionClock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of an item: ordered when due, confirmed when done. */
class DisposingItemDeciderTest {

    private static final UUID OTHER_ORDER = UUID.fromString("019ab5f0-4a00-7000-8000-0000000000d2");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

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

        /** No version orders it so; what happened is confirmed all the same. */
        @Test
        void confirmsAnOrderWithoutADayForNoReason() {
            var events =
                    decider.decide(
                            confirm(ORDER),
                            decider.replay(List.of(retained(QUALITY), orderedToday())));

            assertThat(events)
                    .singleElement()
                    .isInstanceOfSatisfying(
                            RetainedItemEvent.DispositionConfirmed.class,
                            confirmed -> assertThat(confirmed.because()).isEmpty());
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
}
