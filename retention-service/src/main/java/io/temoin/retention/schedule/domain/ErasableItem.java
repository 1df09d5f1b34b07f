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
        @Nullable KeptBy keptBy,
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

    /** What outranks the erasure of an item. */
    public enum KeptBy {
        /** A legal hold (GDPR art. 17(3)(e)). */
        LEGAL_HOLD,
        /** A text orders it kept (GDPR art. 17(3)(b)). */
        STATUTORY_MINIMUM,
        /** Two texts order opposite things, and nobody has decided yet. */
        CONFLICT,
        /** It keeps the person from being called again (GDPR art. 21(3)). */
        SUPPRESSION,
        /** Its owner still needs it, for what it is there for. */
        IN_USE
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
            KeptBy by,
            @Nullable LocalDate until,
            @Nullable String reference) {
        return new ErasableItem(kind, item, Verdict.STAYS, by, until, reference, false);
    }
}
