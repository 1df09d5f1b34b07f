// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.InsuranceCall.NOW;
import static io.temoin.retention.schedule.domain.InsuranceCall.REFUSED;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.note;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.InsuranceCall.plus;
import static io.temoin.retention.schedule.domain.InsuranceCall.refused;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.report.domain.Business;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.report.domain.CallBusinessDecider;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.report.domain.ReportProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a business event counts, and that the report of a call is recorded once. */
class BusinessEventTest {

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Nested
    class Stages {

        @ParameterizedTest
        @EnumSource(BusinessEvent.class)
        void needARecordingThatIsKnown(BusinessEvent event) {
            item.given().when(note(event, SIGNED)).thenRejected(ScheduleProblem.ITEM_UNKNOWN);
        }

        @ParameterizedTest
        @EnumSource(BusinessEvent.class)
        void needAPeriodThatDependsOnIt(BusinessEvent event) {
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(note(event, SIGNED))
                    .thenRejected(ScheduleProblem.EVENT_NOT_RELEVANT);
        }

        /** 2016 for 2026 would have the recording destroyed at once. */
        @ParameterizedTest
        @ValueSource(longs = {4 * 60 + 1, 22 * 60, 10 * 365 * 24 * 60})
        void refuseWhatHappenedBeforeTheCall(long minutes) {
            item.given(insurance())
                    .when(note(CONTRACT_SIGNED, ENDED.minus(Duration.ofMinutes(minutes))))
                    .thenRejected(ScheduleProblem.EVENT_BEFORE_CALL);
        }

        /** A contract is signed while they talk. */
        @Test
        void takeWhatHappenedInTheCall() {
            Instant before = ENDED.minus(Duration.ofMinutes(5));
            item.given(insurance())
                    .when(note(PROPOSAL_MADE, before))
                    .then(noted(PROPOSAL_MADE, before));
        }

        @Test
        void doNotCallAnOrderBack() {
            item.given(refused())
                    .when(note(CONTRACT_SIGNED, SIGNED))
                    .thenRejected(ScheduleProblem.DISPOSITION_ORDERED);
            item.given(refused()).when(note(PROPOSAL_REFUSED, REFUSED)).thenNothing();
        }

        @Test
        void doNotBringBackWhatIsDestroyed() {
            var destroyed = plus(refused(), confirmed());
            item.given(destroyed)
                    .when(note(CONTRACT_SIGNED, SIGNED))
                    .thenRejected(ScheduleProblem.RECORDING_DESTROYED);
            item.given(destroyed).when(note(PROPOSAL_REFUSED, REFUSED)).thenNothing();
            item.given(insurance(erasedWithoutOrder()))
                    .when(note(CONTRACT_SIGNED, SIGNED))
                    .thenRejected(ScheduleProblem.RECORDING_DESTROYED);
            item.given(erasedWithoutOrder())
                    .when(note(CONTRACT_SIGNED, SIGNED))
                    .thenRejected(ScheduleProblem.RECORDING_DESTROYED);
        }

        @Test
        void changeNothingThatIsOrdered() {
            var state = decider.replay(List.of(refused()));
            assertThat(decider.evolve(state, noted(CONTRACT_SIGNED, SIGNED))).isEqualTo(state);
        }
    }

    @Nested
    class ReportingOfACall {

        private final DeciderSpecification<ReportBusinessEvent, Business, BusinessEventReported>
                call = DeciderSpecification.of(new CallBusinessDecider());

        @Test
        void isRecordedOnce() {
            call.given()
                    .when(report(PROPOSAL_MADE, REFUSED))
                    .then(reported(PROPOSAL_MADE, REFUSED));
            call.given(reported(PROPOSAL_MADE, REFUSED))
                    .when(report(PROPOSAL_MADE, REFUSED))
                    .thenNothing();
            call.given(reported(PROPOSAL_MADE, REFUSED))
                    .when(report(PROPOSAL_MADE, SIGNED))
                    .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
            call.given(reported(PROPOSAL_MADE, REFUSED))
                    .when(report(CONTRACT_SIGNED, SIGNED))
                    .then(reported(CONTRACT_SIGNED, SIGNED));
        }

        @Test
        void endsWithTheSignature() {
            call.given(reported(CONTRACT_SIGNED, SIGNED))
                    .when(report(PROPOSAL_REFUSED, SIGNED))
                    .thenRejected(ReportProblem.CONTRACT_ALREADY_SIGNED);
            call.given(reported(CONTRACT_SIGNED, SIGNED))
                    .when(report(PROPOSAL_REFUSED, SIGNED.minusSeconds(1)))
                    .thenRejected(ReportProblem.CONTRACT_ALREADY_SIGNED);
            call.given(reported(CONTRACT_SIGNED, SIGNED))
                    .when(report(PROPOSAL_MADE, SIGNED))
                    .thenRejected(ReportProblem.CONTRACT_ALREADY_SIGNED);
        }

        @Test
        void takesTheProposalThatLedToTheSignature() {
            call.given(reported(CONTRACT_SIGNED, SIGNED))
                    .when(report(PROPOSAL_MADE, SIGNED.minusSeconds(1)))
                    .then(reported(PROPOSAL_MADE, SIGNED.minusSeconds(1)));
        }

        private ReportBusinessEvent report(BusinessEvent event, Instant at) {
            return new ReportBusinessEvent(
                    CALL.decision(), CALL.controller(), new BusinessFact(event, at), NOW);
        }

        private BusinessEventReported reported(BusinessEvent event, Instant at) {
            return new BusinessEventReported(CALL.decision(), CALL.controller(), event, at, null);
        }
    }
}
