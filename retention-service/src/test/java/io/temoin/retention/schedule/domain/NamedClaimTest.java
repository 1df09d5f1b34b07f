// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_CLOSED;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_MADE;
import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.policy.domain.Purpose.MEDICAL_REGULATION;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.report.domain.Business;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.report.domain.CallBusinessDecider;
import io.temoin.retention.report.domain.ContractBusiness;
import io.temoin.retention.report.domain.ContractBusinessDecider;
import io.temoin.retention.report.domain.ContractCommand;
import io.temoin.retention.report.domain.ContractCommand.ReportContractEvent;
import io.temoin.retention.report.domain.ContractEvent;
import io.temoin.retention.report.domain.ContractEvent.ContractEventReported;
import io.temoin.retention.report.domain.ContractEvent.ContractLinked;
import io.temoin.retention.report.domain.PersonBusinessDecider;
import io.temoin.retention.report.domain.PersonEventReported;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.report.domain.ReportPersonEvent;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.BusinessEventNoted;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The call ended on 2026-11-24. An end of a claim is the end of the claim that it names. */
class NamedClaimTest {

    private static final Instant MADE = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant CLOSED = Instant.parse("2027-06-09T09:00:00Z");
    private static final Instant BEFORE_THE_CALL = Instant.parse("2026-05-04T09:00:00Z");
    private static final Instant NOW = Instant.parse("2028-01-01T09:00:00Z");

    @Nested
    class OfARecording {

        private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent>
                item = DeciderSpecification.of(new RetainedItemDecider());

        /** Two people may claim on the same morning. */
        @Test
        void twoOfOneMomentAreTwo() {
            RetentionFacts one = claimed(made("A", MADE));
            RetentionFacts both = claimed(made("A", MADE), made("B", MADE));
            item.given(kept(noted(made("A", MADE)), planned(one)))
                    .when(note(made("B", MADE)))
                    .then(noted(made("B", MADE)));
            item.given(
                            kept(
                                    noted(made("A", MADE)),
                                    noted(made("B", MADE)),
                                    planned(both),
                                    noted(closed("A", CLOSED))))
                    .when(note(closed("B", CLOSED.plusSeconds(1))))
                    .then(
                            noted(closed("B", CLOSED.plusSeconds(1))),
                            planned(
                                    claimed(
                                            made("A", MADE),
                                            made("B", MADE),
                                            closed("A", CLOSED),
                                            closed("B", CLOSED.plusSeconds(1)))));
        }

        @Test
        void theEndOfAnotherIsNotItsEnd() {
            RetentionFacts open = claimed(made("B", MADE));
            item.given(kept(noted(made("B", MADE)), planned(open)))
                    .when(note(closed("A", CLOSED)))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
            item.given(kept(noted(made("B", MADE)), planned(open)))
                    .when(note(new BusinessFact(CLAIM_CLOSED, CLOSED)))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        }

        /** Neither does the end of one without a name, from before there were any. */
        @Test
        void aNamedEndEndsNoneWithoutAName() {
            var unnamed = new BusinessFact(CLAIM_MADE, MADE);
            item.given(kept(noted(unnamed), planned(claimed(unnamed))))
                    .when(note(closed("A", CLOSED)))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        }

        /** The person claimed half a year before, and the claim is open when the call is made. */
        @Test
        void oneFromBeforeTheCallStopsThePeriodFromItsFirstDay() {
            RetentionFacts open = claimed(made("A", BEFORE_THE_CALL));
            RetentionFacts over = claimed(made("A", BEFORE_THE_CALL), closed("A", CLOSED));
            item.given(kept())
                    .when(note(made("A", BEFORE_THE_CALL)))
                    .then(noted(made("A", BEFORE_THE_CALL)), planned(open));
            item.given(kept(noted(made("A", BEFORE_THE_CALL)), planned(open)))
                    .when(note(closed("A", CLOSED)))
                    .then(noted(closed("A", CLOSED)), planned(over));
        }

        /** It is noted, so that its end cannot be anything else's; and moves nothing. */
        @Test
        void oneThatWasOverBeforeTheCallChangesNoDay() {
            BusinessFact end = closed("A", BEFORE_THE_CALL.plusSeconds(3600));
            item.given(
                            kept(
                                    noted(made("A", BEFORE_THE_CALL)),
                                    planned(claimed(made("A", BEFORE_THE_CALL)))))
                    .when(note(end))
                    .then(noted(end), planned(facts(MEDICAL_REGULATION)));
        }

        @Test
        void isMadeOnceAndEndsOnce() {
            RetainedItemEvent[] life =
                    kept(
                            noted(made("A", MADE)),
                            noted(closed("A", CLOSED)),
                            planned(claimed(made("A", MADE), closed("A", CLOSED))));
            item.given(life).when(note(made("A", MADE))).thenNothing();
            item.given(life).when(note(closed("A", CLOSED))).thenNothing();
            item.given(life)
                    .when(note(made("A", MADE.plusSeconds(1))))
                    .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
            item.given(life)
                    .when(note(closed("A", CLOSED.plusSeconds(1))))
                    .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
        }

        @Test
        void endsAfterItWasMade() {
            item.given(kept(noted(made("A", MADE))))
                    .when(note(closed("A", MADE.minusSeconds(1))))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        }

        private RetainedItemEvent[] kept(RetainedItemEvent... then) {
            return InsuranceCall.plus(
                    new RetainedItemEvent[] {
                        retained(MEDICAL_REGULATION), planned(facts(MEDICAL_REGULATION))
                    },
                    then);
        }

        private RetainedItemCommand note(BusinessFact fact) {
            return new NoteBusinessEvent(fact, ORDER, Holds.NONE, NOW);
        }

        private RetainedItemEvent noted(BusinessFact fact) {
            return new BusinessEventNoted(
                    CALL.recording(),
                    CALL.controller(),
                    CALL.subject(),
                    CALL.decision(),
                    CALL.consent(),
                    fact.event(),
                    fact.at(),
                    fact.claim());
        }

        private RetentionFacts claimed(BusinessFact... known) {
            RetentionFacts facts = facts(MEDICAL_REGULATION);
            for (BusinessFact fact : known) {
                facts = facts.with(fact);
            }
            return facts;
        }
    }

    @Test
    void aCallKnowsItsClaimsByName() {
        DeciderSpecification<ReportBusinessEvent, Business, BusinessEventReported> call =
                DeciderSpecification.of(new CallBusinessDecider());
        call.given(ofCall(made("A", MADE)))
                .when(reportOfCall(made("B", MADE)))
                .then(ofCall(made("B", MADE)));
        call.given(ofCall(made("A", MADE)), ofCall(made("B", MADE)), ofCall(closed("A", CLOSED)))
                .when(reportOfCall(closed("A", CLOSED.plusSeconds(1))))
                .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
        call.given(ofCall(made("A", MADE)))
                .when(reportOfCall(closed("B", CLOSED)))
                .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
    }

    @Test
    void aContractDoes() {
        DeciderSpecification<ContractCommand, ContractBusiness, ContractEvent> contract =
                DeciderSpecification.of(new ContractBusinessDecider());
        var linked = new ContractLinked("c0", "rhone-telecom", CALL.decision(), null);
        contract.given(linked, ofContract(made("A", MADE)))
                .when(reportOfContract(made("B", MADE)))
                .then(ofContract(made("B", MADE)));
        contract.given(linked, ofContract(made("A", MADE)))
                .when(reportOfContract(closed("B", CLOSED)))
                .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        contract.given(linked, ofContract(new BusinessFact(CONTRACT_SIGNED, MADE)))
                .when(reportOfContract(made("A", MADE)))
                .then(ofContract(made("A", MADE)));
    }

    @Test
    void aPersonDoes() {
        DeciderSpecification<ReportPersonEvent, Business, PersonEventReported> person =
                DeciderSpecification.of(new PersonBusinessDecider());
        person.given(ofPerson(made("A", MADE)))
                .when(reportOfPerson(made("B", MADE)))
                .then(ofPerson(made("B", MADE)));
        person.given(ofPerson(made("A", MADE)), ofPerson(made("B", MADE)))
                .when(reportOfPerson(closed("B", CLOSED)))
                .then(ofPerson(closed("B", CLOSED)));
        person.given(ofPerson(made("A", MADE)))
                .when(reportOfPerson(closed("B", CLOSED)))
                .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
    }

    private static ReportBusinessEvent reportOfCall(BusinessFact fact) {
        return new ReportBusinessEvent(CALL.decision(), CALL.controller(), fact, NOW);
    }

    private static BusinessEventReported ofCall(BusinessFact fact) {
        return new BusinessEventReported(
                CALL.decision(), CALL.controller(), fact.event(), fact.at(), fact.claim());
    }

    private static ReportContractEvent reportOfContract(BusinessFact fact) {
        return new ReportContractEvent("c0", "rhone-telecom", fact);
    }

    private static ContractEventReported ofContract(BusinessFact fact) {
        return new ContractEventReported(
                "c0", "rhone-telecom", fact.event(), fact.at(), fact.claim());
    }

    private static ReportPersonEvent reportOfPerson(BusinessFact fact) {
        return new ReportPersonEvent(CALL.subject(), CALL.controller(), fact);
    }

    private static PersonEventReported ofPerson(BusinessFact fact) {
        return new PersonEventReported(
                CALL.subject(), CALL.controller(), fact.event(), fact.at(), fact.claim());
    }

    private static BusinessFact made(String claim, Instant at) {
        return new BusinessFact(CLAIM_MADE, claim, at);
    }

    private static BusinessFact closed(String claim, Instant at) {
        return new BusinessFact(CLAIM_CLOSED, claim, at);
    }
}
