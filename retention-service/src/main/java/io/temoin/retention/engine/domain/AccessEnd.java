// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When nobody may use an item for one purpose any more, though the item itself may stay: for
 * another purpose, a statutory minimum or a legal hold. None of these gives the purpose more time.
 *
 * @param on the last local day
 * @param at from this instant on
 * @param because the bound that ends it
 */
public record AccessEnd(Purpose purpose, LocalDate on, Instant at, Reason because) {

    /** The ends that are known, one for each purpose at most, the earliest first. */
    public static List<AccessEnd> of(RetentionFacts facts) {
        List<Reason> reasons = RetentionClock.evaluate(facts).because();
        return facts.policies().stream()
                .map(policy -> first(policy.purpose(), reasons))
                .flatMap(Optional::stream)
                .map(found -> found.ends(facts))
                .sorted(Comparator.comparing(AccessEnd::at).thenComparing(AccessEnd::purpose))
                .toList();
    }

    /**
     * Whether it is known where the item is used: who fulfilled a purpose, or ended it, did so
     * there, and lost the access at once.
     */
    public boolean isKnownToOwner() {
        return switch (because.rule()) {
            case PURPOSE_FULFILLED, PURPOSE_WITHDRAWN, PURPOSE_OBJECTED -> true;
            case PURPOSE_PERIOD,
                    ANNOUNCED_PERIOD,
                    QUARANTINED,
                    ERASURE_UPHELD,
                    STATUTORY_MINIMUM,
                    DESTRUCTION_DUTY,
                    PROPOSAL_REFUSED,
                    OBJECTED,
                    CONTRACT_SIGNED ->
                    false;
        };
    }

    /** The end of the purpose itself, or of a duty to destroy the item if that is sooner. */
    private static Optional<Found> first(Purpose purpose, List<Reason> reasons) {
        return Stream.concat(
                        reasons.stream()
                                .filter(reason -> reason.purpose() == purpose)
                                .filter(reason -> reason.rule().boundsPurpose()),
                        reasons.stream()
                                .filter(reason -> reason.rule().ordersDestruction())
                                .filter(duty -> duty.until() != null)
                                .filter(duty -> !isKept(purpose, duty, reasons)))
                .filter(reason -> reason.until() != null)
                .min(Comparator.comparing(reason -> Objects.requireNonNull(reason.until())))
                .map(reason -> new Found(purpose, reason));
    }

    /**
     * Whether a text orders the item kept for the purpose itself, longer than {@code duty}, or may
     * still come to: a signature in time is sometimes reported late, and an end is final.
     */
    private static boolean isKept(Purpose purpose, Reason duty, List<Reason> reasons) {
        return reasons.stream()
                .filter(reason -> reason.rule() == Rule.STATUTORY_MINIMUM)
                .filter(reason -> reason.purpose() == purpose)
                .anyMatch(
                        minimum ->
                                minimum.until() == null
                                        || minimum.until()
                                                .isAfter(Objects.requireNonNull(duty.until())));
    }

    /** The bound that ends a purpose: its own, or a duty of any policy. */
    private record Found(Purpose purpose, Reason reason) {

        AccessEnd ends(RetentionFacts facts) {
            LocalDate on = Objects.requireNonNull(reason.until());
            return new AccessEnd(purpose, on, momentOf(on, facts), reason);
        }

        private Instant momentOf(LocalDate on, RetentionFacts facts) {
            return switch (reason.rule()) {
                case PURPOSE_FULFILLED, PURPOSE_WITHDRAWN, PURPOSE_OBJECTED ->
                        Objects.requireNonNull(facts.ended().get(purpose)).at();
                case QUARANTINED, ERASURE_UPHELD, OBJECTED ->
                        Objects.requireNonNull(facts.quarantine()).eraseBy();
                case PROPOSAL_REFUSED ->
                        Objects.requireNonNull(
                                facts.happened().get(BusinessEvent.PROPOSAL_REFUSED));
                case CONTRACT_SIGNED ->
                        Objects.requireNonNull(facts.happened().get(BusinessEvent.CONTRACT_SIGNED));
                case PURPOSE_PERIOD, ANNOUNCED_PERIOD, STATUTORY_MINIMUM, DESTRUCTION_DUTY ->
                        RetentionClock.endOf(on, facts.zone());
            };
        }
    }
}
