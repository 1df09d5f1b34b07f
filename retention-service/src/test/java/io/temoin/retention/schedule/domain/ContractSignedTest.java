// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.schedule.domain.InsuranceCall.A_MONTH_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.INSURANCE;
import static io.temoin.retention.schedule.domain.InsuranceCall.NOW;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.TWO_YEARS_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.assertScheduled;
import static io.temoin.retention.schedule.domain.InsuranceCall.explained;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.note;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A contract that is signed keeps the recording for two years, whatever else happens. */
class ContractSignedTest {

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    @Test
    void keepsForTwoYearsFromTheSignature() {
        var signed = INSURANCE.with(CONTRACT_SIGNED, SIGNED);
        item.given(insurance())
                .when(note(CONTRACT_SIGNED, SIGNED))
                .then(noted(CONTRACT_SIGNED, SIGNED), planned(signed));
        assertScheduled(signed, TWO_YEARS_ON);
    }

    @Test
    void endsOnTheDayTwoYearsAreOver() {
        var signed = INSURANCE.with(CONTRACT_SIGNED, SIGNED);
        var life = insurance(noted(CONTRACT_SIGNED, SIGNED), planned(signed));
        item.given(life).when(order(Instant.parse("2028-12-03T22:59:59Z"))).thenNothing();
        var end = Instant.parse("2028-12-03T23:00:00Z");
        item.given(life)
                .when(order(end))
                .then(
                        ordered(
                                DispositionBasis.DESTRUCTION_DUTY,
                                TWO_YEARS_ON,
                                end,
                                RetentionClock.evaluate(signed).because()));
    }

    /** Nothing that ends a purpose ends the minimum. */
    @Test
    void isNotUndoneByFulfilment() {
        var signed =
                INSURANCE
                        .with(CONTRACT_SIGNED, SIGNED)
                        .with(INSURANCE_SALE, NOW)
                        .with(INSURANCE_NO_SALE, NOW);
        assertThat(RetentionClock.evaluate(signed))
                .isInstanceOfSatisfying(
                        UnderMinimum.class,
                        kept -> assertThat(kept.dueOn()).isEqualTo(TWO_YEARS_ON));
    }

    @ParameterizedTest
    @EnumSource(Known.class)
    void isNotUndoneByAQuarantine(Known when) {
        var withdrawn = new Quarantine("CONSENT_WITHDRAWN", NOW.plusSeconds(60));
        var facts = when.facts(INSURANCE, withdrawn);
        assertThat(RetentionClock.evaluate(facts))
                .isInstanceOfSatisfying(
                        UnderMinimum.class,
                        kept -> assertThat(kept.dueOn()).isEqualTo(TWO_YEARS_ON));
    }

    @Test
    void onTheLastDayOfTheMonthIsInTime() {
        assertScheduled(
                INSURANCE.with(CONTRACT_SIGNED, Instant.parse("2026-12-24T22:59:59Z")),
                LocalDate.of(2028, 12, 24));
    }

    /** In time and told late: the month is over, the run has not come yet. */
    @Test
    void countsFromItsDayNotFromItsReport() {
        var late = Instant.parse("2026-12-24T23:30:00Z");
        item.given(insurance())
                .when(
                        new NoteBusinessEvent(
                                new BusinessFact(CONTRACT_SIGNED, SIGNED), ORDER, Holds.NONE, late))
                .then(
                        noted(CONTRACT_SIGNED, SIGNED),
                        planned(INSURANCE.with(CONTRACT_SIGNED, SIGNED)));
    }

    /** The text orders the recording destroyed, and one that is a contract's kept. */
    @Test
    void afterTheMonthIsForAPersonToDecide() {
        assertThat(
                        RetentionClock.evaluate(
                                INSURANCE.with(
                                        CONTRACT_SIGNED, Instant.parse("2026-12-24T23:00:00Z"))))
                .isInstanceOfSatisfying(
                        InConflict.class,
                        it -> {
                            assertThat(it.keepUntil()).isEqualTo("2028-12-25");
                            assertThat(it.destroyBy()).isEqualTo(A_MONTH_ON);
                        });
    }

    @Test
    void isNotedOnce() {
        var life =
                insurance(
                        noted(CONTRACT_SIGNED, SIGNED),
                        planned(INSURANCE.with(CONTRACT_SIGNED, SIGNED)));
        item.given(life).when(note(CONTRACT_SIGNED, SIGNED)).thenNothing();
        item.given(life)
                .when(note(CONTRACT_SIGNED, SIGNED.plusSeconds(86_400)))
                .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
    }

    @ParameterizedTest
    @EnumSource(
            value = BusinessEvent.class,
            names = {"PROPOSAL_MADE", "PROPOSAL_REFUSED"})
    void isFollowedByNothing(BusinessEvent event) {
        item.given(
                        insurance(
                                noted(CONTRACT_SIGNED, SIGNED),
                                planned(INSURANCE.with(CONTRACT_SIGNED, SIGNED))))
                .when(note(event, SIGNED))
                .thenRejected(ReportProblem.CONTRACT_ALREADY_SIGNED);
    }

    /** The month runs from the proposal, not from the call, also if the proposal is told last. */
    @Test
    void aProposalBeforeItThatIsToldLateResolvesTheConflict() {
        var proposedAt = Instant.parse("2026-12-01T10:00:00Z");
        var signedAt = Instant.parse("2026-12-24T23:00:00Z");
        var conflict = INSURANCE.with(CONTRACT_SIGNED, signedAt);
        assertThat(RetentionClock.evaluate(conflict)).isInstanceOf(InConflict.class);
        var resolved = conflict.with(BusinessEvent.PROPOSAL_MADE, proposedAt);
        item.given(insurance(noted(CONTRACT_SIGNED, signedAt), planned(conflict)))
                .when(note(BusinessEvent.PROPOSAL_MADE, proposedAt))
                .then(noted(BusinessEvent.PROPOSAL_MADE, proposedAt), planned(resolved));
        assertScheduled(resolved, LocalDate.of(2028, 12, 25));
    }

    @Test
    void saysThatTheContractWasSigned() {
        assertThat(
                        explained(
                                insurance(
                                        noted(CONTRACT_SIGNED, SIGNED),
                                        planned(INSURANCE.with(CONTRACT_SIGNED, SIGNED)))))
                .contains(
                        "The purpose “insurance canvassing that did not lead to a contract” no longer applies: the contract was signed on"
                                + " 3 December 2026, so no duty to destroy arose (policy v1; C."
                                + " assurances art. R.112-7).",
                        "The purpose “insurance canvassing that led to a contract” requires retention for at least 2 years from 3 December 2026"
                                + " (signing of the contract), until 3 December 2028 (policy v1; C."
                                + " assurances art. R.112-7).",
                        "Its destruction is due at the end of 3 December 2028 in Europe/Paris.");
    }

    /** Whichever of the two is known first. */
    enum Known {
        SIGNATURE_FIRST,
        QUARANTINE_FIRST;

        RetentionFacts facts(RetentionFacts of, Quarantine quarantine) {
            return switch (this) {
                case SIGNATURE_FIRST -> of.with(CONTRACT_SIGNED, SIGNED).with(quarantine);
                case QUARANTINE_FIRST -> of.with(quarantine).with(CONTRACT_SIGNED, SIGNED);
            };
        }
    }
}
