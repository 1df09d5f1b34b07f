// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.BusinessEvent.CONTRACT_SIGNED;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_MADE;
import static io.temoin.retention.engine.domain.BusinessEvent.PROPOSAL_REFUSED;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_SALE;
import static io.temoin.retention.schedule.domain.InsuranceCall.A_MONTH_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.INSURANCE;
import static io.temoin.retention.schedule.domain.InsuranceCall.NOW;
import static io.temoin.retention.schedule.domain.InsuranceCall.SIGNED;
import static io.temoin.retention.schedule.domain.InsuranceCall.TWO_YEARS_ON;
import static io.temoin.retention.schedule.domain.InsuranceCall.insurance;
import static io.temoin.retention.schedule.domain.InsuranceCall.note;
import static io.temoin.retention.schedule.domain.InsuranceCall.noted;
import static io.temoin.retention.schedule.domain.InsuranceCall.plus;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.ORDER;
import static io.temoin.retention.schedule.domain.RetainedItems.order;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.testing.DeciderSpecification;
import io.temoin.retention.engine.domain.AnnouncedPeriod;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.PurposeEnd;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NotePurposeEnd;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Scenario A14: an insurance sale by telephone (C. assurances art. L.112-2-2, R.112-7). Given a
 * recorded call of 2026-11-24 that was announced, with a proposal made in it: without an answer the
 * recording goes after a month, at once after a refusal or an objection, and two years after a
 * signature. Until then nothing shortens it, and what was announced is what is kept.
 */
class InsuranceSaleScenarioTest {

    private final DeciderSpecification<RetainedItemCommand, RetainedItem, RetainedItemEvent> item =
            DeciderSpecification.of(new RetainedItemDecider());

    /** What the announcement says ({@code FR-NOTICE-INSURANCE-1}). */
    private static final List<AnnouncedPeriod> ANNOUNCED =
            List.of(
                    new AnnouncedPeriod(
                            INSURANCE_SALE, Period.ofYears(2), RetentionTrigger.CONTRACT_SIGNED),
                    new AnnouncedPeriod(
                            INSURANCE_NO_SALE, Period.ofMonths(1), RetentionTrigger.PROPOSAL_MADE));

    private static final RetentionFacts SOLD = INSURANCE.with(CONTRACT_SIGNED, SIGNED);

    @Test
    void withoutAnAnswerItGoesAfterAMonth() {
        var end = Instant.parse("2026-12-24T23:00:00Z");
        item.given(insurance()).when(order(end.minusSeconds(1))).thenNothing();
        assertThat(decided(insurance(), order(end)))
                .hasExactlyElementsOfTypes(DispositionOrdered.class);
        assertThat(dueOn(INSURANCE)).isEqualTo(A_MONTH_ON);
    }

    @Test
    void theMonthRunsFromALaterProposal() {
        var proposed = INSURANCE.with(PROPOSAL_MADE, Instant.parse("2026-11-30T10:00:00Z"));
        assertThat(dueOn(proposed)).isEqualTo("2026-12-30");
    }

    @Test
    void aRefusalDestroysItAtOnce() {
        assertThat(decided(insurance(), note(PROPOSAL_REFUSED, NOW.minusSeconds(60))))
                .hasAtLeastOneElementOfType(DispositionOrdered.class);
    }

    @Test
    void anObjectionInTheCallDestroysItAtOnce() {
        var objected = new Quarantine("OPTED_OUT", RetainedItems.STORED);
        assertThat(
                        decided(
                                insurance(),
                                new NoteQuarantine(
                                        CALL, objected, ORDER, Holds.NONE, RetainedItems.STORED)))
                .hasAtLeastOneElementOfType(DispositionOrdered.class);
    }

    /** Fulfilled, withdrawn, objected, erasure asked for: unalterable for two years. */
    @ParameterizedTest
    @MethodSource("shortenings")
    void nothingShortensTheTwoYears(RetainedItemCommand shortening) {
        var life = insurance(noted(CONTRACT_SIGNED, SIGNED), planned(SOLD));
        var events = decided(life, shortening);
        var after = plus(life, events.toArray(RetainedItemEvent[]::new));
        var kept = new RetainedItemDecider().replay(List.of(after));
        assertThat(kept)
                .isInstanceOfSatisfying(
                        RetainedItem.Retained.class,
                        it -> assertThat(dueOn(it.facts())).isEqualTo(TWO_YEARS_ON));
        assertThat(decided(after, order(Instant.parse("2028-12-03T22:59:59Z"))))
                .noneMatch(DispositionOrdered.class::isInstance);
        assertThat(decided(after, order(Instant.parse("2028-12-03T23:00:00Z"))))
                .hasExactlyElementsOfTypes(DispositionOrdered.class);
    }

    static Stream<RetainedItemCommand> shortenings() {
        var ends =
                Stream.of(PurposeEnd.Cause.values())
                        .flatMap(
                                cause ->
                                        Stream.of(INSURANCE_SALE, INSURANCE_NO_SALE)
                                                .map(
                                                        purpose ->
                                                                (RetainedItemCommand)
                                                                        new NotePurposeEnd(
                                                                                CALL,
                                                                                purpose,
                                                                                new PurposeEnd(
                                                                                        NOW, cause),
                                                                                NOW)));
        var quarantines =
                Stream.of("CONSENT_WITHDRAWN", "OBJECTED", "OPTED_OUT", "ERASURE_REQUESTED")
                        .map(
                                reason ->
                                        (RetainedItemCommand)
                                                new NoteQuarantine(
                                                        CALL,
                                                        new Quarantine(reason, NOW.plusSeconds(60)),
                                                        ORDER,
                                                        Holds.NONE,
                                                        NOW));
        return Stream.concat(ends, quarantines).filter(command -> !isObjectionInTheCall(command));
    }

    /** In the call itself, an objection is a duty to destroy: against the signature, a conflict. */
    private static boolean isObjectionInTheCall(RetainedItemCommand command) {
        return command instanceof NoteQuarantine note
                && note.quarantine().reason().equals("OPTED_OUT");
    }

    @Test
    void theAnnouncedPeriodsAreTheOnesThatAreKept() {
        var told =
                new RetentionFacts(
                        INSURANCE.endedAt(),
                        INSURANCE.zone(),
                        INSURANCE.policies(),
                        ANNOUNCED,
                        INSURANCE.ended());
        assertThat(dueOn(told)).isEqualTo(A_MONTH_ON);
        assertThat(dueOn(told.with(CONTRACT_SIGNED, SIGNED))).isEqualTo(TWO_YEARS_ON);
    }

    /** A shorter promise cannot undo what a text orders kept. */
    @ParameterizedTest
    @EnumSource(
            value = RetentionTrigger.class,
            names = {"CONTRACT_SIGNED", "RECORDING_ENDED"})
    void noAnnouncementShortensTheMinimum(RetentionTrigger from) {
        var told =
                new RetentionFacts(
                        INSURANCE.endedAt(),
                        INSURANCE.zone(),
                        INSURANCE.policies(),
                        List.of(new AnnouncedPeriod(INSURANCE_SALE, Period.ofMonths(6), from)),
                        INSURANCE.ended());
        assertThat(dueOn(told.with(CONTRACT_SIGNED, SIGNED))).isEqualTo(TWO_YEARS_ON);
    }

    private static List<RetainedItemEvent> decided(
            RetainedItemEvent[] life, RetainedItemCommand command) {
        var decider = new RetainedItemDecider();
        return decider.decide(command, decider.replay(List.of(life)));
    }

    private static LocalDate dueOn(RetentionFacts facts) {
        return ((Dated) RetentionClock.evaluate(facts)).dueOn();
    }
}
