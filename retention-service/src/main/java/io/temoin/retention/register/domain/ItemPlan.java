// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.retention.engine.domain.Disposition;
import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.DispositionBasis;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the items of one {@link PlanKey} have to go, as the policies of a moment say.
 *
 * @param dueOn their last local day; absent while there is none
 * @param because every bound that was weighed
 * @param erasableOn the last local day on which a law keeps them from whoever is erased; absent
 *     while there is none, as while a contract runs
 * @param erasableAt since when they may be erased; absent while they may not
 * @param review that a person looks at them when they are due; absent if nobody has to
 */
public record ItemPlan(
        ItemState state,
        @Nullable LocalDate dueOn,
        @Nullable Instant dueAt,
        @Nullable DispositionBasis basis,
        List<Reason> because,
        @Nullable LocalDate erasableOn,
        @Nullable Instant erasableAt,
        @Nullable AwaitedLook review) {

    /**
     * That a person looks at items before they are destroyed.
     *
     * @param on last local day on which they wait for that: the maximum, or a duty to destroy
     * @param at its end
     */
    public record AwaitedLook(LocalDate on, Instant at) {}

    /** Kept for as long as it has to be honoured: nothing orders it destroyed. */
    static final ItemPlan KEPT =
            new ItemPlan(ItemState.KEPT, null, null, null, List.of(), null, null);

    /** Items that nobody looks at. */
    public ItemPlan(
            ItemState state,
            @Nullable LocalDate dueOn,
            @Nullable Instant dueAt,
            @Nullable DispositionBasis basis,
            List<Reason> because,
            @Nullable LocalDate erasableOn,
            @Nullable Instant erasableAt) {
        this(state, dueOn, dueAt, basis, because, erasableOn, erasableAt, null);
    }

    public ItemPlan {
        because = List.copyOf(because);
    }

    /** No policy says how long it is kept, which is never guessed. */
    static ItemPlan unplanned(List<Reason> because) {
        return new ItemPlan(ItemState.AWAITING_POLICY, null, null, null, because, null, null);
    }

    static ItemPlan of(Disposition disposition, List<Reason> because) {
        return switch (disposition) {
            case Scheduled dated -> dated(ItemState.SCHEDULED, dated, because);
            case UnderMinimum dated -> dated(ItemState.UNDER_MINIMUM, dated, because);
            case Awaiting _ ->
                    new ItemPlan(ItemState.AWAITING_TRIGGER, null, null, null, because, null, null);
            case InConflict _ ->
                    new ItemPlan(ItemState.IN_CONFLICT, null, null, null, because, null, null);
        };
    }

    private static ItemPlan dated(ItemState state, Dated dated, List<Reason> because) {
        return new ItemPlan(
                state,
                dated.dueOn(),
                dated.dueAt(),
                DispositionBasis.of(dated),
                because,
                null,
                null);
    }

    /** The same, and when an item of somebody who is erased goes. */
    ItemPlan erasable(@Nullable Dated erased) {
        return erased == null
                ? this
                : new ItemPlan(
                        state,
                        dueOn,
                        dueAt,
                        basis,
                        because,
                        erased.dueOn(),
                        erased.dueAt(),
                        review);
    }

    /** The same, and until when the items wait for a person to look at them. */
    ItemPlan reviewed(@Nullable AwaitedLook look) {
        return new ItemPlan(state, dueOn, dueAt, basis, because, erasableOn, erasableAt, look);
    }

    /** Whether the items have to go. */
    public boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** Whether a person who has not looked yet may still do so. */
    public boolean awaitsReview(Instant now) {
        return review != null && review.at().isAfter(now);
    }

    /** Whether those have to go whose person is erased. */
    public boolean isErasable(Instant now) {
        return erasableAt != null && !erasableAt.isAfter(now);
    }
}
