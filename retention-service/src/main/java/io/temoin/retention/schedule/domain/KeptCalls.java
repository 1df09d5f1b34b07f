// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The calls of which a recording stays. What proves that it was lawful to record stays with it: the
 * decision on the call, and the notice that was served in it (GDPR art. 5(2)).
 */
public final class KeptCalls {

    private final Map<UUID, ErasableItem> byDecision = new HashMap<>();

    private KeptCalls() {}

    /** Of the recordings of a person. */
    public static KeptCalls of(List<ErasableRecording> recordings) {
        KeptCalls calls = new KeptCalls();
        recordings.stream()
                .filter(each -> each.item().verdict() == Verdict.STAYS)
                .forEach(
                        each ->
                                calls.byDecision.merge(
                                        each.decision(), each.item(), KeptCalls::last));
        return calls;
    }

    /** Of two recordings of a call, the one that is kept longer. */
    private static ErasableItem last(ErasableItem one, ErasableItem other) {
        return isAfter(one.until(), other.until()) ? one : other;
    }

    /** Whether items of that kind stay with a recording. */
    public static boolean concern(ItemKind kind) {
        return kind == ItemKind.CALL_DECISION || kind == ItemKind.NOTICE_SERVED;
    }

    /**
     * The recording that an item stays with; {@code null} if none stays.
     *
     * @param decision on the call that it belongs to; absent if it is one itself, or of no call
     */
    public @Nullable ErasableItem recordingOf(UUID item, ItemKind kind, @Nullable UUID decision) {
        return concern(kind) ? byDecision.get(decision == null ? item : decision) : null;
    }

    /**
     * The verdict on an item of the register, in view of the recordings. An erasure keeps nothing
     * for longer: on the day on which the item would go without it, it goes.
     *
     * @param alone what an erasure does with the item alone
     * @param own what becomes of it without the erasure
     * @param recording that it stays with; absent if there is none
     */
    public static ErasableItem apply(
            ErasableItem alone, ItemPlan own, @Nullable ErasableItem recording, Instant now) {
        if (recording == null || own.isDue(now)) {
            return alone;
        }
        @Nullable LocalDate until = sooner(recording.until(), own.dueOn());
        return goesBefore(alone, until)
                ? ErasableItem.kept(
                                alone.kind(),
                                alone.item(),
                                KeepingCause.KEPT_RECORDING,
                                until,
                                recording.reference())
                        .frozen(alone.frozen())
                : alone;
    }

    private static boolean goesBefore(ErasableItem alone, @Nullable LocalDate until) {
        return switch (alone.verdict()) {
            case GOES -> true;
            case STAYS ->
                    alone.keptBy() == KeepingCause.STATUTORY_MINIMUM
                            && isAfter(until, alone.until());
            case ORDERED, GONE -> false;
        };
    }

    private static @Nullable LocalDate sooner(@Nullable LocalDate one, @Nullable LocalDate other) {
        return isAfter(one, other) ? other : one;
    }

    /** A day that nobody knows is after every other one. */
    private static boolean isAfter(@Nullable LocalDate one, @Nullable LocalDate other) {
        return other != null && (one == null || one.isAfter(other));
    }
}
