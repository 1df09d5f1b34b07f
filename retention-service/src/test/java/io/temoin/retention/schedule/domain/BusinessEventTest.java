// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.schedule.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.schedule.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ENDED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.schedule.domain.Disposition.InConflict;
import io.temoin.retention.schedule.domain.Disposition.Scheduled;
import io.temoin.retention.schedule.domain.Disposition.UnderMinimum;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemEvent.BusinessEventNoted;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * C. assurances art. R.112-7: destroyed a month after the proposal without an answer, at once when
 * it is refused, kept for two years when the contract is signed. The call ended on 2026-11-24.
 */
class BusinessEventTest {

    private static final Instant SIGNED = Instant.parse("2026-12-03T14:20:00Z");
    private static final Instant REFUSED = Instant.parse("2026-11-25T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-12-04T09:00:00Z");
    private static final LocalDate TWO_YEARS_ON = LocalDate.of(2028, 12, 3);
    private static final LocalDate A_MONTH_ON = LocalDate.of(2026, 12, 24);
    private static final RetentionFacts INSURANCE = facts(INSURANCE_SALE, INSURANCE_NO_SALE);

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Nested
    class Signing {

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
                    .when(new NoteBusinessEvent(CONTRACT_SIGNED, SIGNED, ORDER, late))
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
                                            CONTRACT_SIGNED,
                                            Instant.parse("2026-12-24T23:00:00Z"))))
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
                    .thenRejected(ScheduleProblem.EVENT_ALREADY_NOTED);
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
                    .thenRejected(ScheduleProblem.CONTRACT_ALREADY_SIGNED);
        }
    }

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
    }

    @Nested
    class Objecting {

        private final Quarantine optedOut = new Quarantine("OPTED_OUT", ENDED.plusSeconds(60));

        @Test
        void inTheCallIsDestroyedAtOnce() {
            assertThat(RetentionClock.evaluate(INSURANCE.with(optedOut)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            it -> assertThat(it.dueAt()).isEqualTo(optedOut.eraseBy()));
        }

        /** An agent must not be able to have the proof of a contract destroyed. */
        @Test
        void andSigningIsForAPersonToDecide() {
            assertThat(
                            RetentionClock.evaluate(
                                    INSURANCE.with(CONTRACT_SIGNED, SIGNED).with(optedOut)))
                    .isInstanceOf(InConflict.class);
        }

        @Test
        void saysSoInTheExplanation() {
            var facts = INSURANCE.with(CONTRACT_SIGNED, SIGNED).with(optedOut);
            var life =
                    insurance(
                            noted(CONTRACT_SIGNED, SIGNED),
                            new QuarantineNoted(
                                    CALL.recording(),
                                    CALL.controller(),
                                    CALL.subject(),
                                    CALL.decision(),
                                    CALL.consent(),
                                    optedOut.reason(),
                                    optedOut.eraseBy()),
                            planned(facts));
            assertThat(explained(life))
                    .anySatisfy(
                            it ->
                                    assertThat(it)
                                            .startsWith(
                                                    "INSURANCE_NO_SALE orders to destroy at once,"
                                                            + " by 2026-11-24: the person objected"
                                                            + " to the recording in the call"))
                    .last()
                    .asString()
                    .startsWith(
                            "It stays in quarantine, where nobody may hear it. It must be kept"
                                    + " until 2028-12-03 and destroyed by 2026-11-24");
        }
    }

    @Nested
    class Proposing {

        /** Without a report, the proposal counts as made in the call. */
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
                    .thenRejected(ScheduleProblem.EVENT_ALREADY_NOTED);
        }

        @Test
        void afterTheMonthKeepsNothing() {
            item.given(insurance())
                    .when(note(PROPOSAL_MADE, Instant.parse("2026-12-25T10:00:00Z")))
                    .thenRejected(ScheduleProblem.EVENT_TOO_LATE);
        }
    }

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
        @Test
        void refuseWhatHappenedBeforeTheCall() {
            item.given(insurance())
                    .when(note(CONTRACT_SIGNED, Instant.parse("2016-12-03T14:20:00Z")))
                    .thenRejected(ScheduleProblem.EVENT_BEFORE_CALL);
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
    class Explaining {

        @Test
        void saysThatTheContractWasSigned() {
            assertThat(
                            explained(
                                    insurance(
                                            noted(CONTRACT_SIGNED, SIGNED),
                                            planned(INSURANCE.with(CONTRACT_SIGNED, SIGNED)))))
                    .contains(
                            "INSURANCE_NO_SALE is over: the contract was signed on 2026-12-03, so"
                                    + " that no duty to destroy began (policy v1; C. assurances"
                                    + " art. R.112-7).",
                            "INSURANCE_SALE orders to keep for at least P2Y from 2026-12-03"
                                    + " (CONTRACT_SIGNED), until 2028-12-03 (policy v1; C."
                                    + " assurances art. R.112-7).",
                            "It goes at the end of 2028-12-03 in Europe/Paris.");
        }

        @Test
        void saysThatTheProposalWasRefused() {
            assertThat(explained(refused()))
                    .contains(
                            "INSURANCE_NO_SALE orders to destroy at once: the proposal was refused"
                                    + " on 2026-11-25 (policy v1; C. assurances art. R.112-7).");
        }
    }

    @Nested
    class ReportingOfACall {

        private final DeciderSpecification<ReportBusinessEvent, CallBusiness, BusinessEventReported>
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
                    .thenRejected(ScheduleProblem.EVENT_ALREADY_NOTED);
            call.given(reported(PROPOSAL_MADE, REFUSED))
                    .when(report(CONTRACT_SIGNED, SIGNED))
                    .then(reported(CONTRACT_SIGNED, SIGNED));
        }

        @Test
        void endsWithTheSignature() {
            call.given(reported(CONTRACT_SIGNED, SIGNED))
                    .when(report(PROPOSAL_REFUSED, SIGNED))
                    .thenRejected(ScheduleProblem.CONTRACT_ALREADY_SIGNED);
        }

        private ReportBusinessEvent report(BusinessEvent event, Instant at) {
            return new ReportBusinessEvent(CALL.decision(), CALL.controller(), event, at, NOW);
        }

        private BusinessEventReported reported(BusinessEvent event, Instant at) {
            return new BusinessEventReported(CALL.decision(), CALL.controller(), event, at);
        }
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

    private static void assertScheduled(RetentionFacts facts, LocalDate day) {
        assertThat(RetentionClock.evaluate(facts))
                .isInstanceOfSatisfying(
                        Scheduled.class, it -> assertThat(it.dueOn()).isEqualTo(day));
    }

    private List<String> explained(RetainedItemEvent... life) {
        return Explanation.of(decider.replay(List.of(life)), NOW).sentences();
    }

    private static RetainedItemEvent[] insurance(RetainedItemEvent... then) {
        return plus(
                new RetainedItemEvent[] {
                    retained(INSURANCE_SALE, INSURANCE_NO_SALE), planned(INSURANCE)
                },
                then);
    }

    private static RetainedItemEvent[] refused() {
        var facts = INSURANCE.with(PROPOSAL_REFUSED, REFUSED);
        return insurance(
                noted(PROPOSAL_REFUSED, REFUSED),
                planned(facts),
                ordered(
                        DispositionBasis.DESTRUCTION_DUTY,
                        LocalDate.of(2026, 11, 25),
                        NOW,
                        RetentionClock.evaluate(facts).because()));
    }

    private static RetainedItemEvent[] plus(RetainedItemEvent[] life, RetainedItemEvent... then) {
        return Stream.concat(Stream.of(life), Stream.of(then)).toArray(RetainedItemEvent[]::new);
    }

    private static RetainedItemCommand note(BusinessEvent event, Instant at) {
        return new NoteBusinessEvent(event, at, ORDER, NOW);
    }

    private static RetainedItemEvent noted(BusinessEvent event, Instant at) {
        return new BusinessEventNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                event,
                at);
    }
}
