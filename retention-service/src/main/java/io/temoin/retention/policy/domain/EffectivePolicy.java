// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What applies to one purpose in one scope: each bound with where it comes from.
 *
 * @param version of the narrowest policy that has a say
 * @param since first day of that one
 * @param from the event the periods run from
 * @param atLeast absent if nothing orders things kept
 * @param atMost absent if only the minimum bounds them
 * @param destructionDuty whether a text orders destruction when {@code atMost} is over
 * @param conditions what else the law says of the periods; absent if nothing
 * @param law whose that is; absent if it is that of the country of the controller
 */
public record EffectivePolicy(
        Purpose purpose,
        int version,
        LocalDate since,
        RetentionTrigger from,
        @Nullable Bound atLeast,
        @Nullable Bound atMost,
        boolean destructionDuty,
        @Nullable PolicyConditions conditions,
        @Nullable AppliedLaw law) {

    /**
     * One bound.
     *
     * @param level whose it is
     * @param policy the policy of a tenant or a controller; absent for a law
     * @param reference the text it comes from
     */
    public record Bound(
            Period period, PolicyScope.Level level, @Nullable UUID policy, String reference) {}

    /** As items record it. */
    public RetentionPolicy asPolicy() {
        return new RetentionPolicy(
                purpose,
                version,
                since,
                from,
                atLeast == null ? null : atLeast.period(),
                atMost == null ? null : atMost.period(),
                destructionDuty,
                Stream.<@Nullable Bound>of(atLeast, atMost)
                        .flatMap(Stream::ofNullable)
                        .map(Bound::reference)
                        .distinct()
                        .collect(Collectors.joining("; ")),
                conditions,
                law);
    }
}
