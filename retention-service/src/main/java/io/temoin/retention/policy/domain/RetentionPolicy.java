// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.LocalDate;
import java.time.Period;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long an item is kept for one purpose. Recorded with every item it was applied to, so that a
 * decision can be explained years after the policy has changed.
 *
 * @param purpose the purpose the policy is for
 * @param version 1, 2, … per purpose
 * @param since first day on which the version is in force
 * @param trigger from when the periods run
 * @param atLeast the law orders the item kept that long (GDPR art. 17(3)(b)); {@code null} if it
 *     does not
 * @param atMost the item may be kept for the purpose no longer than that (GDPR art. 5(1)(e));
 *     {@code null} if only the minimum bounds it
 * @param destructionDuty a text orders destruction when {@code atMost} is over, whatever other
 *     purposes there are
 * @param reference the text the periods come from
 * @param conditions what else that text says of them; {@code null} if nothing
 * @param law whose it is; {@code null} if it is that of the country in which the controller is
 *     established, or nobody's but the controller's own
 */
public record RetentionPolicy(
        Purpose purpose,
        int version,
        LocalDate since,
        RetentionTrigger trigger,
        @Nullable Period atLeast,
        @Nullable Period atMost,
        boolean destructionDuty,
        String reference,
        @Nullable PolicyConditions conditions,
        @Nullable AppliedLaw law) {

    public RetentionPolicy {
        if (atLeast == null && atMost == null) {
            throw new IllegalArgumentException("a policy bounds retention from below or above");
        }
        if (destructionDuty && atMost == null) {
            throw new IllegalArgumentException("a duty to destroy has a date");
        }
        if (conditions != null
                && conditions.suspendsClock()
                && trigger == RetentionTrigger.PROPOSAL_MADE) {
            throw new IllegalArgumentException("nothing suspends the time to answer a proposal");
        }
    }

    /** A policy under the law of the controller's own country. */
    public RetentionPolicy(
            Purpose purpose,
            int version,
            LocalDate since,
            RetentionTrigger trigger,
            @Nullable Period atLeast,
            @Nullable Period atMost,
            boolean destructionDuty,
            String reference,
            @Nullable PolicyConditions conditions) {
        this(
                purpose,
                version,
                since,
                trigger,
                atLeast,
                atMost,
                destructionDuty,
                reference,
                conditions,
                null);
    }

    /** A policy of whose periods the text says nothing else. */
    public RetentionPolicy(
            Purpose purpose,
            int version,
            LocalDate since,
            RetentionTrigger trigger,
            @Nullable Period atLeast,
            @Nullable Period atMost,
            boolean destructionDuty,
            String reference) {
        this(purpose, version, since, trigger, atLeast, atMost, destructionDuty, reference, null);
    }

    /** Whether a claim stops the clock of its periods. */
    public boolean suspendsClock() {
        return conditions != null && conditions.suspendsClock();
    }

    /** That a person looks at an item before it is destroyed; {@code null} if nobody has to. */
    public @Nullable ReviewTerms review() {
        return conditions == null ? null : conditions.review();
    }

    /** The same, with another maximum. */
    public RetentionPolicy until(Period longest) {
        return new RetentionPolicy(
                purpose,
                version,
                since,
                trigger,
                atLeast,
                longest,
                destructionDuty,
                reference,
                conditions,
                law);
    }

    /** The longer period in the case that has this code; {@code null} if the text names none. */
    public DefaultPolicy.@Nullable Extension extension(String when) {
        return conditions != null
                        && conditions.extension() != null
                        && conditions.extension().when().equals(when)
                ? conditions.extension()
                : null;
    }

    /**
     * How long the purpose alone is a reason to keep: its maximum; a duty to keep is a reason for
     * exactly as long as it lasts.
     */
    public Period keepsFor() {
        return atMost != null ? atMost : Objects.requireNonNull(atLeast, "one bound is there");
    }
}
