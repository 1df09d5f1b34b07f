// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What outranks the erasure of a registered item, and what does not. */
class RegisteredVerdictsTest {

    private static final UUID ITEM = new UUID(1, 1);
    private static final UUID DECISION = new UUID(1, 2);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");

    private static ItemPlan plan(
            ItemKind kind, String keptFor, @Nullable LocalDate keepUntil, OwnPolicy... own) {
        return ItemPlanner.plan(
                new PlanKey(kind, "rhone-telecom", null, List.of(keptFor), DAY, keepUntil),
                ShippedPolicies.effective(own),
                RetainedItems.PARIS,
                NOW,
                NOW);
    }

    private static final ItemPlan FREE = plan(ItemKind.PREFERENCE, "PROSPECT_FILE", null);

    private static final ItemPlan ENDLESS =
            new ItemPlan(ItemState.AWAITING_POLICY, null, null, null, List.of(), null, null);

    /** Of a decision whose person is not erased. */
    private static final ItemPlan YEAR =
            ItemPlanner.plan(
                    new PlanKey(
                            ItemKind.CALL_DECISION,
                            "rhone-telecom",
                            null,
                            List.of("PROSPECTING_CALL"),
                            DAY,
                            null),
                    ShippedPolicies.effective(),
                    RetainedItems.PARIS,
                    NOW);

    private static ErasableItem of(ItemState state, boolean held, @Nullable RefusalReason refused) {
        return RegisteredVerdicts.of(
                ITEM, ItemKind.PREFERENCE, state, held, refused, null, FREE, NOW);
    }

    private static ErasableItem of(ItemPlan erased) {
        return RegisteredVerdicts.of(
                ITEM, ItemKind.CALL_DECISION, ItemState.SCHEDULED, false, null, null, erased, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "SCHEDULED, GOES",
        "AWAITING_POLICY, GOES",
        "IN_CONFLICT, GOES",
        "ORDERED, ORDERED",
        "DISPOSED, GONE",
        "GONE, GONE"
    })
    void purposesDoNot(ItemState state, Verdict verdict) {
        assertThat(of(state, false, null).verdict()).isEqualTo(verdict);
    }

    @Test
    void aHoldDoesAndASuppressionAndTheFileOfARequest() {
        assertThat(of(ItemState.SCHEDULED, true, null).keptBy()).isEqualTo(KeepingCause.LEGAL_HOLD);
        assertThat(of(ItemState.KEPT, false, null).keptBy()).isEqualTo(KeepingCause.SUPPRESSION);
        assertThat(
                        RegisteredVerdicts.of(
                                        ITEM,
                                        ItemKind.REQUEST,
                                        ItemState.AWAITING_POLICY,
                                        false,
                                        null,
                                        null,
                                        FREE,
                                        NOW)
                                .keptBy())
                .isEqualTo(KeepingCause.REQUEST_FILE);
    }

    /** No law is told where there is none. */
    @ParameterizedTest
    @EnumSource(
            value = RefusalReason.class,
            names = {"IN_USE", "NOT_OF_CONTROLLER"})
    void theRefusalOfItsOwnerIsNamedAsWhatItIs(RefusalReason refused) {
        assertThat(of(ItemState.SCHEDULED, false, refused).keptBy())
                .isEqualTo(KeepingCause.REFUSED_BY_OWNER);
    }

    /** D9: until when, as far as its owner said. */
    @Test
    void whatItsOwnerStillNeedsIsKeptUntilTheDayThatItSaid() {
        LocalDate day = LocalDate.of(2026, 12, 26);

        ErasableItem kept =
                RegisteredVerdicts.of(
                        ITEM,
                        ItemKind.CALL_DECISION,
                        ItemState.SCHEDULED,
                        false,
                        RefusalReason.IN_USE,
                        day,
                        FREE,
                        NOW);

        assertThat(kept.keptBy()).isEqualTo(KeepingCause.REFUSED_BY_OWNER);
        assertThat(kept.until()).isEqualTo(day);
    }

    @Test
    void whatItsOwnerDoesNotHaveIsGone() {
        assertThat(of(ItemState.SCHEDULED, false, RefusalReason.UNKNOWN).verdict())
                .isEqualTo(Verdict.GONE);
    }

    @Test
    void aConflictDoesUntilSomebodyHasDecided() {
        var conflict = new ItemPlan(ItemState.IN_CONFLICT, null, null, null, List.of(), null, null);

        assertThat(of(conflict).keptBy()).isEqualTo(KeepingCause.CONFLICT);
    }

    @Test
    void aMinimumDoesUntilItsDay() {
        var kept = of(plan(ItemKind.CALL_DECISION, "PROSPECTING_CALL", LocalDate.of(2026, 12, 24)));

        assertThat(kept.keptBy()).isEqualTo(KeepingCause.STATUTORY_MINIMUM);
        assertThat(kept.until()).isEqualTo("2026-12-24");
        assertThat(kept.reference()).isEqualTo("C. conso. D223-9");
    }

    @Test
    void aMinimumDoesWhileTheContractRuns() {
        var kept = of(plan(ItemKind.CALL_DECISION, "CUSTOMER_SERVICE", null, law()));

        assertThat(kept.keptBy()).isEqualTo(KeepingCause.STATUTORY_MINIMUM);
        assertThat(kept.until()).isNull();
        assertThat(kept.reference()).contains("a law of two years");
    }

    private static OwnPolicy law() {
        return new OwnPolicy(
                UUID.randomUUID(),
                PolicyScope.of("rhone-telecom"),
                7,
                new PolicyTerms(
                        Purpose.CUSTOMER_SERVICE,
                        RetentionTrigger.CONTRACT_ENDED,
                        Period.ofYears(2),
                        null,
                        "a law of two years",
                        LocalDate.of(2026, 1, 1),
                        null),
                NOW.minusSeconds(60),
                null);
    }

    @Test
    void whatTellsOfACallStaysWithItsRecording() {
        ErasableItem decision = of(plan(ItemKind.CALL_DECISION, "PROSPECTING_CALL", null));
        LocalDate until = LocalDate.of(2031, 11, 24);
        KeptCalls calls =
                KeptCalls.of(
                        List.of(
                                recording(KeepingCause.STATUTORY_MINIMUM, DAY, ITEM),
                                recording(KeepingCause.STATUTORY_MINIMUM, until, ITEM),
                                recording(KeepingCause.LEGAL_HOLD, null, DECISION)));

        assertThat(applied(calls, decision, ItemKind.CALL_DECISION, null))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.CALL_DECISION,
                                ITEM,
                                KeepingCause.KEPT_RECORDING,
                                until,
                                "a text"));
        assertThat(applied(calls, decision, ItemKind.NOTICE_SERVED, DECISION).until()).isNull();
        assertThat(applied(calls, decision, ItemKind.CALL_ATTEMPT, DECISION)).isEqualTo(decision);
        assertThat(applied(calls, decision, ItemKind.NOTICE_SERVED, new UUID(9, 9)))
                .isEqualTo(decision);
    }

    /** Without the erasure it would be gone by then, whatever becomes of the recording. */
    @Test
    void anErasureKeepsNothingForLongerThanItWouldBeKeptWithoutIt() {
        ErasableItem decision = of(plan(ItemKind.CALL_DECISION, "PROSPECTING_CALL", null));
        ErasableItem held = recording(KeepingCause.LEGAL_HOLD, null, ITEM).item();
        LocalDate inAYear = LocalDate.of(2027, 11, 24);

        assertThat(KeptCalls.apply(decision, YEAR, held, NOW))
                .extracting(ErasableItem::keptBy, ErasableItem::until)
                .containsExactly(KeepingCause.KEPT_RECORDING, inAYear);
        assertThat(KeptCalls.apply(decision, YEAR, held, Instant.parse("2027-11-24T22:59:59Z")))
                .extracting(ErasableItem::verdict)
                .isEqualTo(Verdict.STAYS);
        assertThat(KeptCalls.apply(decision, YEAR, held, Instant.parse("2027-11-24T23:00:00Z")))
                .isEqualTo(decision);
    }

    /** The explanation says it of what the recording keeps, and of nothing else. */
    @Test
    void isToldOfWhatStaysWithARecordingAlone() {
        ErasableItem decision = of(plan(ItemKind.CALL_DECISION, "PROSPECTING_CALL", null));
        ErasableItem held = recording(KeepingCause.LEGAL_HOLD, null, ITEM).item();

        assertThat(KeepingRecording.of(decision, YEAR, held, NOW))
                .isEqualTo(
                        new KeepingRecording(
                                held.item(),
                                KeepingCause.LEGAL_HOLD,
                                LocalDate.of(2027, 11, 24),
                                "a text"));
        assertThat(KeepingRecording.of(decision, YEAR, null, NOW)).isNull();
        assertThat(KeepingRecording.of(minimum(null), YEAR, held, NOW)).isNull();
        assertThat(
                        KeepingRecording.of(
                                decision,
                                YEAR,
                                ErasableItem.of(ListedKind.RECORDING, ITEM, Verdict.GOES),
                                NOW))
                .isNull();
    }

    /** Of two things that keep it, the one that does for longer is told. */
    @Test
    void whatKeepsItLongerStandsBesideItsRecording() {
        KeptCalls calls =
                KeptCalls.of(List.of(recording(KeepingCause.STATUTORY_MINIMUM, DAY, ITEM)));
        KeptCalls held = KeptCalls.of(List.of(recording(KeepingCause.LEGAL_HOLD, null, ITEM)));
        ErasableItem longer = minimum(DAY.plusDays(1));
        ErasableItem without = minimum(null);
        ErasableItem ordered = of(ItemState.ORDERED, false, null);
        ErasableItem heldToo = of(ItemState.SCHEDULED, true, null);

        assertThat(applied(calls, longer, ItemKind.CALL_DECISION, null)).isEqualTo(longer);
        assertThat(applied(held, longer, ItemKind.CALL_DECISION, null).keptBy())
                .isEqualTo(KeepingCause.KEPT_RECORDING);
        assertThat(applied(held, without, ItemKind.CALL_DECISION, null)).isEqualTo(without);
        assertThat(applied(held, ordered, ItemKind.CALL_DECISION, null)).isEqualTo(ordered);
        assertThat(applied(held, heldToo, ItemKind.CALL_DECISION, null)).isEqualTo(heldToo);
    }

    @Test
    void aRecordingThatGoesKeepsNothing() {
        ErasableItem gone = ErasableItem.of(ListedKind.RECORDING, new UUID(5, 5), Verdict.GOES);
        KeptCalls calls = KeptCalls.of(List.of(new ErasableRecording(gone, ITEM)));
        ErasableItem decision = of(plan(ItemKind.CALL_DECISION, "PROSPECTING_CALL", null));

        assertThat(applied(calls, decision, ItemKind.CALL_DECISION, null)).isEqualTo(decision);
    }

    /** Of an item that nothing else ends. */
    private static ErasableItem applied(
            KeptCalls calls, ErasableItem alone, ItemKind kind, @Nullable UUID decision) {
        return KeptCalls.apply(
                alone, ENDLESS, calls.recordingOf(alone.item(), kind, decision), NOW);
    }

    private static ErasableItem minimum(@Nullable LocalDate until) {
        return ErasableItem.kept(
                ListedKind.CALL_DECISION, ITEM, KeepingCause.STATUTORY_MINIMUM, until, null);
    }

    private static ErasableRecording recording(
            KeepingCause by, @Nullable LocalDate until, UUID decision) {
        return new ErasableRecording(
                ErasableItem.kept(ListedKind.RECORDING, UUID.randomUUID(), by, until, "a text"),
                decision);
    }
}
