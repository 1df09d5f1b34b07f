// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.schedule.domain;

import static io.temoin.retention.schedule.domain.Sentence.FactName.BASIS;
import static io.temoin.retention.schedule.domain.Sentence.FactName.COUNTRY;
import static io.temoin.retention.schedule.domain.Sentence.FactName.DECIDED_ON;
import static io.temoin.retention.schedule.domain.Sentence.FactName.DESTROYED_ON;
import static io.temoin.retention.schedule.domain.Sentence.FactName.DESTROY_BY;
import static io.temoin.retention.schedule.domain.Sentence.FactName.EXTENDED_ON;
import static io.temoin.retention.schedule.domain.Sentence.FactName.FROM;
import static io.temoin.retention.schedule.domain.Sentence.FactName.FROZEN_UNTIL;
import static io.temoin.retention.schedule.domain.Sentence.FactName.GROUND;
import static io.temoin.retention.schedule.domain.Sentence.FactName.JURISDICTION;
import static io.temoin.retention.schedule.domain.Sentence.FactName.KEEP_UNTIL;
import static io.temoin.retention.schedule.domain.Sentence.FactName.ORDERED_ON;
import static io.temoin.retention.schedule.domain.Sentence.FactName.PERIOD;
import static io.temoin.retention.schedule.domain.Sentence.FactName.POLICY_VERSION;
import static io.temoin.retention.schedule.domain.Sentence.FactName.PURPOSE;
import static io.temoin.retention.schedule.domain.Sentence.FactName.REFERENCE;
import static io.temoin.retention.schedule.domain.Sentence.FactName.SUSPENDED_FOR;
import static io.temoin.retention.schedule.domain.Sentence.FactName.SUSPENDED_SINCE;
import static io.temoin.retention.schedule.domain.Sentence.FactName.TRIGGER;
import static io.temoin.retention.schedule.domain.Sentence.FactName.UNTIL;
import static io.temoin.retention.schedule.domain.Sentence.FactName.ZONE;

import io.temoin.retention.engine.domain.PeriodChange;
import io.temoin.retention.engine.domain.Reason;
import io.temoin.retention.policy.domain.AppliedLaw;
import io.temoin.retention.policy.domain.Purpose;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One sentence of an explanation, in no language yet: which message, and the facts it names.
 *
 * @param facts a value for each fact of the message: a day, a local time, a period, a time zone, a
 *     number, a code or the citation of a text
 */
public record Sentence(Message message, Map<FactName, Object> facts) {

    /** Rejects facts that are not those of the message. */
    public Sentence {
        facts = Map.copyOf(facts);
        if (!facts.keySet().equals(message.facts())) {
            throw new IllegalArgumentException(
                    message + " names " + message.facts() + ", not " + facts.keySet());
        }
    }

    static Sentence of(Message message) {
        return new Sentence(message, Map.of());
    }

    /** Every bound in a sentence, each followed by what else is to be said of it, once. */
    static List<Sentence> of(List<Reason> because) {
        return because.stream().flatMap(reason -> of(reason).stream()).distinct().toList();
    }

    private static List<Sentence> of(Reason reason) {
        List<Sentence> all = new ArrayList<>();
        all.add(of(Message.of(reason), reason));
        PeriodChange change = reason.change();
        if (change != null && change.suspendedDays() > 0) {
            all.add(
                    new Sentence(
                            Message.PERIOD_SUSPENDED,
                            Map.of(
                                    PURPOSE,
                                    reason.purpose(),
                                    SUSPENDED_FOR,
                                    Period.ofDays(change.suspendedDays()))));
        }
        if (change != null && change.extendedOn() != null) {
            all.add(
                    new Sentence(
                            Message.PERIOD_EXTENDED,
                            Map.of(PURPOSE, reason.purpose(), EXTENDED_ON, change.extendedOn())));
        }
        if (reason.law() != null) {
            all.add(of(reason.purpose(), reason.law()));
        }
        return List.copyOf(all);
    }

    private static Sentence of(Purpose purpose, AppliedLaw law) {
        return law.established() == null
                ? new Sentence(Message.LAW_CONFIGURED, Map.of(JURISDICTION, law.jurisdiction()))
                : new Sentence(
                        Message.LAW_INSTEAD,
                        Map.of(
                                PURPOSE,
                                purpose,
                                COUNTRY,
                                law.established(),
                                JURISDICTION,
                                law.jurisdiction()));
    }

    /** The bound {@code reason} in a sentence: the message's facts, of all that it has. */
    static Sentence of(Message message, Reason reason) {
        Map<FactName, Object> facts = new EnumMap<>(FactName.class);
        facts.put(PURPOSE, reason.purpose());
        facts.put(POLICY_VERSION, reason.policyVersion());
        facts.put(REFERENCE, reason.reference());
        facts.put(TRIGGER, reason.trigger());
        if (reason.period() != null) {
            facts.put(PERIOD, reason.period());
        }
        if (reason.from() != null) {
            facts.put(FROM, reason.from());
        }
        if (reason.until() != null) {
            facts.put(UNTIL, reason.until());
        }
        if (reason.change() != null && reason.change().suspendedSince() != null) {
            facts.put(SUSPENDED_SINCE, reason.change().suspendedSince());
        }
        facts.keySet().retainAll(message.facts());
        return new Sentence(message, facts);
    }

    /** What a fact is about. */
    public enum FactName {
        PURPOSE,
        POLICY_VERSION,
        /** The text behind a policy, as it is cited in its own language. */
        REFERENCE,
        TRIGGER,
        PERIOD,
        FROM,
        UNTIL,
        KEEP_UNTIL,
        DESTROY_BY,
        DUE_ON,
        DUE_AT,
        ZONE,
        ORDERED_ON,
        BASIS,
        DECIDED_ON,
        GROUND,
        DESTROYED_ON,
        /** Until when an open request keeps it, at the latest. */
        FROZEN_UNTIL,
        /** For how many days claims that have ended stopped a clock. */
        SUSPENDED_FOR,
        /** Since when an open claim has. */
        SUSPENDED_SINCE,
        /** When an authority asked for something to be kept longer. */
        EXTENDED_ON,
        /** Whose law is applied (ISO 3166-1). */
        JURISDICTION,
        /** Where the controller is established (ISO 3166-1). */
        COUNTRY,
        REFUSAL
    }

    /** What a sentence says, with the facts that it names; an awaited period has no dates yet. */
    public enum Message {
        PURPOSE_PERIOD(PURPOSE, PERIOD, FROM, TRIGGER, UNTIL, POLICY_VERSION, REFERENCE),
        PURPOSE_PERIOD_AWAITED(PURPOSE, PERIOD, TRIGGER, POLICY_VERSION, REFERENCE),
        PURPOSE_PERIOD_STOPPED(
                PURPOSE, PERIOD, FROM, TRIGGER, SUSPENDED_SINCE, POLICY_VERSION, REFERENCE),
        ANNOUNCED_PERIOD(PURPOSE, PERIOD, FROM, TRIGGER, UNTIL, POLICY_VERSION, REFERENCE),
        ANNOUNCED_PERIOD_AWAITED(PURPOSE, PERIOD, TRIGGER, POLICY_VERSION, REFERENCE),
        STATUTORY_MINIMUM(PURPOSE, PERIOD, FROM, TRIGGER, UNTIL, POLICY_VERSION, REFERENCE),
        STATUTORY_MINIMUM_AWAITED(PURPOSE, PERIOD, TRIGGER, POLICY_VERSION, REFERENCE),
        STATUTORY_MINIMUM_STOPPED(
                PURPOSE, PERIOD, FROM, TRIGGER, SUSPENDED_SINCE, POLICY_VERSION, REFERENCE),
        DESTRUCTION_DUTY(PURPOSE, PERIOD, FROM, TRIGGER, UNTIL, POLICY_VERSION, REFERENCE),
        DESTRUCTION_DUTY_AWAITED(PURPOSE, PERIOD, TRIGGER, POLICY_VERSION, REFERENCE),
        DESTRUCTION_DUTY_STOPPED(
                PURPOSE, PERIOD, FROM, TRIGGER, SUSPENDED_SINCE, POLICY_VERSION, REFERENCE),
        PERIOD_SUSPENDED(PURPOSE, SUSPENDED_FOR),
        PERIOD_EXTENDED(PURPOSE, EXTENDED_ON),
        PURPOSE_FULFILLED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        PURPOSE_WITHDRAWN(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        PURPOSE_OBJECTED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        QUARANTINED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        ERASURE_UPHELD(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        PROPOSAL_REFUSED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        OBJECTED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        CONTRACT_SIGNED(PURPOSE, UNTIL, POLICY_VERSION, REFERENCE),
        LAW_INSTEAD(PURPOSE, COUNTRY, JURISDICTION),
        LAW_CONFIGURED(JURISDICTION),
        NO_HOLD,
        UNDER_HOLD,
        FROZEN(FROZEN_UNTIL),
        SUSPENDED,
        KEPT_WITH_RECORDING,
        KEPT_WITH_RECORDING_UNTIL(UNTIL),
        RECORDING_HELD,
        RECORDING_IN_CONFLICT,
        RECORDING_UNDER_MINIMUM,
        IN_QUARANTINE,
        UNDER_MINIMUM,
        IN_CONFLICT(KEEP_UNTIL, DESTROY_BY),
        AWAITING_POLICY,
        CONFLICT_KEPT(DECIDED_ON, GROUND),
        CONFLICT_DESTROYED(DECIDED_ON, GROUND),
        AWAITING_TRIGGER,
        AWAITING_CLAIM,
        REVIEW_BEFORE,
        REVIEW_KEPT(DECIDED_ON, GROUND, KEEP_UNTIL),
        REVIEW_RELEASED(DECIDED_ON, GROUND),
        REVIEW_SINCE_DAY(FactName.DUE_ON, ZONE),
        REVIEW_SINCE_MOMENT(FactName.DUE_AT),
        REVIEW_AT_MOST(KEEP_UNTIL),
        KEPT,
        REFUSED(FactName.REFUSAL),
        DUE_ON(FactName.DUE_ON, ZONE),
        DUE_AT(FactName.DUE_AT),
        OVERDUE_SINCE_DAY(FactName.DUE_ON, ZONE),
        OVERDUE_SINCE_MOMENT(FactName.DUE_AT),
        HELD_SINCE_DAY(FactName.DUE_ON, ZONE),
        HELD_SINCE_MOMENT(FactName.DUE_AT),
        SUSPENDED_SINCE_DAY(FactName.DUE_ON, ZONE),
        SUSPENDED_SINCE_MOMENT(FactName.DUE_AT),
        ORDERED(ORDERED_ON, BASIS),
        ORDER_OVERDUE,
        DESTROYED(DESTROYED_ON),
        DESTROYED_BY_SERVICE(DESTROYED_ON),
        DESTROYED_WITH_RECORDING(DESTROYED_ON),
        DESTROYED_WITHOUT_ORDER(DESTROYED_ON);

        @SuppressWarnings("ImmutableEnumChecker") // Set.copyOf
        private final Set<FactName> facts;

        Message(FactName... facts) {
            this.facts = Set.copyOf(List.of(facts));
        }

        /** The facts that it names, in every language. */
        public Set<FactName> facts() {
            return facts;
        }

        /** The message of a bound. */
        static Message of(Reason reason) {
            boolean dated = reason.from() != null;
            boolean stopped = reason.standsStill();
            return switch (reason.rule()) {
                case PURPOSE_PERIOD ->
                        stopped
                                ? PURPOSE_PERIOD_STOPPED
                                : dated ? PURPOSE_PERIOD : PURPOSE_PERIOD_AWAITED;
                case ANNOUNCED_PERIOD -> dated ? ANNOUNCED_PERIOD : ANNOUNCED_PERIOD_AWAITED;
                case STATUTORY_MINIMUM ->
                        stopped
                                ? STATUTORY_MINIMUM_STOPPED
                                : dated ? STATUTORY_MINIMUM : STATUTORY_MINIMUM_AWAITED;
                case DESTRUCTION_DUTY ->
                        stopped
                                ? DESTRUCTION_DUTY_STOPPED
                                : dated ? DESTRUCTION_DUTY : DESTRUCTION_DUTY_AWAITED;
                case PURPOSE_FULFILLED -> PURPOSE_FULFILLED;
                case PURPOSE_WITHDRAWN -> PURPOSE_WITHDRAWN;
                case PURPOSE_OBJECTED -> PURPOSE_OBJECTED;
                case QUARANTINED -> QUARANTINED;
                case ERASURE_UPHELD -> ERASURE_UPHELD;
                case PROPOSAL_REFUSED -> PROPOSAL_REFUSED;
                case OBJECTED -> OBJECTED;
                case CONTRACT_SIGNED -> CONTRACT_SIGNED;
            };
        }
    }
}
