// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.AUTHORITY_REQUEST;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_CLOSED;
import static io.temoin.retention.engine.domain.BusinessEvent.CLAIM_MADE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.MEDICAL_REGULATION;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.InsuranceCall.plus;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.report.domain.BusinessEventReported;
import io.temoin.retention.report.domain.CallBusinessDecider;
import io.temoin.retention.report.domain.ReportBusinessEvent;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.OrderDisposition;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.PurposeAccessEnded;
import io.temoin.retention.schedule.domain.Sentence.FactName;
import io.temoin.retention.schedule.domain.Sentence.Message;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The call ended on 2026-11-24; the emergency service keeps it until 2031-11-24. */
class ClaimEventTest {

    private static final Instant MADE = Instant.parse("2027-03-01T09:00:00Z");
    private static final Instant CLOSED = Instant.parse("2027-06-09T09:00:00Z");
    private static final Instant AFTER_FIVE_YEARS = Instant.parse("2031-11-25T00:00:00Z");
    private static final Instant NOW = Instant.parse("2034-01-01T09:00:00Z");

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Nested
    class Claim {

        @Test
        void stopsTheClockUntilItEnds() {
            RetentionFacts open = facts(MEDICAL_REGULATION).with(CLAIM_MADE, MADE);
            item.given(kept(MEDICAL_REGULATION))
                    .when(note(CLAIM_MADE, MADE))
                    .then(noted(CLAIM_MADE, MADE), planned(open));
            item.given(kept(MEDICAL_REGULATION, noted(CLAIM_MADE, MADE), planned(open)))
                    .when(note(CLAIM_CLOSED, CLOSED))
                    .then(
                            noted(CLAIM_CLOSED, CLOSED),
                            planned(open.with(CLAIM_CLOSED, CLOSED)),
                            ordered("2032-03-03", open.with(CLAIM_CLOSED, CLOSED)));
        }

        /** Five years are over, and the claim is not. */
        @Test
        void keepsWhatIsDue() {
            RetentionFacts open = facts(MEDICAL_REGULATION).with(CLAIM_MADE, MADE);
            item.given(kept(MEDICAL_REGULATION, noted(CLAIM_MADE, MADE), planned(open)))
                    .when(new OrderDisposition(ORDER, Holds.NONE, NOW))
                    .thenNothing();
        }

        @Test
        void isSaidOnce() {
            RetentionFacts open = facts(MEDICAL_REGULATION).with(CLAIM_MADE, MADE);
            item.given(kept(MEDICAL_REGULATION, noted(CLAIM_MADE, MADE), planned(open)))
                    .when(note(CLAIM_MADE, MADE))
                    .thenNothing();
        }

        @Test
        void mayBeOneOfMany() {
            Instant second = MADE.plusSeconds(86_400);
            RetentionFacts both =
                    facts(MEDICAL_REGULATION).with(CLAIM_MADE, MADE).with(CLAIM_MADE, second);
            RetentionFacts one = both.with(CLAIM_CLOSED, CLOSED);
            item.given(
                            kept(
                                    MEDICAL_REGULATION,
                                    noted(CLAIM_MADE, MADE),
                                    noted(CLAIM_MADE, second),
                                    planned(both)))
                    .when(note(CLAIM_CLOSED, CLOSED))
                    .then(noted(CLAIM_CLOSED, CLOSED));
            assertThat(one.claims().spans()).hasSize(1);
        }

        @Test
        void endsAfterItWasMade() {
            item.given(kept(MEDICAL_REGULATION))
                    .when(note(CLAIM_CLOSED, CLOSED))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
            item.given(kept(MEDICAL_REGULATION, noted(CLAIM_MADE, MADE)))
                    .when(note(CLAIM_CLOSED, MADE.minusSeconds(1)))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
        }

        @Test
        void comesTooLateWhenThePeriodIsOver() {
            item.given(kept(MEDICAL_REGULATION))
                    .when(note(CLAIM_MADE, AFTER_FIVE_YEARS))
                    .thenRejected(ScheduleProblem.EVENT_TOO_LATE);
        }

        @Test
        void concernsNoOtherPurpose() {
            item.given(kept(INVESTMENT_ORDER))
                    .when(note(CLAIM_MADE, MADE))
                    .thenRejected(ScheduleProblem.EVENT_NOT_RELEVANT);
        }

        @Test
        void isReportedOfACallAsOfARecording() {
            var call = DeciderSpecification.of(new CallBusinessDecider());
            call.given()
                    .when(report(CLAIM_CLOSED, CLOSED))
                    .thenRejected(ReportProblem.EVENT_OUT_OF_ORDER);
            call.given(reported(CLAIM_MADE, MADE))
                    .when(report(CLAIM_CLOSED, CLOSED))
                    .then(reported(CLAIM_CLOSED, CLOSED));
            call.given(reported(CLAIM_MADE, MADE)).when(report(CLAIM_MADE, MADE)).thenNothing();
        }

        @Test
        void isExplained() {
            RetentionFacts open = facts(MEDICAL_REGULATION).with(CLAIM_MADE, MADE);
            var life = kept(MEDICAL_REGULATION, noted(CLAIM_MADE, MADE), planned(open));
            assertThat(explained(life).sentences())
                    .extracting(Sentence::message)
                    .containsExactly(
                            Message.PURPOSE_PERIOD_STOPPED,
                            Message.STATUTORY_MINIMUM_STOPPED,
                            Message.NO_HOLD,
                            Message.AWAITING_CLAIM);
            RetentionFacts ended = open.with(CLAIM_CLOSED, CLOSED);
            assertThat(
                            explained(plus(life, noted(CLAIM_CLOSED, CLOSED), planned(ended)))
                                    .sentences())
                    .contains(
                            new Sentence(
                                    Message.PERIOD_SUSPENDED,
                                    Map.of(
                                            FactName.PURPOSE,
                                            MEDICAL_REGULATION,
                                            FactName.SUSPENDED_FOR,
                                            Period.ofDays(100))));
        }
    }

    @Nested
    class Authority {

        private static final Instant ASKED = Instant.parse("2029-01-15T09:00:00Z");
        private static final String ASKED_LATE = "2032-06-01T08:00:00Z";

        @Test
        void hasOrdersKeptForSevenYears() {
            RetentionFacts asked = facts(INVESTMENT_ORDER).with(AUTHORITY_REQUEST, ASKED);
            item.given(kept(INVESTMENT_ORDER))
                    .when(
                            new NoteBusinessEvent(
                                    new BusinessFact(AUTHORITY_REQUEST, ASKED),
                                    ORDER,
                                    Holds.NONE,
                                    ASKED))
                    .then(noted(AUTHORITY_REQUEST, ASKED), planned(asked));
            assertThat(
                            explained(
                                            kept(
                                                    INVESTMENT_ORDER,
                                                    noted(AUTHORITY_REQUEST, ASKED),
                                                    planned(asked)))
                                    .sentences())
                    .contains(
                            new Sentence(
                                    Message.PERIOD_EXTENDED,
                                    Map.of(
                                            FactName.PURPOSE,
                                            INVESTMENT_ORDER,
                                            FactName.EXTENDED_ON,
                                            LocalDate.of(2029, 1, 15))));
        }

        /** What it asks for again is kept no longer than that. */
        @Test
        void changesNothingByAskingAgain() {
            RetentionFacts asked = facts(INVESTMENT_ORDER).with(AUTHORITY_REQUEST, ASKED);
            RetentionFacts again = asked.with(AUTHORITY_REQUEST, ASKED.plusSeconds(60));
            item.given(kept(INVESTMENT_ORDER, noted(AUTHORITY_REQUEST, ASKED), planned(asked)))
                    .when(
                            new NoteBusinessEvent(
                                    new BusinessFact(AUTHORITY_REQUEST, ASKED.plusSeconds(60)),
                                    ORDER,
                                    Holds.NONE,
                                    ASKED.plusSeconds(60)))
                    .then(noted(AUTHORITY_REQUEST, ASKED.plusSeconds(60)));
            assertThat(planned(again)).isEqualTo(planned(asked));
        }

        /**
         * Five years are over, and something else kept it: what is stored when an authority asks is
         * kept, whenever that is reported.
         */
        @ParameterizedTest
        @ValueSource(strings = {"2030-05-01T08:00:00Z", "2031-11-24T22:59:59Z", ASKED_LATE})
        void hasKeptWhatIsStillStored(Instant asked) {
            RetentionFacts known = facts(INVESTMENT_ORDER).with(AUTHORITY_REQUEST, asked);
            item.given(kept(INVESTMENT_ORDER, accessEnded()))
                    .when(reported(asked, Instant.parse("2032-06-02T08:00:00Z")))
                    .then(noted(AUTHORITY_REQUEST, asked), planned(known));
            item.given(
                            kept(
                                    INVESTMENT_ORDER,
                                    accessEnded(),
                                    noted(AUTHORITY_REQUEST, asked),
                                    planned(known)))
                    .when(new OrderDisposition(ORDER, Holds.NONE, Instant.parse(ASKED_LATE)))
                    .thenNothing();
        }

        /** It is kept for the authority, and nobody works with it again. */
        @Test
        void givesNobodyAccessAgain() {
            Instant asked = Instant.parse(ASKED_LATE);
            RetainedItem state =
                    decider.replay(
                            List.of(
                                    kept(
                                            INVESTMENT_ORDER,
                                            accessEnded(),
                                            noted(AUTHORITY_REQUEST, asked),
                                            planned(
                                                    facts(INVESTMENT_ORDER)
                                                            .with(AUTHORITY_REQUEST, asked)))));
            assertThat(state)
                    .isInstanceOfSatisfying(
                            Retained.class,
                            it -> {
                                assertThat(it.nextAccessEnd()).isNull();
                                assertThat(it.accessEnded()).containsOnlyKeys(INVESTMENT_ORDER);
                            });
        }

        /** It asked in time, and nobody said so before the order. */
        @ParameterizedTest
        @ValueSource(strings = {"2030-05-01T08:00:00Z", ASKED_LATE})
        void doesNotUndoAnOrder(Instant asked) {
            item.given(
                            kept(
                                    INVESTMENT_ORDER,
                                    orderedAt(
                                            "2031-11-24",
                                            AFTER_FIVE_YEARS,
                                            facts(INVESTMENT_ORDER))))
                    .when(reported(asked, NOW))
                    .thenRejected(ScheduleProblem.DISPOSITION_ORDERED);
        }

        private RetainedItemCommand reported(Instant asked, Instant now) {
            return new NoteBusinessEvent(
                    new BusinessFact(AUTHORITY_REQUEST, asked), ORDER, Holds.NONE, now);
        }

        private RetainedItemEvent accessEnded() {
            var call = RetainedItems.CALL;
            return new PurposeAccessEnded(
                    call.recording(),
                    call.controller(),
                    call.subject(),
                    call.decision(),
                    call.consent(),
                    INVESTMENT_ORDER,
                    LocalDate.of(2031, 11, 24),
                    Instant.parse("2031-11-24T23:00:00Z"),
                    List.of());
        }

        @Test
        void comesTooLateAfterSevenYears() {
            item.given(kept(INVESTMENT_ORDER))
                    .when(note(AUTHORITY_REQUEST, Instant.parse("2033-11-25T00:00:00Z")))
                    .thenRejected(ScheduleProblem.EVENT_TOO_LATE);
        }

        @Test
        void concernsNothingWhoseTextNamesNoExtension() {
            item.given(kept(MEDICAL_REGULATION))
                    .when(note(AUTHORITY_REQUEST, MADE))
                    .thenRejected(ScheduleProblem.EVENT_NOT_RELEVANT);
        }
    }

    private Explanation explained(RetainedItemEvent... life) {
        RetainedItem state = decider.replay(List.of(life));
        assertThat(state).isInstanceOf(Retained.class);
        return Explanation.of(state, Set.of(), CLOSED.plusSeconds(60));
    }

    private static RetainedItemEvent[] kept(Purpose purpose, RetainedItemEvent... then) {
        return plus(new RetainedItemEvent[] {retained(purpose), planned(facts(purpose))}, then);
    }

    private static RetainedItemCommand note(BusinessEvent event, Instant at) {
        return new NoteBusinessEvent(new BusinessFact(event, at), ORDER, Holds.NONE, NOW);
    }

    private static RetainedItemEvent ordered(String dueOn, RetentionFacts facts) {
        return orderedAt(dueOn, NOW, facts);
    }

    private static RetainedItemEvent orderedAt(String dueOn, Instant at, RetentionFacts facts) {
        var call = RetainedItems.CALL;
        return new DispositionOrdered(
                ORDER,
                call.recording(),
                call.controller(),
                call.subject(),
                call.decision(),
                call.consent(),
                DispositionBasis.PERIOD_ENDED,
                LocalDate.parse(dueOn),
                at,
                RetentionClock.evaluate(facts).because());
    }

    private static ReportBusinessEvent report(BusinessEvent event, Instant at) {
        var call = RetainedItems.CALL;
        return new ReportBusinessEvent(
                call.decision(), call.controller(), new BusinessFact(event, at), NOW);
    }

    private static BusinessEventReported reported(BusinessEvent event, Instant at) {
        var call = RetainedItems.CALL;
        return new BusinessEventReported(call.decision(), call.controller(), event, at, null);
    }
}
