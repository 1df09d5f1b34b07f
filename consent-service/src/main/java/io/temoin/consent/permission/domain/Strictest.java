// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.permission.domain.CallVerdict.Allowed;
import io.temoin.consent.permission.domain.CallVerdict.Denied;
import io.temoin.consent.permission.domain.CallVerdict.Review;
import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.Warning;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What several laws say of one call, as one answer: the number is of one country and the person
 * lives in another, so both have a say, and the call is allowed only if each allows it. What of it
 * is recorded is asked afterwards, of all at once.
 */
final class Strictest {

    /** After so many steps, laws that never allow a call together are given up. */
    private static final int MOST_STEPS = 100;

    private final DecideCall call;
    private final Function<DecideCall, List<CallVerdict>> byEach;
    private final List<CallVerdict> verdicts;

    private Strictest(DecideCall call, Function<DecideCall, List<CallVerdict>> byEach) {
        this.call = call;
        this.byEach = byEach;
        this.verdicts = byEach.apply(call);
    }

    /**
     * The stricter answer.
     *
     * @param byEach the answers by each of the call's packs, in their order
     */
    static CallVerdict of(DecideCall call, Function<DecideCall, List<CallVerdict>> byEach) {
        return new Strictest(call, byEach).verdict();
    }

    private CallVerdict verdict() {
        List<Warning> warnings =
                verdicts.stream()
                        .flatMap(verdict -> verdict.warnings().stream())
                        .distinct()
                        .toList();
        if (only(Denied.class, verdicts).isEmpty() && !only(Review.class, verdicts).isEmpty()) {
            return new Review(reasons(Review.class), warnings);
        }
        List<Allowed> allowances = only(Allowed.class, verdicts);
        return allowances.size() == verdicts.size()
                ? new Allowed(
                        reasons(Allowed.class),
                        warnings,
                        consent(allowances),
                        startBy(allowances),
                        null,
                        null)
                : new Denied(reasons(Denied.class), warnings, nextAllowedAt());
    }

    /** What all say in the same words once, the rest by who says it; what waiting helps last. */
    private List<Reason> reasons(Class<? extends CallVerdict> kind) {
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < verdicts.size(); i++) {
            if (kind.isInstance(verdicts.get(i))) {
                RulePack pack = call.law().packs().get(i);
                for (Reason reason : verdicts.get(i).reasons()) {
                    reasons.add(
                            verdicts.stream().allMatch(other -> other.reasons().contains(reason))
                                    ? reason
                                    : reason.by(pack.ruleSet()));
                }
            }
        }
        return reasons.stream()
                .distinct()
                .sorted(Comparator.comparing(reason -> reason.code().passes()))
                .toList();
    }

    /** The first moment at which all allow it. */
    private @Nullable Instant nextAllowedAt() {
        Instant at = call.now();
        List<CallVerdict> then = verdicts;
        for (int step = 0; step < MOST_STEPS; step++) {
            if (!only(Review.class, then).isEmpty()) {
                return null; // no waiting helps against what somebody has to look at
            }
            Instant next = at;
            for (Denied denied : only(Denied.class, then)) {
                Instant allowed = denied.nextAllowedAt();
                if (allowed == null) {
                    return null;
                }
                next = allowed.isAfter(next) ? allowed : next;
            }
            if (!areInForceAt(next)) {
                return null;
            }
            if (next.equals(at)) {
                return at;
            }
            at = next;
            then = byEach.apply(call.askedAt(at));
        }
        return null;
    }

    private boolean areInForceAt(Instant moment) {
        return call.law().packs().stream().allMatch(pack -> pack.isInForceAt(moment));
    }

    /** The one that a law which asks for one is content with. */
    private static @Nullable UUID consent(List<Allowed> allowances) {
        return allowances.stream()
                .map(Allowed::consent)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static Instant startBy(List<Allowed> allowances) {
        return allowances.stream()
                .map(Allowed::startBy)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static <T extends CallVerdict> List<T> only(Class<T> kind, List<CallVerdict> verdicts) {
        return verdicts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
