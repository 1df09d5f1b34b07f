// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.CONTRACT_PROOF;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.FULFILLED;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.fulfilled;
import static io.temoin.retention.schedule.domain.RetainedItems.inEnglish;
import static io.temoin.retention.schedule.domain.RetainedItems.note;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.ordered;
import static io.temoin.retention.schedule.domain.RetainedItems.orderedToday;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static io.temoin.retention.schedule.domain.RetainedItems.scheduledToday;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemEvent.QuarantineNoted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A15, A21: what is in quarantine goes within the day, unless a text orders it kept. */
class QuarantineTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");
    private static final Quarantine MINOR =
            new Quarantine("MINOR", Instant.parse("2026-11-25T13:00:00Z"));
    private static final Quarantine OPTED_OUT = new Quarantine("OPTED_OUT", NOW);

    private final RetainedItemDecider decider = new RetainedItemDecider();
    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(decider);

    @Nested
    class Noting {

        @Test
        void a21OrdersAtOnceWhatThePersonRefused() {
            var quarantined = facts(QUALITY).with(OPTED_OUT);
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(quarantine(OPTED_OUT))
                    .then(
                            noted(OPTED_OUT),
                            planned(quarantined),
                            ordered(
                                    DispositionBasis.QUARANTINED,
                                    TODAY,
                                    NOW,
                                    RetentionClock.evaluate(quarantined).because()));
        }

        @Test
        void a15SchedulesAMinorsRecordingWithinTheDay() {
            item.given(retained(QUALITY), planned(facts(QUALITY)))
                    .when(quarantine(MINOR))
                    .then(noted(MINOR), planned(facts(QUALITY).with(MINOR)));
        }

        @Test
        void a15GoesAtTheVeryMoment() {
            var life =
                    List.of(retained(QUALITY), noted(MINOR), planned(facts(QUALITY).with(MINOR)));
            item.given(life.toArray(RetainedItemEvent[]::new))
                    .when(order(MINOR.eraseBy().minusMillis(1)))
                    .thenNothing();
            item.given(life.toArray(RetainedItemEvent[]::new))
                    .when(order(MINOR.eraseBy()))
                    .then(
                            ordered(
                                    DispositionBasis.QUARANTINED,
                                    TODAY.plusDays(1),
                                    MINOR.eraseBy(),
                                    RetentionClock.evaluate(facts(QUALITY).with(MINOR)).because()));
        }

        @Test
        void a15KeepsWhatATextOrdersKept() {
            var life = List.of(retained(INVESTMENT_ORDER), planned(facts(INVESTMENT_ORDER)));
            var events = decider.decide(quarantine(MINOR), decider.replay(life));
            assertThat(events.getFirst()).isEqualTo(noted(MINOR));
            assertThat(RetentionClock.evaluate(facts(INVESTMENT_ORDER).with(MINOR)))
                    .isInstanceOfSatisfying(
                            UnderMinimum.class,
                            retained -> assertThat(retained.dueOn()).isEqualTo("2031-11-24"));
        }

        /** A withdrawn consent keeps nothing; a text that orders it kept does, and is named. */
        @Test
        void goesWithinTheDayOfAWithdrawalUnlessATextOrdersItKept() {
            var withdrawn =
                    new Quarantine("CONSENT_WITHDRAWN", Instant.parse("2026-11-25T13:00:00Z"));
            assertThat(RetentionClock.evaluate(facts(QUALITY).with(withdrawn)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            scheduled -> {
                                assertThat(scheduled.dueAt()).isEqualTo(withdrawn.eraseBy());
                                assertThat(scheduled.because())
                                        .extracting(Reason::reference)
                                        .containsExactly("GDPR art. 7(3), 17(1)(b)");
                            });
            assertThat(RetentionClock.evaluate(facts(INVESTMENT_ORDER).with(withdrawn)))
                    .isInstanceOf(UnderMinimum.class);
        }

        /** A16: within the month of art. 12(3). */
        @Test
        void a16GoesWithinTheMonthOfAnObjection() {
            var objected = new Quarantine("OBJECTED", NOW.plusSeconds(27 * 86_400));
            assertThat(RetentionClock.evaluate(facts(QUALITY).with(objected)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            scheduled -> {
                                assertThat(scheduled.dueAt()).isEqualTo(objected.eraseBy());
                                assertThat(scheduled.because())
                                        .extracting(Reason::reference)
                                        .containsExactly("GDPR art. 17(1)(c), 18(1)(d), 21(1)");
                            });
        }

        @Test
        void comesBeforeTheRecordingItself() {
            item.given().when(quarantine(MINOR)).then(noted(MINOR));
            item.given(noted(MINOR))
                    .when(note(QUALITY))
                    .then(retained(QUALITY), planned(facts(QUALITY).with(MINOR)));
        }

        @Test
        void countsOnceAndTheSoonerOfTwo() {
            item.given(noted(MINOR)).when(quarantine(MINOR)).thenNothing();
            item.given(noted(MINOR)).when(quarantine(OPTED_OUT)).then(noted(OPTED_OUT));
            item.given(noted(OPTED_OUT)).when(quarantine(MINOR)).thenNothing();
            item.given(retained(QUALITY), noted(MINOR), planned(facts(QUALITY).with(MINOR)))
                    .when(quarantine(MINOR))
                    .thenNothing();
        }

        @Test
        void changesNothingOnceItsEndIsOrdered() {
            var retained =
                    List.of(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday());
            var gone = plus(retained, erasedWithoutOrder());
            var ordered = plus(retained, orderedToday());
            var disposed = plus(ordered, confirmed());
            for (var life : List.of(gone, ordered, disposed)) {
                var state = decider.replay(life);
                assertThat(decider.decide(quarantine(MINOR), state)).isEmpty();
                assertThat(decider.evolve(state, noted(MINOR))).isEqualTo(state);
                assertThat(decider.evolve(state, fulfilled(QUALITY))).isEqualTo(state);
            }
        }

        @Test
        void changesNoPlanThatEndsSooner() {
            item.given(
                            retained(QUALITY),
                            planned(facts(QUALITY)),
                            fulfilled(QUALITY),
                            scheduledToday())
                    .when(quarantine(MINOR))
                    .then(noted(MINOR));
        }
    }

    @Nested
    class Weighing {

        /** A minimum that waits for a signature does not keep what was refused before it. */
        @ParameterizedTest
        @CsvSource({"QUALITY", "CONTRACT_PROOF", "INSURANCE_SALE", "INSURANCE_NO_SALE"})
        void a21WaitsForNothingThatMayNeverHappen(Purpose purpose) {
            assertThat(RetentionClock.evaluate(facts(purpose).with(OPTED_OUT)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            scheduled -> {
                                assertThat(scheduled.dueOn()).isEqualTo(TODAY);
                                assertThat(scheduled.dueAt()).isEqualTo(NOW);
                            });
        }

        @Test
        void endsEveryPurpose() {
            assertThat(RetentionClock.evaluate(facts(QUALITY, CONTRACT_PROOF).with(MINOR)))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            scheduled ->
                                    assertThat(scheduled.because())
                                            .extracting(Reason::rule)
                                            .containsOnly(Reason.Rule.QUARANTINED));
        }

        @Test
        void leavesWhatIsOverBeforeToItsOwnRule() {
            var facts = facts(QUALITY).with(QUALITY, FULFILLED).with(MINOR);
            assertThat(RetentionClock.evaluate(facts))
                    .isInstanceOfSatisfying(
                            Scheduled.class,
                            scheduled ->
                                    assertThat(scheduled.dueAt())
                                            .isEqualTo("2026-11-24T23:00:00Z"));
        }
    }

    @Nested
    class Explaining {

        @Test
        void a15SaysWhenItGoesAndWhy() {
            var retained = inQuarantine(QUALITY, MINOR);
            assertThat(inEnglish(Explanation.of(retained, Set.of(), NOW)))
                    .containsExactly(
                            "The purpose “service quality” no longer justifies retention: the recording is in quarantine"
                                    + " and must be destroyed by 25 November 2026 (policy v1; GDPR art."
                                    + " 8, 17(1)(d)).",
                            "No legal hold.",
                            "Its destruction is due on 25 November 2026 at 14:00.");
        }

        @Test
        void a15SaysWhyItStays() {
            var retained = inQuarantine(INVESTMENT_ORDER, MINOR);
            assertThat(inEnglish(Explanation.of(retained, Set.of(), NOW)))
                    .containsSequence(
                            "It stays in quarantine, where nobody may listen to it.",
                            "It must be kept for the statutory minimum period, although no purpose"
                                    + " requires it for that long.");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "MINOR | GDPR art. 8, 17(1)(d)",
                    "OPTED_OUT | GDPR art. 17(1)(c), 21; C. assurances art. R.112-7",
                    "ANOTHER | GDPR art. 17(1)"
                })
        void namesTheText(String reason, String reference) {
            assertThat(new Quarantine(reason, NOW).reference()).isEqualTo(reference);
        }
    }

    private static List<RetainedItemEvent> plus(
            List<RetainedItemEvent> life, RetainedItemEvent event) {
        return Stream.concat(life.stream(), Stream.of(event)).toList();
    }

    private static Retained inQuarantine(Purpose purpose, Quarantine quarantine) {
        var facts = facts(purpose).with(quarantine);
        return (Retained)
                new RetainedItemDecider()
                        .replay(List.of(retained(purpose), noted(quarantine), planned(facts)));
    }

    private static RetainedItemCommand quarantine(Quarantine quarantine) {
        return new NoteQuarantine(CALL, quarantine, ORDER, Holds.NONE, NOW);
    }

    private static RetainedItemEvent noted(Quarantine quarantine) {
        return new QuarantineNoted(
                CALL.recording(),
                CALL.controller(),
                CALL.subject(),
                CALL.decision(),
                CALL.consent(),
                quarantine.reason(),
                quarantine.eraseBy());
    }
}
