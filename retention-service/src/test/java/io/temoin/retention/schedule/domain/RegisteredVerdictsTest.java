// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.ErasableItem.KeptBy;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What outranks the erasure of an item of the register, and what does not (law.md section 9). */
class RegisteredVerdictsTest {

    private static final UUID ITEM = new UUID(1, 1);
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2026-12-10T09:00:00Z");

    private static ErasableItem of(
            ItemKind kind, ItemState state, boolean held, boolean refused, Reason... because) {
        return RegisteredVerdicts.of(
                ITEM, kind, state, held, refused, List.of(because), PARIS, NOW);
    }

    private static Reason bound(Rule rule, @Nullable LocalDate until) {
        return new Reason(
                Purpose.CONSENT_EVIDENCE,
                rule,
                1,
                RetentionTrigger.CONSENT_GIVEN,
                LocalDate.of(2026, 11, 24),
                Period.ofYears(3),
                until,
                "C. conso. art. " + until);
    }

    @ParameterizedTest
    @EnumSource(
            value = ItemState.class,
            names = {"SCHEDULED", "UNDER_MINIMUM", "AWAITING_TRIGGER", "AWAITING_POLICY"})
    void purposesDoNot(ItemState state) {
        assertThat(
                        of(
                                ItemKind.CONSENT_PROOF,
                                state,
                                false,
                                false,
                                bound(Rule.PURPOSE_PERIOD, LocalDate.of(2029, 11, 24))))
                .isEqualTo(ErasableItem.of(ListedKind.CONSENT_PROOF, ITEM, Verdict.GOES));
    }

    @ParameterizedTest
    @CsvSource({"ORDERED,ORDERED", "DISPOSED,GONE", "GONE,GONE"})
    void whatIsOrderedOrGoneStaysWhatItIs(ItemState state, Verdict verdict) {
        assertThat(of(ItemKind.SHEET, state, true, true))
                .isEqualTo(ErasableItem.of(ListedKind.SHEET, ITEM, verdict));
    }

    @Test
    void aSuppressionIsNeverErased() {
        assertThat(of(ItemKind.SUPPRESSION, ItemState.KEPT, false, false))
                .extracting(ErasableItem::verdict, ErasableItem::keptBy)
                .containsExactly(Verdict.STAYS, KeptBy.SUPPRESSION);
    }

    @Test
    void aConflictDoes() {
        assertThat(of(ItemKind.SHEET, ItemState.IN_CONFLICT, false, false))
                .extracting(ErasableItem::keptBy)
                .isEqualTo(KeptBy.CONFLICT);
    }

    @Test
    void aHoldDoes() {
        assertThat(of(ItemKind.SHEET, ItemState.SCHEDULED, true, true))
                .extracting(ErasableItem::keptBy)
                .isEqualTo(KeptBy.LEGAL_HOLD);
    }

    /** The file of a request proves that the person was answered. */
    @ParameterizedTest
    @CsvSource({"REQUEST,false", "CALL_ATTEMPT,true"})
    void whatIsStillNeededDoes(ItemKind kind, boolean refused) {
        assertThat(of(kind, ItemState.SCHEDULED, false, refused))
                .extracting(ErasableItem::keptBy)
                .isEqualTo(KeptBy.IN_USE);
    }

    @Test
    void theMinimumThatEndsLastDoes() {
        assertThat(
                        of(
                                ItemKind.CONSENT_PROOF,
                                ItemState.UNDER_MINIMUM,
                                false,
                                false,
                                bound(Rule.STATUTORY_MINIMUM, LocalDate.of(2029, 11, 24)),
                                bound(Rule.STATUTORY_MINIMUM, LocalDate.of(2031, 11, 24)),
                                bound(Rule.STATUTORY_MINIMUM, LocalDate.of(2030, 11, 24))))
                .isEqualTo(
                        ErasableItem.kept(
                                ListedKind.CONSENT_PROOF,
                                ITEM,
                                KeptBy.STATUTORY_MINIMUM,
                                LocalDate.of(2031, 11, 24),
                                "C. conso. art. 2031-11-24"));
    }

    @Test
    void aMinimumThatIsOverDoesNot() {
        assertThat(
                        of(
                                ItemKind.CONSENT_PROOF,
                                ItemState.UNDER_MINIMUM,
                                false,
                                false,
                                bound(Rule.STATUTORY_MINIMUM, LocalDate.of(2026, 12, 9))))
                .extracting(ErasableItem::verdict)
                .isEqualTo(Verdict.GOES);
        assertThat(
                        of(
                                ItemKind.CONSENT_PROOF,
                                ItemState.UNDER_MINIMUM,
                                false,
                                false,
                                bound(Rule.STATUTORY_MINIMUM, LocalDate.of(2026, 12, 10))))
                .extracting(ErasableItem::verdict)
                .isEqualTo(Verdict.STAYS);
    }
}
