// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.engine.domain;

import static io.temoin.retention.engine.domain.Reason.Rule.ANNOUNCED_PERIOD;
import static io.temoin.retention.engine.domain.Reason.Rule.STATUTORY_MINIMUM;
import static io.temoin.retention.policy.domain.RetentionTrigger.PROPOSAL_MADE;

import io.temoin.retention.engine.domain.Disposition.Awaiting;
import io.temoin.retention.engine.domain.Disposition.InConflict;
import io.temoin.retention.engine.domain.Disposition.Scheduled;
import io.temoin.retention.engine.domain.Disposition.UnderMinimum;
import io.temoin.retention.engine.domain.Reason.Rule;
import io.temoin.retention.policy.domain.RetentionPolicy;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an item has to go. It may exist while at least one purpose lives or a statutory minimum
 * runs; priority is minimum, then duty to destroy, then purpose, and a minimum that outlasts a duty
 * to destroy is a conflict.
 *
 * <p>Periods are ISO-8601 calendar periods in the controller's zone (six months from 31 August end
 * on the last day of February); an item is due at the end of its last local day, that is at the
 * next local midnight.
 *
 * <p>A quarantine ends every purpose at an instant, not a day: minutes matter to whoever was
 * recorded against the law. It also ends the waiting for clocks that have not started, a statutory
 * minimum's among them: what was never signed is not kept for its signature. Only what runs until
 * the clock starts, such as a contract, is waited for: the text orders the item kept even longer.
 */
public final class RetentionClock {

    private RetentionClock() {}

    /** Weighs every bound on the item's life. */
    public static Disposition evaluate(RetentionFacts facts) {
        List<Reason> reasons = facts.policies().stream().flatMap(each -> of(each, facts)).toList();
        @Nullable LocalDate keepUntil = latest(having(rule -> rule == STATUTORY_MINIMUM, reasons));
        @Nullable LocalDate destroyBy = earliest(having(Rule::ordersDestruction, reasons));
        if (isMinimumStopped(reasons)) {
            return stopped(destroyBy, reasons, facts);
        }
        if (keepUntil != null && destroyBy != null && keepUntil.isAfter(destroyBy)) {
            return new InConflict(keepUntil, destroyBy, reasons);
        }
        @Nullable LocalDate end =
                isOpen(facts, reasons) ? destroyBy : sooner(lastPurpose(reasons), destroyBy);
        if (end == null) {
            return new Awaiting(reasons);
        }
        if (keepUntil != null && keepUntil.isAfter(end)) {
            return new UnderMinimum(keepUntil, endOf(keepUntil, facts.zone()), reasons);
        }
        // The last day of a minimum is a whole one.
        return new Scheduled(
                end, end.equals(keepUntil) ? endOf(end, facts.zone()) : dueAt(end, facts), reasons);
    }

    private static boolean isMinimumStopped(List<Reason> reasons) {
        return reasons.stream()
                .anyMatch(reason -> reason.rule() == STATUTORY_MINIMUM && reason.standsStill());
    }

    /**
     * A text orders the item kept until a claim ends, and nobody knows when that is. A duty to
     * destroy may come before, so a person decides; the day they are shown is the first on which
     * the text can be obeyed and the duty cannot.
     */
    private static Disposition stopped(
            @Nullable LocalDate destroyBy, List<Reason> reasons, RetentionFacts facts) {
        if (destroyBy == null) {
            return new Awaiting(reasons);
        }
        LocalDate keepUntil =
                facts.policies().stream()
                        .filter(policy -> policy.atLeast() != null)
                        .map(policy -> PolicyClock.of(policy, facts))
                        .filter(clock -> clock.from() != null)
                        .map(PolicyClock::earliestEnd)
                        .max(Comparator.naturalOrder())
                        .filter(destroyBy::isBefore)
                        .orElseGet(() -> destroyBy.plusDays(1));
        return new InConflict(keepUntil, destroyBy, reasons);
    }

    /** The end of the day, or the moment on it when a quarantine ends or a refusal was made. */
    private static Instant dueAt(LocalDate end, RetentionFacts facts) {
        Quarantine quarantine = facts.quarantine();
        return Stream.<@Nullable Instant>of(
                        quarantine == null ? null : quarantine.eraseBy(),
                        ProposalRules.refusedAt(facts))
                .filter(Objects::nonNull)
                .filter(at -> end.equals(facts.dayOf(at)))
                .min(Comparator.naturalOrder())
                .orElseGet(() -> endOf(end, facts.zone()));
    }

    private static Stream<Reason> of(RetentionPolicy policy, RetentionFacts facts) {
        List<Reason> reasons = new ArrayList<>(3);
        PolicyClock clock = PolicyClock.of(policy, facts);
        reasons.add(purpose(policy, clock, facts));
        if (policy.atLeast() != null) {
            reasons.add(clock.minimum());
        }
        if (policy.destructionDuty() && clock.from() != null) {
            // A duty to destroy that has not started bounds nothing yet.
            reasons.addAll(duties(policy, clock, clock.from(), facts));
        }
        return reasons.stream();
    }

    private static List<Reason> duties(
            RetentionPolicy policy, PolicyClock clock, LocalDate from, RetentionFacts facts) {
        return policy.trigger() == PROPOSAL_MADE
                ? ProposalRules.duties(policy, from, facts)
                : List.of(clock.duty());
    }

    /** How long the purpose alone is a reason to keep. */
    private static Reason purpose(RetentionPolicy policy, PolicyClock clock, RetentionFacts facts) {
        Reason unset = unlessQuarantined(policy, clock, facts);
        Quarantine quarantine = facts.quarantine();
        if (quarantine == null) {
            return unset;
        }
        LocalDate day = facts.dayOf(quarantine.eraseBy());
        // What was over before stays over since then.
        return unset.until() != null && unset.until().isBefore(day)
                ? unset
                : Reason.of(policy, quarantine.rule(), quarantine, day);
    }

    private static Reason unlessQuarantined(
            RetentionPolicy policy, PolicyClock clock, RetentionFacts facts) {
        @Nullable LocalDate from = clock.from();
        Reason period = unlessSigned(shortest(policy, clock, facts), policy, from, facts);
        @Nullable PurposeEnd ended = facts.ended().get(policy.purpose());
        if (ended == null) {
            return period;
        }
        LocalDate day = facts.dayOf(ended.at());
        // A purpose that was over before it was said to be over stays over since then.
        return period.until() != null && period.until().isBefore(day)
                ? period
                : Reason.of(policy, Rule.of(ended.cause()), from, null, day);
    }

    /** A signature in time ends the purpose of the proposal, unless it was over by then. */
    private static Reason unlessSigned(
            Reason period, RetentionPolicy policy, @Nullable LocalDate from, RetentionFacts facts) {
        if (from == null || !ProposalRules.isSignedInTime(policy, from, facts)) {
            return period;
        }
        Reason signed = ProposalRules.signed(policy, facts);
        return Objects.requireNonNull(period.until())
                        .isBefore(Objects.requireNonNull(signed.until()))
                ? period
                : signed;
    }

    /**
     * The policy's period, or what the person was told if that ends sooner: also when it runs from
     * something else than the policy does, before the policy's own clock has started, and while
     * that is stopped: a claim changes nothing in what was promised.
     */
    private static Reason shortest(
            RetentionPolicy policy, PolicyClock clock, RetentionFacts facts) {
        Reason own = clock.purpose();
        return facts.announced().stream()
                .filter(told -> told.purpose() == policy.purpose())
                .flatMap(told -> promised(told, facts))
                .filter(promise -> own.until() == null || promise.until().isBefore(own.until()))
                .min(Comparator.comparing(Promise::until))
                .map(promise -> promise.bounding(policy))
                .orElse(own);
    }

    /** None while its clock has not started. */
    private static Stream<Promise> promised(AnnouncedPeriod told, RetentionFacts facts) {
        LocalDate from = facts.dayOf(told.from());
        return from == null
                ? Stream.empty()
                : Stream.of(new Promise(told, from, from.plus(told.keepFor())));
    }

    /** What the person was told, with its dates. */
    private record Promise(AnnouncedPeriod told, LocalDate from, LocalDate until) {

        Reason bounding(RetentionPolicy policy) {
            return new Reason(
                    policy.purpose(),
                    ANNOUNCED_PERIOD,
                    policy.version(),
                    told.from(),
                    from,
                    told.keepFor(),
                    until,
                    policy.reference(),
                    null,
                    policy.law());
        }
    }

    static Reason running(RetentionPolicy policy, Rule rule, LocalDate from, Period period) {
        return Reason.of(policy, rule, from, period, from.plus(period));
    }

    /** A bound whose clock has not started. */
    static Reason awaited(RetentionPolicy policy, Rule rule, Period period) {
        return Reason.of(policy, rule, null, period, null);
    }

    /**
     * Whether a purpose or a minimum has no end yet, since its clock has not started, or is
     * stopped.
     */
    private static boolean isOpen(RetentionFacts facts, List<Reason> reasons) {
        return facts.quarantine() == null
                ? reasons.stream().anyMatch(reason -> reason.until() == null)
                : reasons.stream().anyMatch(Reason::keepsWhatRuns);
    }

    private static @Nullable LocalDate lastPurpose(List<Reason> reasons) {
        return latest(having(Rule::boundsPurpose, reasons));
    }

    private static List<Reason> having(Predicate<Rule> kind, List<Reason> reasons) {
        return reasons.stream().filter(reason -> kind.test(reason.rule())).toList();
    }

    private static @Nullable LocalDate latest(List<Reason> reasons) {
        return ends(reasons).max(Comparator.naturalOrder()).orElse(null);
    }

    private static @Nullable LocalDate earliest(List<Reason> reasons) {
        return ends(reasons).min(Comparator.naturalOrder()).orElse(null);
    }

    private static Stream<LocalDate> ends(List<Reason> reasons) {
        return reasons.stream().map(Reason::until).filter(Objects::nonNull);
    }

    private static @Nullable LocalDate sooner(@Nullable LocalDate one, @Nullable LocalDate other) {
        return Stream.<@Nullable LocalDate>of(one, other)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** The first instant after a local day; a zone may skip midnight, and days are not 24 hours. */
    public static Instant endOf(LocalDate day, ZoneId zone) {
        return day.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
