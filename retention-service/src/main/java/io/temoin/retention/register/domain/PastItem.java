// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.retention.engine.domain.BusinessEvent;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.register.domain.ItemPlan.AwaitedLook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the register knew of an item at an earlier time.
 *
 * @param registeredAt since when it has known the item
 * @param before whether it knew it even before, without keeping what changes
 * @param named the day until which its owner named it to be kept; absent if it named none
 * @param minimum the same, as was learnt by then
 * @param erasedAt when the erasure of its person was decided; absent if it was not by then
 * @param order the last by then; absent if there was none
 * @param review what was decided of it last by then; absent if nothing was
 * @param goneAt when its owner had destroyed it without an order; absent if it had not by then
 * @param unreviewedAt when it was known that its person had ended what it is kept for, so that
 *     nobody looks at it; absent if it was not by then
 * @param happened what had been reported of its business by then
 */
public record PastItem(
        Instant registeredAt,
        boolean before,
        @Nullable LocalDate named,
        @Nullable LocalDate minimum,
        @Nullable Instant erasedAt,
        @Nullable PastOrder order,
        @Nullable ItemReview review,
        @Nullable Instant goneAt,
        @Nullable Instant unreviewedAt,
        Map<BusinessEvent, LocalDate> happened) {

    public PastItem {
        happened = Map.copyOf(happened);
    }

    /** An item of which nobody has decided, and that its owner has destroyed on order only. */
    public PastItem(
            Instant registeredAt,
            boolean before,
            @Nullable LocalDate named,
            @Nullable LocalDate minimum,
            @Nullable Instant erasedAt,
            @Nullable PastOrder order) {
        this(registeredAt, before, named, minimum, erasedAt, order, null, null, null, Map.of());
    }

    /**
     * An order to destroy an item.
     *
     * @param destroyedAt when its owner had destroyed the item; absent if it had not by then
     * @param refusal what its owner answered instead; absent if it had not by then
     */
    public record PastOrder(
            DispositionBasis basis,
            Instant orderedAt,
            @Nullable Instant destroyedAt,
            @Nullable PastRefusal refusal) {}

    /**
     * The answer of an owner that did not destroy an item.
     *
     * @param on local day; it is not ordered again before that is over
     */
    public record PastRefusal(RefusalReason reason, LocalDate on, Instant at) {}

    /** The later of both days that keep it whatever policies say. */
    public @Nullable LocalDate keepUntil() {
        return later(named, minimum);
    }

    /** The refusal that still counts: an erasure has everything tried again. */
    public @Nullable PastRefusal refusal() {
        PastRefusal last = order == null ? null : order.refusal();
        return last == null || (erasedAt != null && !last.at().isAfter(erasedAt)) ? null : last;
    }

    /** The order that was in force, or carried out. */
    public @Nullable PastOrder standing() {
        return order == null || order.refusal() != null ? null : order;
    }

    /**
     * The plan of the item, which has days of its own beside those of the plan that it shares.
     *
     * @param shared plan of the items with the same key, as of then
     */
    public ItemPlan plan(ItemPlan shared, ZoneId zone) {
        PastRefusal refused = refusal();
        @Nullable LocalDate floor =
                later(later(minimum, refused == null ? null : refused.on()), kept(shared));
        @Nullable LocalDate dueOn = notBefore(shared.dueOn(), floor);
        @Nullable Instant dueAt = notBefore(shared.dueAt(), end(floor, zone));
        Instant erasableAt = shared.erasableAt();
        LocalDate erasableOn = shared.erasableOn();
        if (erasedAt == null || erasableAt == null || erasableOn == null) {
            return with(shared, shared.state(), dueOn, dueAt);
        }
        LocalDate day = erasedAt.atZone(zone).toLocalDate();
        return with(
                shared,
                erasableAt.isAfter(erasedAt) ? ItemState.UNDER_MINIMUM : ItemState.SCHEDULED,
                sooner(dueOn, later(later(erasableOn, floor), day)),
                sooner(dueAt, later(later(erasableAt, end(floor, zone)), erasedAt)));
    }

    /** What a review keeps within its maximum; nobody's keeps it from the erasure of its person. */
    private @Nullable LocalDate kept(ItemPlan shared) {
        @Nullable AwaitedLook look = look(shared);
        return review == null || review.keepUntil() == null || look == null
                ? null
                : sooner(review.keepUntil(), look.on());
    }

    /**
     * Whether somebody looks at it when it is due, and until when at most; {@code null} if nobody
     * has to, by its plan or against the wish of its person.
     */
    public @Nullable AwaitedLook look(ItemPlan shared) {
        return erasedAt == null && unreviewedAt == null ? shared.review() : null;
    }

    private static ItemPlan with(
            ItemPlan plan, ItemState state, @Nullable LocalDate dueOn, @Nullable Instant dueAt) {
        return new ItemPlan(
                state,
                dueOn,
                dueAt,
                plan.basis(),
                plan.because(),
                plan.erasableOn(),
                plan.erasableAt());
    }

    private static @Nullable Instant end(@Nullable LocalDate day, ZoneId zone) {
        return day == null ? null : RetentionClock.endOf(day, zone);
    }

    /** What has no end has none later. */
    private static <T extends Comparable<? super T>> @Nullable T notBefore(
            @Nullable T end, @Nullable T floor) {
        return end == null ? null : later(end, floor);
    }

    private static <T extends Comparable<? super T>> @Nullable T later(
            @Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? other : one;
    }

    private static <T extends Comparable<? super T>> @Nullable T sooner(
            @Nullable T planned, @Nullable T erased) {
        if (planned == null || erased == null) {
            return planned == null ? erased : planned;
        }
        return erased.compareTo(planned) < 0 ? erased : planned;
    }
}
