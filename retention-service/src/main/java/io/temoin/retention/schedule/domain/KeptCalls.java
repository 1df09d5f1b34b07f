// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
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

    /**
     * The verdict on an item of the register, in view of the recordings.
     *
     * @param alone what an erasure does with the item alone
     * @param decision on the call that it belongs to; absent if it is one itself, or of no call
     */
    public ErasableItem apply(ErasableItem alone, ItemKind kind, @Nullable UUID decision) {
        if (kind != ItemKind.CALL_DECISION && kind != ItemKind.NOTICE_SERVED) {
            return alone;
        }
        ErasableItem recording = byDecision.get(decision == null ? alone.item() : decision);
        return recording != null && goesBefore(alone, recording)
                ? ErasableItem.kept(
                                alone.kind(),
                                alone.item(),
                                KeepingCause.KEPT_RECORDING,
                                recording.until(),
                                recording.reference())
                        .frozen(alone.frozen())
                : alone;
    }

    private static boolean goesBefore(ErasableItem alone, ErasableItem recording) {
        return switch (alone.verdict()) {
            case GOES -> true;
            case STAYS ->
                    alone.keptBy() == KeepingCause.STATUTORY_MINIMUM
                            && isAfter(recording.until(), alone.until());
            case ORDERED, GONE -> false;
        };
    }

    /** A day that nobody knows is after every other one. */
    private static boolean isAfter(@Nullable LocalDate one, @Nullable LocalDate other) {
        return other != null && (one == null || one.isAfter(other));
    }
}
