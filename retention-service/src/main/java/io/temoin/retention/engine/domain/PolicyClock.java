// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import io.temoin.retention.engine.domain.Claims.Span;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.DefaultPolicy.Extension;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * When the periods of one policy end for one item: the calendar period from the day of its trigger,
 * longer where an authority asked for it, and later by every day on which a claim stopped the
 * clock. A clock that stops keeps the days that have passed (C. civ. art. 2230); the day of a claim
 * is the first that does not count, the day on which the last one ends counts again. A claim that
 * is made when the period is over does not bring it back.
 */
public final class PolicyClock {

    private final RetentionPolicy policy;
    private final @Nullable LocalDate from;
    private final RetentionFacts facts;

    private PolicyClock(RetentionPolicy policy, RetentionFacts facts) {
        this.policy = policy;
        this.from = facts.dayOf(policy.trigger());
        this.facts = facts;
    }

    /** The clock of a policy, by what is known of the item. */
    public static PolicyClock of(RetentionPolicy policy, RetentionFacts facts) {
        return new PolicyClock(policy, facts);
    }

    /** The day its periods run from; {@code null} while what starts them has not happened. */
    @Nullable LocalDate from() {
        return from;
    }

    /** How long the purpose is a reason to keep, which is the minimum if there is no maximum. */
    Reason purpose() {
        return keeping(Rule.PURPOSE_PERIOD);
    }

    /** The day on which a text orders the item destroyed. */
    Reason duty() {
        return keeping(Rule.DESTRUCTION_DUTY);
    }

    private Reason keeping(Rule rule) {
        return policy.atMost() != null ? bound(rule, policy.atMost(), mostOf()) : bound(rule);
    }

    /** How long a text orders the item kept; of a policy with a minimum. */
    Reason minimum() {
        return bound(Rule.STATUTORY_MINIMUM);
    }

    /** The first day on which the minimum can end, whenever an open claim ends. */
    LocalDate earliestEnd() {
        LocalDate start = Objects.requireNonNull(from, "the clock has started");
        Ended ended =
                ended(start, lasting(start, Objects.requireNonNull(policy.atLeast()), leastOf()));
        return ended.day();
    }

    /** The last day of all its periods; {@code null} while there is none. */
    public @Nullable LocalDate lastDay() {
        LocalDate purpose = purpose().until();
        LocalDate minimum = policy.atLeast() == null ? purpose : minimum().until();
        return purpose == null || minimum == null
                ? null
                : purpose.isAfter(minimum) ? purpose : minimum;
    }

    private Reason bound(Rule rule) {
        return bound(rule, Objects.requireNonNull(policy.atLeast(), "a minimum"), leastOf());
    }

    private @Nullable Period leastOf() {
        Extension extension = extension();
        return extension == null ? null : extension.atLeast();
    }

    private @Nullable Period mostOf() {
        Extension extension = extension();
        return extension == null ? null : extension.atMost();
    }

    /** The extension, if what it depends on has happened. */
    private @Nullable Extension extension() {
        return facts.happened().containsKey(BusinessEvent.AUTHORITY_REQUEST)
                ? policy.extension(BusinessEvent.AUTHORITY_REQUEST.name())
                : null;
    }

    private Reason bound(Rule rule, Period own, @Nullable Period extended) {
        if (from == null) {
            return RetentionClock.awaited(policy, rule, own);
        }
        Period period = lasting(from, own, extended);
        boolean longer = !period.equals(own);
        Ended ended = ended(from, period);
        return new Reason(
                policy.purpose(),
                rule,
                policy.version(),
                policy.trigger(),
                from,
                period,
                ended.since() == null ? ended.day() : null,
                longer ? Objects.requireNonNull(extension()).reference() : policy.reference(),
                PeriodChange.of(ended.days(), ended.since(), longer ? askedOn() : null),
                policy.law());
    }

    private LocalDate askedOn() {
        return facts.dayOf(
                Objects.requireNonNull(facts.happened().get(BusinessEvent.AUTHORITY_REQUEST)));
    }

    /** The longer of both: an extension shortens nothing. */
    private static Period lasting(LocalDate from, Period own, @Nullable Period extended) {
        return extended != null && from.plus(extended).isAfter(from.plus(own)) ? extended : own;
    }

    private Ended ended(LocalDate start, Period period) {
        LocalDate end = start.plus(period);
        int days = 0;
        if (!policy.suspendsClock()) {
            return new Ended(end, days, null);
        }
        for (Span span : facts.claims().spans()) {
            LocalDate stopped = later(facts.dayOf(span.from()), start);
            if (stopped.isAfter(end)) {
                break;
            }
            if (span.until() == null) {
                return new Ended(end, days, stopped);
            }
            long lost = Math.max(0, ChronoUnit.DAYS.between(stopped, facts.dayOf(span.until())));
            days += Math.toIntExact(lost);
            end = end.plusDays(lost);
        }
        return new Ended(end, days, null);
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * The end of a period.
     *
     * @param day the last one; the earliest that it can be while the clock stands still
     * @param days for how many the clock was stopped
     * @param since when it has stood still; {@code null} if it runs
     */
    private record Ended(LocalDate day, int days, @Nullable LocalDate since) {}
}
