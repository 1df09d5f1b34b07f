// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionPolicy;
import io.temoin.retention.policy.domain.RetentionTrigger;
import java.time.LocalDate;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * One thing that bounds the life of an item: which rule of which policy, and its dates.
 *
 * @param policyVersion version of the purpose's policy
 * @param trigger what the period runs from
 * @param from local day the period runs from; {@code null} while the trigger is not known
 * @param period the period; {@code null} when no period is involved
 * @param until last local day of it; {@code null} while that is open
 * @param reference the text behind the rule
 */
public record Reason(
        Purpose purpose,
        Rule rule,
        int policyVersion,
        RetentionTrigger trigger,
        @Nullable LocalDate from,
        @Nullable Period period,
        @Nullable LocalDate until,
        String reference) {

    /** What kind of bound it is. */
    public enum Rule {
        /** The purpose is a reason to keep until then, and no longer (GDPR art. 5(1)(e)). */
        PURPOSE_PERIOD,
        /** The same, shortened to what the person was told (art. 13(2)(a)). */
        ANNOUNCED_PERIOD,
        /** The purpose is achieved: since then it is no reason to keep. */
        PURPOSE_FULFILLED,
        /**
         * The recording is in quarantine: no purpose is a reason to keep it longer (art. 17(1)).
         */
        QUARANTINED,
        /** A text orders the item kept until then (art. 17(3)(b)). */
        STATUTORY_MINIMUM,
        /** A text orders the item destroyed then. */
        DESTRUCTION_DUTY
    }

    static Reason of(
            RetentionPolicy policy,
            Rule rule,
            @Nullable LocalDate from,
            @Nullable Period period,
            @Nullable LocalDate until) {
        return new Reason(
                policy.purpose(),
                rule,
                policy.version(),
                policy.trigger(),
                from,
                period,
                until,
                policy.reference());
    }

    /** A purpose that a quarantine ends. */
    static Reason of(RetentionPolicy policy, Quarantine quarantine, LocalDate until) {
        return new Reason(
                policy.purpose(),
                Rule.QUARANTINED,
                policy.version(),
                policy.trigger(),
                null,
                null,
                until,
                quarantine.reference());
    }
}
