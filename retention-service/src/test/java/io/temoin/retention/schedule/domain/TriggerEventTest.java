// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.ALERT_QUALIFIED;
import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_ENDED;
import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.LAST_CONTACT_FROM_PERSON;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.engine.domain.BusinessEvent.WRITTEN_CONFIRMATION;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.PARIS;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.ItemRetained;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each event that a policy runs from starts its clock; the call ended on 2026-11-24. */
class TriggerEventTest {

    private static final Instant LATER = Instant.parse("2027-02-01T09:00:00Z");
    private static final Instant NOW = Instant.parse("2028-01-01T09:00:00Z");

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    @ParameterizedTest
    @CsvSource({
        "CONTRACT_ENDED, CUSTOMER_SERVICE, CONTRACT_ENDED, P5Y, 2032-02-01",
        "LAST_CONTACT_FROM_PERSON, PROSPECT_FILE, LAST_CONTACT_FROM_PERSON, P3Y, 2030-02-01",
        "ALERT_QUALIFIED, FRAUD, ALERT_QUALIFIED, P1Y, 2028-02-01"
    })
    void startsTheClockOfAPolicy(
            BusinessEvent event,
            Purpose purpose,
            RetentionTrigger trigger,
            Period atMost,
            LocalDate dueOn) {
        var facts = from(purpose, trigger, atMost);
        assertThat(RetentionClock.evaluate(facts)).isInstanceOf(Awaiting.class);
        item.given(kept(facts))
                .when(note(event, LATER))
                .then(noted(event, LATER), planned(facts.with(event, LATER)));
        assertThat(RetentionClock.evaluate(facts.with(event, LATER)))
                .isInstanceOfSatisfying(
                        Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo(dueOn));
    }

    @Test
    void theLastContactCounts() {
        var prospect =
                from(
                        Purpose.PROSPECT_FILE,
                        RetentionTrigger.LAST_CONTACT_FROM_PERSON,
                        Period.ofYears(3));
        var once = prospect.with(LAST_CONTACT_FROM_PERSON, LATER);
        var again = Instant.parse("2027-06-01T09:00:00Z");
        var life = kept(prospect, noted(LAST_CONTACT_FROM_PERSON, LATER), planned(once));
        item.given(life)
                .when(note(LAST_CONTACT_FROM_PERSON, again))
                .then(
                        noted(LAST_CONTACT_FROM_PERSON, again),
                        planned(prospect.with(LAST_CONTACT_FROM_PERSON, again)));
        item.given(life).when(note(LAST_CONTACT_FROM_PERSON, LATER)).thenNothing();
        item.given(life)
                .when(note(LAST_CONTACT_FROM_PERSON, LATER.minusSeconds(86_400)))
                .thenNothing();
        assertThat(prospect.with(LAST_CONTACT_FROM_PERSON, again))
                .isEqualTo(
                        once.with(LAST_CONTACT_FROM_PERSON, again)
                                .with(LAST_CONTACT_FROM_PERSON, LATER));
    }

    @Test
    void ofAnyOtherTheFirstReportCounts() {
        var alert = from(Purpose.FRAUD, RetentionTrigger.ALERT_QUALIFIED, Period.ofMonths(12));
        item.given(
                        kept(
                                alert,
                                noted(ALERT_QUALIFIED, LATER),
                                planned(alert.with(ALERT_QUALIFIED, LATER))))
                .when(note(ALERT_QUALIFIED, LATER.plusSeconds(1)))
                .thenRejected(ReportProblem.EVENT_ALREADY_NOTED);
    }

    /** C. civ. art. 2224; the recording is not needed once the contract is on paper. */
    @Test
    void aWrittenConfirmationEndsTheProofThatTheCallWas() {
        var proof = facts(Purpose.CONTRACT_PROOF);
        var confirmed = proof.with(WRITTEN_CONFIRMATION, LATER);
        var ends = RetentionClock.evaluate(confirmed);
        assertThat(ends)
                .isInstanceOfSatisfying(
                        Scheduled.class,
                        it -> {
                            assertThat(it.dueOn()).isEqualTo("2027-02-01");
                            assertThat(it.because())
                                    .extracting(Reason::rule)
                                    .contains(Reason.Rule.PURPOSE_FULFILLED);
                        });
        item.given(retained(Purpose.CONTRACT_PROOF), planned(proof))
                .when(
                        new NoteBusinessEvent(
                                new BusinessFact(WRITTEN_CONFIRMATION, LATER),
                                ORDER,
                                Holds.NONE,
                                LATER))
                .then(noted(WRITTEN_CONFIRMATION, LATER), planned(confirmed));
    }

    @Test
    void aContractEndsAfterItIsSigned() {
        var facts =
                from(Purpose.CUSTOMER_SERVICE, RetentionTrigger.CONTRACT_ENDED, Period.ofYears(5));
        var both = plusPolicy(facts, RetentionTrigger.CONTRACT_SIGNED, Purpose.INSURANCE_SALE);
        item.given(kept(both, noted(CONTRACT_SIGNED, LATER)))
                .when(note(CONTRACT_ENDED, LATER.minusSeconds(1)))
                .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        item.given(kept(both, noted(CONTRACT_ENDED, LATER)))
                .when(note(CONTRACT_SIGNED, LATER.plusSeconds(1)))
                .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        item.given(kept(both, noted(CONTRACT_SIGNED, LATER)))
                .when(note(CONTRACT_ENDED, LATER.plusSeconds(1)))
                .then(
                        noted(CONTRACT_ENDED, LATER.plusSeconds(1)),
                        planned(
                                both.with(CONTRACT_SIGNED, LATER)
                                        .with(CONTRACT_ENDED, LATER.plusSeconds(1))));
    }

    @Test
    void aSignatureEndsTheProposalOnly() {
        var both =
                plusPolicy(
                        from(
                                Purpose.PROSPECT_FILE,
                                RetentionTrigger.LAST_CONTACT_FROM_PERSON,
                                Period.ofYears(3)),
                        RetentionTrigger.PROPOSAL_MADE,
                        Purpose.INSURANCE_NO_SALE);
        item.given(kept(both, noted(CONTRACT_SIGNED, LATER)))
                .when(note(PROPOSAL_REFUSED, LATER))
                .thenRejected(ReportProblem.CONTRACT_ALREADY_SIGNED);
        item.given(kept(both, noted(CONTRACT_SIGNED, LATER)))
                .when(note(LAST_CONTACT_FROM_PERSON, LATER))
                .then(
                        noted(LAST_CONTACT_FROM_PERSON, LATER),
                        planned(
                                both.with(CONTRACT_SIGNED, LATER)
                                        .with(LAST_CONTACT_FROM_PERSON, LATER)));
    }

    private static RetentionFacts from(Purpose purpose, RetentionTrigger trigger, Period atMost) {
        return new RetentionFacts(
                ENDED, PARIS, List.of(policy(purpose, trigger, atMost)), List.of(), Map.of());
    }

    private static RetentionFacts plusPolicy(
            RetentionFacts facts, RetentionTrigger trigger, Purpose purpose) {
        return new RetentionFacts(
                ENDED,
                PARIS,
                List.of(facts.policies().getFirst(), policy(purpose, trigger, Period.ofYears(2))),
                List.of(),
                Map.of());
    }

    private static RetentionPolicy policy(
            Purpose purpose, RetentionTrigger trigger, Period atMost) {
        return new RetentionPolicy(
                purpose, 1, LocalDate.of(2026, 1, 1), trigger, null, atMost, false, "a text");
    }

    private static RetainedItemEvent[] kept(RetentionFacts facts, RetainedItemEvent... then) {
        var retained =
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
                        null);
        return InsuranceCall.plus(new RetainedItemEvent[] {retained, planned(facts)}, then);
    }

    private static RetainedItemCommand note(BusinessEvent event, Instant at) {
        return new NoteBusinessEvent(new BusinessFact(event, at), ORDER, Holds.NONE, NOW);
    }

    private static RetainedItemEvent noted(BusinessEvent event, Instant at) {
        return InsuranceCall.noted(event, at);
    }
}
