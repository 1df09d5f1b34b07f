// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register.domain;

import io.temoin.retention.engine.domain.ReviewGround;
import io.temoin.retention.engine.domain.ReviewOutcome;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a person decided of a registered item that was due.
 *
 * @param keepUntil last local day on which it is kept; absent if it was released
 * @param dueAt when it was due: the day that was weighed
 */
public record ItemReview(
        ReviewOutcome outcome,
        ReviewGround ground,
        Instant decidedAt,
        @Nullable LocalDate keepUntil,
        Instant dueAt) {

    /** Whether somebody let the item go that is due on {@code due} by now. */
    boolean isReleased(@Nullable Instant due) {
        return keepUntil == null && dueAt.equals(due);
    }

    /** Whether it is the reason for the day on which the item is due. */
    private boolean isInForce(@Nullable LocalDate dueOn, @Nullable Instant due) {
        return keepUntil == null ? isReleased(due) : keepUntil.equals(dueOn);
    }

    /**
     * What a review means for an item.
     *
     * @param until last local day on which it waits for somebody to look; absent if nobody has to
     * @param decided what somebody decided; absent if nobody has, or it does not count any more
     */
    public record Standing(@Nullable LocalDate until, @Nullable ItemReview decided) {

        /** Nobody has to look, or has looked. */
        public static final Standing NONE = new Standing(null, null);

        /**
         * Of an item that is due then.
         *
         * @param look that a policy asks for; absent if none does, or the person is erased
         * @param last what was decided of it last; absent if nothing was
         */
        public static Standing of(
                ItemPlan.@Nullable AwaitedLook look,
                @Nullable ItemReview last,
                @Nullable LocalDate dueOn,
                @Nullable Instant dueAt) {
            return new Standing(
                    look != null
                                    && dueAt != null
                                    && look.at().isAfter(dueAt)
                                    && (last == null || !last.isReleased(dueAt))
                            ? look.on()
                            : null,
                    last != null && last.isInForce(dueOn, dueAt) ? last : null);
        }
    }
}
