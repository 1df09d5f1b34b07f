// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.DefaultPolicy.Extension;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The ends of periods, counted day by day as one would on a calendar, and not by the engine. */
final class CountedDays {

    private CountedDays() {}

    static @Nullable LocalDate minimum(RetentionPolicy policy, RetentionFacts facts) {
        LocalDate from = start(policy, facts);
        Period atLeast = Objects.requireNonNull(policy.atLeast());
        Extension extension = policy.extension("AUTHORITY_REQUEST");
        if (from == null
                || extension == null
                || !facts.happened().containsKey(BusinessEvent.AUTHORITY_REQUEST)) {
            return counted(policy, from, atLeast, facts);
        }
        Period asked = Objects.requireNonNull(extension.atLeast());
        return counted(
                policy,
                from,
                from.plus(asked).isAfter(from.plus(atLeast)) ? asked : atLeast,
                facts);
    }

    /** Day by day: one at whose end a claim is open does not count. */
    static @Nullable LocalDate counted(
            RetentionPolicy policy, @Nullable LocalDate from, Period period, RetentionFacts facts) {
        if (from == null || !policy.suspendsClock()) {
            return last(from, period);
        }
        long left = from.plus(period).toEpochDay() - from.toEpochDay();
        LocalDate day = from;
        while (left > 0 || isStopped(day, facts)) {
            left -= isStopped(day, facts) ? 0 : 1;
            day = day.plusDays(1);
            if (day.isAfter(from.plusYears(40))) {
                return null;
            }
        }
        return day;
    }

    private static boolean isStopped(LocalDate day, RetentionFacts facts) {
        Claims.Unnamed unnamed = facts.claims().unnamed();
        boolean named =
                facts.claims().named().values().stream()
                        .anyMatch(
                                claim ->
                                        claim.made() != null
                                                && !day(claim.made(), facts).isAfter(day)
                                                && (claim.closed() == null
                                                        || day(claim.closed(), facts)
                                                                .isAfter(day)));
        return named
                || byTheEndOf(day, unnamed.made(), facts)
                        > byTheEndOf(day, unnamed.closed(), facts);
    }

    private static long byTheEndOf(LocalDate day, List<Instant> times, RetentionFacts facts) {
        return times.stream().filter(at -> !day(at, facts).isAfter(day)).count();
    }

    static @Nullable LocalDate start(RetentionPolicy policy, RetentionFacts facts) {
        Instant from =
                switch (policy.trigger()) {
                    case PROPOSAL_MADE ->
                            facts.happened()
                                    .getOrDefault(BusinessEvent.PROPOSAL_MADE, facts.endedAt());
                    case CONTRACT_SIGNED -> facts.happened().get(BusinessEvent.CONTRACT_SIGNED);
                    default -> facts.endedAt();
                };
        return from == null ? null : day(from, facts);
    }

    static LocalDate day(Instant instant, RetentionFacts facts) {
        return instant.atZone(facts.zone()).toLocalDate();
    }

    static @Nullable LocalDate last(@Nullable LocalDate from, @Nullable Period period) {
        return from == null || period == null ? null : from.plus(period);
    }
}
