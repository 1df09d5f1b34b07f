// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.engine.domain.RetentionClock;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.domain.ErasableItem.KeptBy;
import io.temoin.retention.schedule.domain.ErasableItem.Verdict;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
     * @param refused whether its owner did not destroy it when it was ordered to
     * @param because what the policies of now say of it
     */
    public static ErasableItem of(
            UUID item,
            ItemKind kind,
            ItemState state,
            boolean held,
            boolean refused,
            List<Reason> because,
            ZoneId zone,
            Instant now) {
        ListedKind listed = ListedKind.valueOf(kind.name());
        return switch (state) {
            case ORDERED -> ErasableItem.of(listed, item, Verdict.ORDERED);
            case DISPOSED, GONE -> ErasableItem.of(listed, item, Verdict.GONE);
            case KEPT -> ErasableItem.kept(listed, item, KeptBy.SUPPRESSION, null, null);
            case IN_CONFLICT -> ErasableItem.kept(listed, item, KeptBy.CONFLICT, null, null);
            case SCHEDULED, UNDER_MINIMUM, AWAITING_TRIGGER, AWAITING_POLICY -> {
                if (held) {
                    yield ErasableItem.kept(listed, item, KeptBy.LEGAL_HOLD, null, null);
                }
                if (refused || kind == ItemKind.REQUEST) {
                    yield ErasableItem.kept(listed, item, KeptBy.IN_USE, null, null);
                }
                yield minimum(because, zone, now)
                        .map(
                                bound ->
                                        ErasableItem.kept(
                                                listed,
                                                item,
                                                KeptBy.STATUTORY_MINIMUM,
                                                bound.until(),
                                                bound.reference()))
                        .orElseGet(() -> ErasableItem.of(listed, item, Verdict.GOES));
            }
        };
    }

    /** The minimum that ends last, if it is not over. */
    private static Optional<Reason> minimum(List<Reason> because, ZoneId zone, Instant now) {
        return because.stream()
                .filter(reason -> reason.rule() == Rule.STATUTORY_MINIMUM)
                .filter(reason -> isOpen(reason.until(), zone, now))
                .max(Comparator.comparing(reason -> Objects.requireNonNull(reason.until())));
    }

    private static boolean isOpen(@Nullable LocalDate until, ZoneId zone, Instant now) {
        return until != null && RetentionClock.endOf(until, zone).isAfter(now);
    }
}
