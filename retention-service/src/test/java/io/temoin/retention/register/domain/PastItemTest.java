// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.register.domain.PastItem.PastOrder;
import io.temoin.retention.register.domain.PastItem.PastRefusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of an item beside the plan that it shares, as of an earlier time. */
class PastItemTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final LocalDate DUE = LocalDate.of(2027, 11, 24);
    private static final Instant ERASED = Instant.parse("2026-11-26T11:00:00Z");
    private static final Instant REGISTERED = Instant.parse("2026-11-24T11:00:00Z");

    private static PastItem item(
            @Nullable LocalDate minimum, @Nullable Instant erasedAt, @Nullable PastOrder order) {
        return new PastItem(REGISTERED, false, null, minimum, erasedAt, order);
    }

    private static ItemPlan shared(@Nullable LocalDate dueOn, @Nullable LocalDate erasableOn) {
        return new ItemPlan(
                dueOn == null ? ItemState.AWAITING_TRIGGER : ItemState.SCHEDULED,
                dueOn,
                end(dueOn),
                DispositionBasis.PERIOD_ENDED,
                List.of(),
                erasableOn,
                end(erasableOn));
    }

    private static @Nullable Instant end(@Nullable LocalDate day) {
        return day == null ? null : RetentionClock.endOf(day, PARIS);
    }

    private static PastOrder refusedOn(LocalDate day) {
        return new PastOrder(
                DispositionBasis.PERIOD_ENDED,
                REGISTERED,
                null,
                new PastRefusal(RefusalReason.IN_USE, day, day.atStartOfDay(PARIS).toInstant()));
    }

    @ParameterizedTest
    @CsvSource({
        ",2027-11-24",
        "2027-01-01,2027-11-24",
        "2028-01-01,2028-01-01",
    })
    void goesOnTheDayOfItsPlanAndNotBeforeItsMinimum(@Nullable LocalDate minimum, LocalDate dueOn) {
        ItemPlan plan = item(minimum, null, null).plan(shared(DUE, DUE), PARIS);

        assertThat(plan.dueOn()).isEqualTo(dueOn);
        assertThat(plan.dueAt()).isEqualTo(end(dueOn));
        assertThat(plan.state()).isEqualTo(ItemState.SCHEDULED);
    }

    @Test
    void hasNoDayWhereItsPlanHasNone() {
        ItemPlan plan = item(DUE, null, null).plan(shared(null, null), PARIS);

        assertThat(plan.dueOn()).isNull();
        assertThat(plan.state()).isEqualTo(ItemState.AWAITING_TRIGGER);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01,,SCHEDULED,2026-11-26",
        "2026-12-24,,UNDER_MINIMUM,2026-12-24",
        "2026-12-24,2027-01-10,UNDER_MINIMUM,2027-01-10",
        "2028-01-01,,UNDER_MINIMUM,2027-11-24",
    })
    void goesSoonerWithTheErasureOfItsPerson(
            LocalDate erasable, @Nullable LocalDate minimum, ItemState state, LocalDate dueOn) {
        ItemPlan plan = item(minimum, ERASED, null).plan(shared(DUE, erasable), PARIS);

        assertThat(plan.state()).isEqualTo(state);
        assertThat(plan.dueOn()).isEqualTo(dueOn);
    }

    @Test
    void goesWithTheErasureWhereItsPlanHasNoDay() {
        ItemPlan plan =
                item(null, ERASED, null).plan(shared(null, LocalDate.of(2026, 12, 24)), PARIS);

        assertThat(plan.dueOn()).isEqualTo("2026-12-24");
    }

    /** Nobody knows yet when the contract ends. */
    @Test
    void staysThoughItsPersonIsErasedWhileAMinimumRuns() {
        ItemPlan plan = item(null, ERASED, null).plan(shared(DUE, null), PARIS);

        assertThat(plan.state()).isEqualTo(ItemState.SCHEDULED);
        assertThat(plan.dueOn()).isEqualTo(DUE);
    }

    @Test
    void isNotOrderedAgainOnTheDayOfARefusal() {
        LocalDate day = LocalDate.of(2027, 12, 2);
        PastItem refused = item(null, null, refusedOn(day));

        assertThat(refused.plan(shared(DUE, DUE), PARIS).dueOn()).isEqualTo(day);
        assertThat(refused.standing()).isNull();
        assertThat(refused.refusal()).isNotNull();
    }

    /** An erasure has everything tried again. */
    @Test
    void forgetsARefusalOfBeforeAnErasure() {
        assertThat(item(null, ERASED, refusedOn(LocalDate.of(2026, 11, 25))).refusal()).isNull();
        assertThat(item(null, ERASED, refusedOn(LocalDate.of(2026, 11, 27))).refusal()).isNotNull();
    }

    @Test
    void knowsTheOrderThatStands() {
        PastOrder order = new PastOrder(DispositionBasis.PERIOD_ENDED, REGISTERED, null, null);

        assertThat(item(null, null, order).standing()).isEqualTo(order);
        assertThat(item(null, null, order).refusal()).isNull();
        assertThat(item(null, null, null).standing()).isNull();
    }

    @Test
    void isKeptUntilTheLaterOfBothDays() {
        LocalDate later = DUE.plusDays(1);

        assertThat(new PastItem(REGISTERED, false, DUE, later, null, null).keepUntil())
                .isEqualTo(later);
        assertThat(new PastItem(REGISTERED, false, later, DUE, null, null).keepUntil())
                .isEqualTo(later);
        assertThat(new PastItem(REGISTERED, false, DUE, null, null, null).keepUntil())
                .isEqualTo(DUE);
    }
}
