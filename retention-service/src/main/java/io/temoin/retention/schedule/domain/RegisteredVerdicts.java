// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.RefusalReason;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure does with an item of the register, by the same precedence as with a recording.
 * The file of a request stays: it proves that the person was answered (GDPR art. 5(2)).
 */
public final class RegisteredVerdicts {

    private RegisteredVerdicts() {}

    /**
     * The verdict as of {@code now}.
     *
     * @param held whether a legal hold is on it
     * @param refused why its owner did not destroy it when this erasure ordered it to
     * @param neededOn the last day on which its owner then needs it; absent if nobody knows
     * @param erased what the policies of now say of it, its person being erased
     */
    public static ErasableItem of(
            UUID item,
            ItemKind kind,
            ItemState state,
            boolean held,
            @Nullable RefusalReason refused,
            @Nullable LocalDate neededOn,
            ItemPlan erased,
            Instant now) {
        ListedKind listed = ListedKind.valueOf(kind.name());
        return switch (state) {
            case ORDERED -> ErasableItem.of(listed, item, Verdict.ORDERED);
            case DISPOSED, GONE -> ErasableItem.of(listed, item, Verdict.GONE);
            case KEPT -> ErasableItem.kept(listed, item, KeepingCause.SUPPRESSION, null, null);
            case SCHEDULED, UNDER_MINIMUM, AWAITING_TRIGGER, AWAITING_POLICY, IN_CONFLICT -> {
                if (held) {
                    yield ErasableItem.kept(listed, item, KeepingCause.LEGAL_HOLD, null, null);
                }
                if (kind == ItemKind.REQUEST) {
                    yield ErasableItem.kept(listed, item, KeepingCause.REQUEST_FILE, null, null);
                }
                if (refused == RefusalReason.UNKNOWN) {
                    // Its owner has no such item: there is nothing left to destroy.
                    yield ErasableItem.of(listed, item, Verdict.GONE);
                }
                yield erased.isDue(now)
                        ? due(listed, item, refused, neededOn)
                        : ErasableItem.kept(
                                listed,
                                item,
                                erased.state() == ItemState.IN_CONFLICT
                                        ? KeepingCause.CONFLICT
                                        : KeepingCause.STATUTORY_MINIMUM,
                                erased.dueOn(),
                                reference(erased));
            }
        };
    }

    private static ErasableItem due(
            ListedKind kind,
            UUID item,
            @Nullable RefusalReason refused,
            @Nullable LocalDate neededOn) {
        return refused == null
                ? ErasableItem.of(kind, item, Verdict.GOES)
                : ErasableItem.kept(kind, item, KeepingCause.REFUSED_BY_OWNER, neededOn, null);
    }

    /** The text of the minimum that ends last. */
    private static @Nullable String reference(ItemPlan erased) {
        return erased.because().stream()
                .filter(reason -> reason.rule() == Rule.STATUTORY_MINIMUM)
                .filter(
                        reason ->
                                erased.dueOn() == null
                                        ? reason.keepsWhatRuns()
                                        : erased.dueOn().equals(reason.until()))
                .map(Reason::reference)
                .findFirst()
                .orElse(null);
    }
}
