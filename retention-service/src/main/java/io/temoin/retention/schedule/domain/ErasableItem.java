// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the erasure of a person does with one item.
 *
 * @param verdict as of now
 * @param keptBy what outranks the erasure; absent if nothing does
 * @param until the last day on which it is kept; absent if it is not, or nobody knows
 * @param reference the text that keeps it; absent if none does
 * @param frozen whether another request of the person is to be answered with it first
 */
public record ErasableItem(
        ListedKind kind,
        UUID item,
        Verdict verdict,
        @Nullable KeepingCause keptBy,
        @Nullable LocalDate until,
        @Nullable String reference,
        boolean frozen) {

    /** What becomes of an item. */
    public enum Verdict {
        /** Nothing outranks the erasure: it is to be ordered. */
        GOES,
        /** It is ordered, and not confirmed. */
        ORDERED,
        /** It is destroyed. */
        GONE,
        /** Something outranks the erasure. */
        STAYS
    }

    /** Nothing outranks the erasure. */
    public static ErasableItem of(ListedKind kind, UUID item, Verdict verdict) {
        return new ErasableItem(kind, item, verdict, null, null, null, false);
    }

    /** The same item; while it is frozen it is not ordered. */
    public ErasableItem frozen(boolean now) {
        return new ErasableItem(kind, item, verdict, keptBy, until, reference, now);
    }

    /** Something does. */
    public static ErasableItem kept(
            ListedKind kind,
            UUID item,
            KeepingCause by,
            @Nullable LocalDate until,
            @Nullable String reference) {
        return new ErasableItem(kind, item, Verdict.STAYS, by, until, reference, false);
    }
}
