// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.engine.domain.Reason.Rule.STATUTORY_MINIMUM;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.Dated;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Holds;
import io.temoin.retention.engine.domain.Quarantine;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.RetentionFacts;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import io.temoin.retention.schedule.domain.RetainedItem.Disposed;
import io.temoin.retention.schedule.domain.RetainedItem.Expected;
import io.temoin.retention.schedule.domain.RetainedItem.Gone;
import io.temoin.retention.schedule.domain.RetainedItem.Ordered;
import io.temoin.retention.schedule.domain.RetainedItem.Retained;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an erasure does with a recording, by the precedence of the engine: a hold, a statutory
 * minimum and a conflict outrank it (GDPR art. 17(3)); purposes do not.
 */
public final class ErasureVerdicts {

    private ErasureVerdicts() {}

    /**
     * The verdict as of {@code now}; {@code null} for what was never retained.
     *
     * @param holds on the item
     */
    public static @Nullable ErasableItem of(
            UUID recording, RetainedItem item, Holds holds, Instant now) {
        return switch (item) {
            case Expected _ -> null;
            case Ordered _ -> ErasableItem.of(ListedKind.RECORDING, recording, Verdict.ORDERED);
            case Disposed _, Gone _ ->
                    ErasableItem.of(ListedKind.RECORDING, recording, Verdict.GONE);
            case Retained retained -> of(recording, retained, holds, now);
        };
    }

    private static ErasableItem of(UUID recording, Retained retained, Holds holds, Instant now) {
        if (holds.hold()) {
            return kept(recording, KeepingCause.LEGAL_HOLD, null, List.of());
        }
        return switch (retained.planOf(erased(retained.facts(), now))) {
            case Dated due when !due.dueAt().isAfter(now) ->
                    ErasableItem.of(ListedKind.RECORDING, recording, Verdict.GOES);
            case Dated due ->
                    kept(recording, KeepingCause.STATUTORY_MINIMUM, due.dueOn(), due.because());
            // Of what runs, such as a contract, nobody knows when it ends.
            case Awaiting awaiting ->
                    kept(recording, KeepingCause.STATUTORY_MINIMUM, null, awaiting.because());
            case InConflict conflict ->
                    kept(
                            recording,
                            KeepingCause.CONFLICT,
                            conflict.keepUntil(),
                            conflict.because());
        };
    }

    /** As they would be noted: of two quarantines one counts, whose duties stay with it. */
    private static RetentionFacts erased(RetentionFacts facts, Instant now) {
        Quarantine erasure = Quarantine.erasure(now);
        return erasure.supersedes(facts.quarantine()) ? facts.with(erasure) : facts;
    }

    private static ErasableItem kept(
            UUID recording, KeepingCause by, @Nullable LocalDate until, List<Reason> because) {
        return ErasableItem.kept(
                ListedKind.RECORDING,
                recording,
                by,
                until,
                because.stream()
                        .filter(reason -> reason.rule() == STATUTORY_MINIMUM)
                        .map(Reason::reference)
                        .findFirst()
                        .orElse(null));
    }
}
