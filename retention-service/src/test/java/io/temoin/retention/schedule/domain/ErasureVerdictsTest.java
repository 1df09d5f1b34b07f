// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.policy.domain.Purpose.CONTRACT_PROOF;
import static io.temoin.retention.policy.domain.Purpose.INSURANCE_NO_SALE;
import static io.temoin.retention.policy.domain.Purpose.INVESTMENT_ORDER;
import static io.temoin.retention.policy.domain.Purpose.MEDICAL_REGULATION;
import static io.temoin.retention.policy.domain.Purpose.QUALITY;
import static io.temoin.retention.schedule.domain.RetainedItems.CALL;
import static io.temoin.retention.schedule.domain.RetainedItems.confirmed;
import static io.temoin.retention.schedule.domain.RetainedItems.erasedWithoutOrder;
import static io.temoin.retention.schedule.domain.RetainedItems.facts;
import static io.temoin.retention.schedule.domain.RetainedItems.fulfilled;
import static io.temoin.retention.schedule.domain.RetainedItems.orderedToday;
import static io.temoin.retention.schedule.domain.RetainedItems.planned;
import static io.temoin.retention.schedule.domain.RetainedItems.retained;
import static io.temoin.retention.schedule.domain.RetainedItems.scheduledToday;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.BusinessFact;
import io.temoin.retention.engine.domain.ConflictGround;
import io.temoin.retention.engine.domain.ConflictOutcome;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import io.temoin.retention.schedule.domain.RetainedItemCommand.DecideConflict;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteBusinessEvent;
import io.temoin.retention.schedule.domain.RetainedItemCommand.NoteQuarantine;
import io.temoin.retention.schedule.domain.RetainedItemEvent.DispositionOrdered;
import io.temoin.retention.schedule.domain.RetainedItemEvent.RetainedUnderMinimum;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What outranks the erasure of a recording, and what does not (law.md section 9). */
class ErasureVerdictsTest {

    private static final Instant NOW = Instant.parse("2026-12-10T09:00:00Z");
    private static final UUID ORDER = new UUID(1, 1);

    private final RetainedItemDecider decider = new RetainedItemDecider();

    private static @Nullable ErasableItem of(RetainedItem item, Holds holds) {
        return ErasureVerdicts.of(CALL.recording(), item, holds, NOW);
    }

    private RetainedItem item(RetainedItemEvent... events) {
        return decider.replay(List.of(events));
    }

    @Test
    void purposesDoNot() {
        var item = item(retained(QUALITY, CONTRACT_PROOF), planned(facts(QUALITY, CONTRACT_PROOF)));

        assertThat(of(item, Holds.NONE)).extracting("verdict").isEqualTo(Verdict.GOES);
        assertThat(
                        decider.decide(
                                new NoteQuarantine(
                                        CALL, Quarantine.erasure(NOW), ORDER, Holds.NONE, NOW),
                                item))
                .filteredOn(event -> event instanceof DispositionOrdered)
                .singleElement()
                .extracting("basis")
                .isEqualTo(DispositionBasis.ERASURE_UPHELD);
    }

    @Test
    void aHoldDoes() {
        var item = item(retained(QUALITY), planned(facts(QUALITY)));

        assertThat(of(item, new Holds(Set.of(ORDER))))
                .extracting("keptBy")
                .isEqualTo(KeepingCause.LEGAL_HOLD);
        assertThat(of(item, Holds.UNKNOWN)).extracting("verdict").isEqualTo(Verdict.STAYS);
    }

    @Test
    void aStatutoryMinimumDoesUntilItIsOver() {
        var item = item(retained(MEDICAL_REGULATION), planned(facts(MEDICAL_REGULATION)));

        assertThat(of(item, Holds.NONE))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.RECORDING,
                                CALL.recording(),
                                KeepingCause.STATUTORY_MINIMUM,
                                LocalDate.of(2031, 11, 24),
                                "Arrêté du 20 octobre 2011 (régulation médicale)"));
        assertThat(
                        ErasureVerdicts.of(
                                CALL.recording(),
                                item,
                                Holds.NONE,
                                Instant.parse("2031-11-24T23:00:00Z")))
                .extracting("verdict")
                .isEqualTo(Verdict.GOES);
    }

    /** Law ends a day, not a moment: the last one of a minimum is a whole one. */
    @Test
    void aStatutoryMinimumDoesForTheWholeOfItsLastDay() {
        var item = item(retained(MEDICAL_REGULATION), planned(facts(MEDICAL_REGULATION)));

        assertThat(
                        ErasureVerdicts.of(
                                CALL.recording(),
                                item,
                                Holds.NONE,
                                Instant.parse("2031-11-24T09:00:00Z")))
                .extracting(ErasableItem::verdict, ErasableItem::until)
                .containsExactly(Verdict.STAYS, LocalDate.of(2031, 11, 24));
    }

    /** What has to be kept for years from the end of a contract is not destroyed while it runs. */
    @ParameterizedTest
    @EnumSource(
            value = RetentionTrigger.class,
            names = {"CONTRACT_ENDED", "COMPLAINT_CLOSED"})
    void aStatutoryMinimumDoesWhileWhatItRunsFromHasNotEnded(RetentionTrigger end) {
        assertThat(of(item(Contracts.retained(end)), Holds.NONE))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.RECORDING,
                                CALL.recording(),
                                KeepingCause.STATUTORY_MINIMUM,
                                null,
                                Contracts.LAW));
    }

    /** What was never signed is not kept for its signature. */
    @Test
    void aStatutoryMinimumDoesNotWhoseContractNeverBegan() {
        assertThat(of(item(Contracts.retained(RetentionTrigger.CONTRACT_SIGNED)), Holds.NONE))
                .extracting("verdict")
                .isEqualTo(Verdict.GOES);
    }

    @Test
    void whatAnErasureWasNotedOnStaysUntilTheContractIsLongOver() {
        var life = item(Contracts.retained(RetentionTrigger.CONTRACT_ENDED));
        var noted =
                decider.decide(
                        new NoteQuarantine(CALL, Quarantine.erasure(NOW), ORDER, Holds.NONE, NOW),
                        life);
        for (var event : noted) {
            life = decider.evolve(life, event);
        }
        assertThat(noted).noneMatch(event -> event instanceof DispositionOrdered);

        var ended =
                decider.decide(
                        new NoteBusinessEvent(
                                new BusinessFact(BusinessEvent.CONTRACT_ENDED, NOW),
                                ORDER,
                                Holds.NONE,
                                NOW),
                        life);

        assertThat(ended.getLast())
                .isInstanceOfSatisfying(
                        RetainedUnderMinimum.class,
                        kept -> assertThat(kept.dueOn()).isEqualTo("2028-12-10"));
    }

    /** Nobody knows until when: the claim that stops the period is open. */
    @Test
    void aMinimumThatAClaimStopsDoes() {
        var claimed = facts(MEDICAL_REGULATION).with(BusinessEvent.CLAIM_MADE, NOW);
        var item =
                item(
                        retained(MEDICAL_REGULATION),
                        InsuranceCall.noted(BusinessEvent.CLAIM_MADE, NOW),
                        planned(claimed));

        assertThat(of(item, Holds.NONE))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.RECORDING,
                                CALL.recording(),
                                KeepingCause.STATUTORY_MINIMUM,
                                null,
                                "Arrêté du 20 octobre 2011 (régulation médicale)"));
    }

    /** Nobody has decided yet which text prevails: neither does an erasure. */
    @Test
    void aConflictOfTextsDoes() {
        var item =
                item(
                        retained(INSURANCE_NO_SALE, INVESTMENT_ORDER),
                        planned(facts(INSURANCE_NO_SALE, INVESTMENT_ORDER)));

        assertThat(of(item, Holds.NONE))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.RECORDING,
                                CALL.recording(),
                                KeepingCause.CONFLICT,
                                LocalDate.of(2031, 11, 24),
                                "MiFID II art. 16(7); Reg. (EU) 2017/565 art. 76"));
    }

    /**
     * They objected to the recording during the call, and the contract was signed: whoever erases
     * them weighs the duty of that objection, too, which an erasure does not end.
     */
    @Test
    void anObjectionAgainstASignedContractDoes() {
        var item = signedThenOptedOut();

        var verdict = of(item, Holds.NONE);

        assertThat(item)
                .isInstanceOfSatisfying(
                        Retained.class,
                        it -> assertThat(it.disposition()).isInstanceOf(InConflict.class));
        assertThat(verdict)
                .isNotNull()
                .extracting(ErasableItem::keptBy, ErasableItem::until)
                .containsExactly(KeepingCause.CONFLICT, InsuranceCall.TWO_YEARS_ON);
        assertThat(
                        decider.decide(
                                new NoteQuarantine(
                                        CALL, Quarantine.erasure(NOW), ORDER, Holds.NONE, NOW),
                                item))
                .isEmpty();
    }

    /** Whoever decided that it is kept has decided it for the erasure as well. */
    @Test
    void aConflictThatWasDecidedIsNoneAnyMore() {
        var life = signedThenOptedOut();
        var decided =
                decider.decide(
                        new DecideConflict(
                                ConflictOutcome.KEEP,
                                ConflictGround.LEGAL_ADVICE,
                                "dpo",
                                ORDER,
                                Holds.NONE,
                                NOW),
                        life);
        for (var event : decided) {
            life = decider.evolve(life, event);
        }

        assertThat(of(life, Holds.NONE))
                .isNotNull()
                .extracting(ErasableItem::keptBy, ErasableItem::until)
                .containsExactly(KeepingCause.STATUTORY_MINIMUM, InsuranceCall.TWO_YEARS_ON);
    }

    private RetainedItem signedThenOptedOut() {
        RetainedItem life =
                item(
                        InsuranceCall.insurance(
                                InsuranceCall.noted(
                                        BusinessEvent.CONTRACT_SIGNED, InsuranceCall.SIGNED)));
        var noted =
                decider.decide(
                        new NoteQuarantine(
                                CALL,
                                new Quarantine("OPTED_OUT", InsuranceCall.NOW),
                                ORDER,
                                Holds.NONE,
                                InsuranceCall.NOW),
                        life);
        for (var event : noted) {
            life = decider.evolve(life, event);
        }
        return life;
    }

    @Test
    void knowsWhatIsOrderedAndWhatIsGone() {
        RetainedItemEvent[] ordered = {
            retained(QUALITY), fulfilled(QUALITY), scheduledToday(), orderedToday()
        };

        assertThat(of(item(), Holds.NONE)).isNull();
        assertThat(of(item(ordered), Holds.NONE)).extracting("verdict").isEqualTo(Verdict.ORDERED);
        assertThat(
                        of(
                                item(
                                        retained(QUALITY),
                                        fulfilled(QUALITY),
                                        scheduledToday(),
                                        orderedToday(),
                                        confirmed()),
                                Holds.NONE))
                .extracting("verdict")
                .isEqualTo(Verdict.GONE);
        assertThat(of(item(retained(QUALITY), erasedWithoutOrder()), Holds.NONE))
                .extracting("verdict")
                .isEqualTo(Verdict.GONE);
    }
}
