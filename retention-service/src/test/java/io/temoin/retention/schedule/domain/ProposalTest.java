// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.schedule.domain.InsuranceCall.A_MONTH_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.INSURANCE;
import static io.temoin.retention.schedule.domain.InsuranceCall.NOW;
import static io.temoin.retention.schedule.domain.InsuranceCall.REFUSED;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.TWO_YEARS_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.assertScheduled;
import static io.temoin.retention.schedule.domain.InsuranceCall.explained;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.note;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.InsuranceCall.refused;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.report.domain.ReportProblem;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A proposal starts the month; one that is refused has the recording destroyed at once. */
class ProposalTest {

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    @Nested
    class Refusing {

        @Test
        void isDestroyedAtOnce() {
            var refused = INSURANCE.with(PROPOSAL_REFUSED, REFUSED);
            item.given(insurance())
                    .when(note(PROPOSAL_REFUSED, REFUSED))
                    .then(
                            noted(PROPOSAL_REFUSED, REFUSED),
                            planned(refused),
                            ordered(
                                    DispositionBasis.DESTRUCTION_DUTY,
                                    LocalDate.of(2026, 11, 25),
                                    NOW,
                                    RetentionClock.evaluate(refused).because()));
        }

        @Test
        void isDueAtThatVeryMoment() {
            assertThat(RetentionClock.evaluate(INSURANCE.with(PROPOSAL_REFUSED, REFUSED)))
                    .isInstanceOfSatisfying(
                            Scheduled.class, it -> assertThat(it.dueAt()).isEqualTo(REFUSED));
        }

        /** Whatever is told of a refusal afterwards, the month was over first. */
        @Test
        void afterTheMonthChangesNothing() {
            assertScheduled(
                    INSURANCE.with(PROPOSAL_REFUSED, Instant.parse("2026-12-26T08:00:00Z")),
                    A_MONTH_ON);
        }

        @Test
        void beforeASignatureIsForAPersonToDecide() {
            assertThat(
                            RetentionClock.evaluate(
                                    INSURANCE
                                            .with(PROPOSAL_REFUSED, REFUSED)
                                            .with(CONTRACT_SIGNED, SIGNED)))
                    .isInstanceOf(InConflict.class);
        }

        @Test
        void afterASignatureDoesNotCount() {
            assertScheduled(
                    INSURANCE
                            .with(PROPOSAL_REFUSED, SIGNED.plusSeconds(60))
                            .with(CONTRACT_SIGNED, SIGNED),
                    TWO_YEARS_ON);
        }

        @Test
        void ordersNothingThatALawKeeps() {
            var facts = facts(INSURANCE_NO_SALE, INVESTMENT_ORDER);
            item.given(retained(INSURANCE_NO_SALE, INVESTMENT_ORDER), planned(facts))
                    .when(note(PROPOSAL_REFUSED, REFUSED))
                    .then(
                            noted(PROPOSAL_REFUSED, REFUSED),
                            planned(facts.with(PROPOSAL_REFUSED, REFUSED)));
        }

        @Test
        void saysThatTheProposalWasRefused() {
            assertThat(explained(refused()))
                    .contains(
                            "The purpose “insurance canvassing that did not lead to a contract” requires immediate destruction: the proposal was"
                                    + " refused on 25 November 2026 (policy v1; C. assurances art."
                                    + " R.112-7).");
        }
    }

    @Nested
    class Proposing {

        /** Without a report, the proposal counts as made during the call. */
        @Test
        void movesTheMonthToItsOwnDay() {
            var made = Instant.parse("2026-11-30T10:00:00Z");
            item.given(insurance())
                    .when(note(PROPOSAL_MADE, made))
                    .then(noted(PROPOSAL_MADE, made), planned(INSURANCE.with(PROPOSAL_MADE, made)));
            assertScheduled(INSURANCE.with(PROPOSAL_MADE, made), LocalDate.of(2026, 12, 30));
        }

        @Test
        void countsOnce() {
            var made = Instant.parse("2026-11-30T10:00:00Z");
            item.given(
                            insurance(
                                    noted(PROPOSAL_MADE, made),
                                    planned(INSURANCE.with(PROPOSAL_MADE, made))))
                    .when(note(PROPOSAL_MADE, made.plusSeconds(1)))
                    .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
        }

        @Test
        void afterTheMonthKeepsNothing() {
            item.given(insurance())
                    .when(note(PROPOSAL_MADE, Instant.parse("2026-12-25T10:00:00Z")))
                    .thenRejected(ScheduleProblem.EVENT_TOO_LATE);
        }
    }
}
