// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.policy.domain.AppliedLaw;
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
 * @param change what makes the period end on another day; {@code null} if nothing does
 * @param law whose law it is; {@code null} if it is that of the controller's own country
 */
public record Reason(
        Purpose purpose,
        Rule rule,
        int policyVersion,
        RetentionTrigger trigger,
        @Nullable LocalDate from,
        @Nullable Period period,
        @Nullable LocalDate until,
        String reference,
        @Nullable PeriodChange change,
        @Nullable AppliedLaw law) {

    /** A bound whose period nothing changes. */
    public Reason(
            Purpose purpose,
            Rule rule,
            int policyVersion,
            RetentionTrigger trigger,
            @Nullable LocalDate from,
            @Nullable Period period,
            @Nullable LocalDate until,
            String reference) {
        this(purpose, rule, policyVersion, trigger, from, period, until, reference, null, null);
    }

    /** The same, under the law of that country. */
    public Reason under(@Nullable AppliedLaw applied) {
        return new Reason(
                purpose,
                rule,
                policyVersion,
                trigger,
                from,
                period,
                until,
                reference,
                change,
                applied);
    }

    /** Whether its clock is stopped, since a claim is open. */
    public boolean standsStill() {
        return change != null && change.suspendedSince() != null;
    }

    /** What kind of bound it is. */
    public enum Rule {
        /** The purpose is a reason to keep until then, and no longer (GDPR art. 5(1)(e)). */
        PURPOSE_PERIOD,
        /** The same, shortened to what the person was told (art. 13(2)(a)). */
        ANNOUNCED_PERIOD,
        /** The purpose is fulfilled: since then it is no reason to keep. */
        PURPOSE_FULFILLED,
        /** The person withdrew the consent that the purpose rested on (art. 7(3)). */
        PURPOSE_WITHDRAWN,
        /** The person objected to the purpose (art. 21(1)). */
        PURPOSE_OBJECTED,
        /**
         * The recording is in quarantine: no purpose is a reason to keep it longer (art. 17(1)).
         */
        QUARANTINED,
        /** The person's request for erasure was upheld: no purpose keeps the item (art. 17(1)). */
        ERASURE_UPHELD,
        /** A text orders the item kept until then (art. 17(3)(b)). */
        STATUTORY_MINIMUM,
        /** A text orders the item destroyed then. */
        DESTRUCTION_DUTY,
        /** The same, at once: the person refused the proposal (R.112-7). */
        PROPOSAL_REFUSED,
        /** The same, at once: the person objected to the recording during the call (R.112-7). */
        OBJECTED,
        /**
         * The contract was signed in time: the purpose ended then, and no duty to destroy began.
         */
        CONTRACT_SIGNED;

        /** The bound that the end of a purpose is. */
        static Rule of(PurposeEnd.Cause cause) {
            return switch (cause) {
                case FULFILLED -> PURPOSE_FULFILLED;
                case CONSENT_WITHDRAWN -> PURPOSE_WITHDRAWN;
                case OBJECTED -> PURPOSE_OBJECTED;
            };
        }

        /** Whether a text orders the item destroyed. */
        boolean ordersDestruction() {
            return switch (this) {
                case DESTRUCTION_DUTY, PROPOSAL_REFUSED, OBJECTED -> true;
                case PURPOSE_PERIOD,
                        ANNOUNCED_PERIOD,
                        PURPOSE_FULFILLED,
                        PURPOSE_WITHDRAWN,
                        PURPOSE_OBJECTED,
                        QUARANTINED,
                        ERASURE_UPHELD,
                        STATUTORY_MINIMUM,
                        CONTRACT_SIGNED ->
                        false;
            };
        }

        /** Whether the bound is how long the purpose itself is a reason to keep. */
        boolean boundsPurpose() {
            return switch (this) {
                case PURPOSE_PERIOD,
                        ANNOUNCED_PERIOD,
                        PURPOSE_FULFILLED,
                        PURPOSE_WITHDRAWN,
                        PURPOSE_OBJECTED,
                        QUARANTINED,
                        ERASURE_UPHELD,
                        CONTRACT_SIGNED ->
                        true;
                case STATUTORY_MINIMUM, DESTRUCTION_DUTY, PROPOSAL_REFUSED, OBJECTED -> false;
            };
        }
    }

    /** Whether a text orders the item kept from the end of what still runs, such as a contract. */
    public boolean keepsWhatRuns() {
        return rule == Rule.STATUTORY_MINIMUM && until == null && trigger.endsWhatRuns();
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
                policy.reference(),
                null,
                policy.law());
    }

    /** A purpose that a quarantine ends, or the duty to destroy that an objection brings. */
    static Reason of(RetentionPolicy policy, Rule rule, Quarantine quarantine, LocalDate until) {
        return new Reason(
                policy.purpose(),
                rule,
                policy.version(),
                policy.trigger(),
                null,
                null,
                until,
                quarantine.reference());
    }
}
