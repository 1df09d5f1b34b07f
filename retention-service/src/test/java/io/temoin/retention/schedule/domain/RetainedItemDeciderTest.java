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
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictRaised;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ConflictResolved;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOverdue;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionScheduled;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeAccessEnded;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemEvent.TriggerAwaited;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetainedItemDeciderTest {

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
    class Replaying {

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
                            accessEnded(),
                            conflictResolved(),
                            overdue(),
                            confirmed());

            // Then
            assertThat(later)
                    .allSatisfy(it -> assertThat(decider.evolve(gone, it)).isEqualTo(gone));
        }

        private static RetainedItemEvent accessEnded() {
            return new PurposeAccessEnded(
                    CALL.recording(),
                    CALL.controller(),
                    CALL.subject(),
                    CALL.decision(),
                    CALL.consent(),
                    QUALITY,
                    LocalDate.of(2027, 5, 24),
                    RUN,
                    List.of());
        }

        private static RetainedItemEvent conflictResolved() {
            return new ConflictResolved(
                    CALL.recording(),
                    CALL.controller(),
                    CALL.subject(),
                    CALL.decision(),
                    CALL.consent(),
                    ConflictOutcome.KEEP,
                    ConflictGround.LEGAL_ADVICE,
                    "dpo",
                    RUN,
                    LocalDate.of(2031, 11, 24),
                    LocalDate.of(2026, 12, 24),
                    List.of());
        }

        private static RetainedItemEvent overdue() {
            return new DispositionOverdue(
                    ORDER,
                    CALL.recording(),
                    CALL.controller(),
                    CALL.subject(),
                    CALL.decision(),
                    CALL.consent(),
                    RUN,
                    RUN.plusSeconds(86_400));
        }
    }
}
