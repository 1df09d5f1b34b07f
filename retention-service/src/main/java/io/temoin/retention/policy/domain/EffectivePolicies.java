// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.EffectivePolicy.Bound;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What applies to a purpose in a scope: the law of the place, made stricter by what the tenant, the
 * controller and the campaign laid down, in this order. A narrower scope only shortens a maximum or
 * lengthens a minimum. Where the place has no law, what was laid down takes the place of another
 * country's.
 *
 * <p>Whatever is recorded, two things hold: nobody is kept from obeying a legal minimum, and no
 * minimum of a tenant's own outlasts a maximum. The law may change after a policy was activated, so
 * both are made true here, too, not only when a policy is proposed.
 */
public final class EffectivePolicies {

    /**
     * What the law provides.
     *
     * @param binding whether its periods bind the tenant and its controllers
     */
    private record Law(EffectivePolicy policy, boolean binding) {}

    private final PackVersions packs;
    private final Establishments places;
    private final List<OwnPolicy> own;

    /**
     * The policies of one tenant.
     *
     * @param places where their controller is established, and so whose law applies
     * @param own what the tenant and its controllers have activated
     */
    public EffectivePolicies(PackVersions packs, Establishments places, List<OwnPolicy> own) {
        this.packs = packs;
        this.places = places;
        this.own = List.copyOf(own);
    }

    /**
     * What applies to things that begin on {@code day}, as was known at {@code knownAt}.
     *
     * @return {@code null} when neither a law nor the tenant lays anything down
     */
    public @Nullable EffectivePolicy of(
            PolicyScope scope, Purpose purpose, LocalDate day, Instant knownAt) {
        List<OwnPolicy> binding =
                own.stream()
                        .filter(policy -> policy.terms().purpose() == purpose)
                        .filter(policy -> policy.scope().covers(scope))
                        .filter(policy -> policy.binds(day, knownAt))
                        .sorted(Comparator.comparing(OwnPolicy::scope, PolicyScope.WIDEST_FIRST))
                        .toList();
        @Nullable Law law = law(places.on(day), purpose, day, knownAt, !binding.isEmpty());
        @Nullable EffectivePolicy bound = law != null && law.binding() ? law.policy() : null;
        EffectivePolicy effective = bound;
        boolean minimum = law == null || law.policy().atLeast() != null;
        for (OwnPolicy policy : binding) {
            effective =
                    effective == null
                            ? first(policy, law, minimum)
                            : stricter(effective, policy, minimum);
        }
        if (effective == null) {
            return law == null ? null : reviewed(law.policy(), binding);
        }
        return reviewed(consistent(effective, bound == null ? null : bound.atLeast()), binding);
    }

    /**
     * The policies that an item is retained by, one for each purpose.
     *
     * @throws Rejected when a purpose has none: how long to keep is never guessed
     */
    public List<RetentionPolicy> inForce(
            PolicyScope scope, Collection<Purpose> purposes, LocalDate day, Instant knownAt) {
        return purposes.stream()
                .distinct()
                .sorted()
                .map(purpose -> required(scope, purpose, day, knownAt).asPolicy())
                .toList();
    }

    private EffectivePolicy required(
            PolicyScope scope, Purpose purpose, LocalDate day, Instant knownAt) {
        EffectivePolicy effective = of(scope, purpose, day, knownAt);
        if (effective == null) {
            throw PolicyCatalogue.unknown(purpose, day);
        }
        return effective;
    }

    /** Whether a campaign of that code has policies of its own, whoever's it is. */
    public boolean tellApart(String campaign) {
        return own.stream().anyMatch(policy -> campaign.equals(policy.scope().campaign()));
    }

    /**
     * What the packs provide, with the country whose law it is.
     *
     * @param replaced whether something was laid down: a disabled policy only keeps what nobody has
     *     laid anything down for
     */
    private @Nullable Law law(
            LegalPlace place, Purpose purpose, LocalDate day, Instant knownAt, boolean replaced) {
        for (String country : place.inOrder()) {
            PolicyCatalogue provided =
                    replaced
                            ? packs.law(country, day, knownAt)
                            : packs.catalogue(country, day, knownAt);
            RetentionPolicy policy = provided.find(purpose, day);
            if (policy != null) {
                return new Law(
                        law(policy, place.applied(country)),
                        place.isBoundBy(country) || policy.destructionDuty());
            }
        }
        return null;
    }

    private static EffectivePolicy law(RetentionPolicy policy, @Nullable AppliedLaw law) {
        return new EffectivePolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                policy.trigger(),
                bound(policy.atLeast(), PolicyScope.Level.LAW, null, policy.reference()),
                bound(policy.atMost(), PolicyScope.Level.LAW, null, policy.reference()),
                policy.destructionDuty(),
                policy.conditions(),
                law);
    }

    /**
     * What is laid down where no law binds.
     *
     * @param model the law of another country, which says from when the periods of the purpose run;
     *     absent if there is none
     * @param minimum whether there may be one
     * @return {@code null} if nothing of it counts
     */
    private static @Nullable EffectivePolicy first(
            OwnPolicy policy, @Nullable Law model, boolean minimum) {
        PolicyTerms terms = policy.terms();
        @Nullable Period atLeast = minimum ? terms.atLeast() : null;
        if ((model != null && terms.from() != model.policy().from())
                || (atLeast == null && terms.atMost() == null)) {
            return null;
        }
        return new EffectivePolicy(
                terms.purpose(),
                policy.version(),
                terms.validFrom(),
                terms.from(),
                bound(policy, atLeast),
                bound(policy, terms.atMost()),
                false,
                null,
                null);
    }

    /**
     * A policy that runs from another event cannot be compared, and changes nothing; nor does one
     * of what the law orders destroyed on an exact day.
     *
     * @param minimum whether there may be one: it outranks objections, so where the law has none a
     *     tenant has none
     */
    private static EffectivePolicy stricter(
            EffectivePolicy wider, OwnPolicy policy, boolean minimum) {
        PolicyTerms terms = policy.terms();
        if (terms.from() != wider.from() || wider.destructionDuty()) {
            return wider;
        }
        Bound atLeast =
                minimum ? longer(wider.atLeast(), bound(policy, terms.atLeast())) : wider.atLeast();
        Bound atMost = shorter(wider.atMost(), bound(policy, terms.atMost()));
        boolean changed =
                !Objects.equals(atLeast, wider.atLeast())
                        || !Objects.equals(atMost, wider.atMost());
        return new EffectivePolicy(
                wider.purpose(),
                changed ? policy.version() : wider.version(),
                changed ? terms.validFrom() : wider.since(),
                wider.from(),
                atLeast,
                atMost,
                wider.destructionDuty(),
                conditions(wider, terms),
                wider.law());
    }

    /**
     * Whoever asks for a review may let it keep as long as what applies without them; a narrower
     * policy that shortens that shortens this.
     */
    private static @Nullable PolicyConditions conditions(EffectivePolicy wider, PolicyTerms terms) {
        @Nullable ReviewTerms asked =
                wider.conditions() == null ? null : wider.conditions().review();
        if (asked != null) {
            boolean shortened =
                    !terms.asksForReview()
                            && asked.atMost() != null
                            && terms.atMost() != null
                            && PolicyBounds.isShorter(terms.atMost(), asked.atMost());
            return shortened
                    ? PolicyConditions.reviewed(wider.conditions(), new ReviewTerms(terms.atMost()))
                    : wider.conditions();
        }
        @Nullable Bound atMost = wider.atMost();
        return terms.asksForReview()
                ? PolicyConditions.reviewed(
                        wider.conditions(),
                        atMost == null ? ReviewTerms.NO_LONGER : new ReviewTerms(atMost.period()))
                : wider.conditions();
    }

    /** Whoever asks for a review has one, also where their periods do not count. */
    private static EffectivePolicy reviewed(EffectivePolicy policy, List<OwnPolicy> binding) {
        boolean asked = policy.conditions() != null && policy.conditions().review() != null;
        return asked
                        || policy.destructionDuty()
                        || binding.stream().noneMatch(own -> own.terms().asksForReview())
                ? policy
                : new EffectivePolicy(
                        policy.purpose(),
                        policy.version(),
                        policy.since(),
                        policy.from(),
                        policy.atLeast(),
                        policy.atMost(),
                        false,
                        PolicyConditions.reviewed(policy.conditions(), ReviewTerms.NO_LONGER),
                        policy.law());
    }

    /** A maximum gives way to the law's minimum, and any other minimum to the maximum. */
    private static EffectivePolicy consistent(
            EffectivePolicy policy, @Nullable Bound legalMinimum) {
        Bound atMost = policy.atMost();
        if (atMost == null) {
            return policy;
        }
        if (legalMinimum != null && isLonger(legalMinimum, atMost)) {
            atMost = legalMinimum;
        }
        Bound atLeast = policy.atLeast();
        return new EffectivePolicy(
                policy.purpose(),
                policy.version(),
                policy.since(),
                policy.from(),
                atLeast != null && isLonger(atLeast, atMost) ? atMost : atLeast,
                atMost,
                policy.destructionDuty(),
                policy.conditions(),
                policy.law());
    }

    private static boolean isLonger(Bound one, Bound other) {
        return PolicyBounds.isLonger(one.period(), other.period());
    }

    private static @Nullable Bound longer(@Nullable Bound wider, @Nullable Bound narrower) {
        if (wider == null || narrower == null) {
            return wider == null ? narrower : wider;
        }
        return PolicyBounds.isShorter(wider.period(), narrower.period()) ? narrower : wider;
    }

    private static @Nullable Bound shorter(@Nullable Bound wider, @Nullable Bound narrower) {
        if (wider == null || narrower == null) {
            return wider == null ? narrower : wider;
        }
        return PolicyBounds.isShorter(narrower.period(), wider.period()) ? narrower : wider;
    }

    private static @Nullable Bound bound(OwnPolicy policy, @Nullable Period period) {
        return bound(period, policy.scope().level(), policy.id(), policy.terms().reference());
    }

    private static @Nullable Bound bound(
            @Nullable Period period,
            PolicyScope.Level level,
            @Nullable UUID policy,
            String reference) {
        return period == null ? null : new Bound(period, level, policy, reference);
    }
}
