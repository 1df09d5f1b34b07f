// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static io.temoin.retention.policy.domain.PolicyProblem.MAXIMUM_BELOW_MINIMUM;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_LOOSENED;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_NOT_ADJUSTABLE;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_OVERLAPS;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_TRIGGER_DIFFERS;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_UNSOURCED;
import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_WITHOUT_EFFECT;

import io.temoin.eventsourcing.Rejected;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tenant or a controller may lay down: only what is stricter than what applies anyway. */
final class PolicyRules {

    private static final String AT_LEAST = "/atLeast";
    private static final String AT_MOST = "/atMost";

    private PolicyRules() {}

    /**
     * Lets a policy pass.
     *
     * @param law what the catalogue provides for the purpose; absent if nothing
     * @param others all that apply to the purpose
     * @param replaces the one that it takes over from; absent if none
     * @throws Rejected with a pointer to what is wrong
     */
    static void require(
            PolicyScope scope,
            PolicyTerms terms,
            @Nullable ProvidedPolicy law,
            List<OwnPolicy> others,
            @Nullable UUID replaces) {
        requireSense(terms);
        if (law != null && law.policy().enabled()) {
            requireAdjustable(law.policy());
        }
        if (law != null) {
            requireTrigger(terms, law.policy());
        }
        if (law != null && law.policy().enabled()) {
            requireNoNewMinimum(terms, law.policy());
            if (law.binding()) {
                requireWithinTheLaw(terms, law.policy());
            }
        }
        for (OwnPolicy other : others) {
            if (!other.id().equals(replaces) && other.terms().overlaps(terms)) {
                requireBeside(scope, terms, other);
            }
        }
    }

    /** What can be said of it alone. */
    private static void requireSense(PolicyTerms terms) {
        if (terms.reference().isBlank()) {
            throw Rejected.at(
                    "/reference",
                    POLICY_UNSOURCED,
                    "Name the legal text or the decision on which the periods are based.");
        }
        if (terms.atLeast() == null && terms.atMost() == null && !terms.asksForReview()) {
            throw Rejected.at(
                    AT_MOST,
                    POLICY_WITHOUT_EFFECT,
                    "State a minimum, a maximum or both, or ask for a review.");
        }
        if (terms.asksForReview() && terms.purpose() == Purpose.SUPPRESSION) {
            throw Rejected.at(
                    "/review",
                    POLICY_NOT_ADJUSTABLE,
                    "What keeps a person from being called is never destroyed by its period.");
        }
        if (terms.validTo() != null && !terms.validTo().isAfter(terms.validFrom())) {
            throw Rejected.at(
                    "/validTo", POLICY_WITHOUT_EFFECT, "validTo must be after validFrom.");
        }
        if (isLonger(terms.atLeast(), terms.atMost())) {
            throw belowMinimum(AT_MOST, terms.atLeast(), "the policy itself");
        }
    }

    /**
     * Of another country's law as well: what kind of period a purpose has does not depend on it.
     */
    private static void requireAdjustable(DefaultPolicy law) {
        if (!law.isAdjustable()) {
            throw Rejected.at(
                    "/purpose",
                    POLICY_NOT_ADJUSTABLE,
                    "This purpose has no period that could be changed ("
                            + law.source().reference()
                            + ").");
        }
    }

    private static void requireNoNewMinimum(PolicyTerms terms, DefaultPolicy law) {
        if (terms.atLeast() != null && law.atLeast() == null) {
            // It would outrank objections and withdrawals, which only a law does (art. 17(3)(b)).
            throw Rejected.at(
                    AT_LEAST,
                    POLICY_NOT_ADJUSTABLE,
                    "The law has no minimum for this purpose that could be lengthened ("
                            + law.source().reference()
                            + ").");
        }
    }

    /**
     * Of a policy that is not enabled as well: unsure is how long, not from when. What runs from an
     * event that never happens to the things kept would be kept for ever.
     */
    private static void requireTrigger(PolicyTerms terms, DefaultPolicy law) {
        if (law.from() != null && terms.from() != law.from()) {
            throw Rejected.at(
                    "/from",
                    POLICY_TRIGGER_DIFFERS,
                    "The periods of this purpose run from "
                            + law.from()
                            + " ("
                            + law.source().reference()
                            + ").");
        }
    }

    private static void requireWithinTheLaw(PolicyTerms terms, DefaultPolicy law) {
        requireStricter(terms, law.atLeast(), law.atMost(), law.source().reference());
    }

    private static void requireBeside(PolicyScope scope, PolicyTerms terms, OwnPolicy other) {
        PolicyTerms theirs = other.terms();
        if (other.scope().equals(scope)) {
            throw Rejected.at(
                    "/validFrom",
                    POLICY_OVERLAPS,
                    "Policy "
                            + other.id()
                            + " applies to the same purpose on some of these days; replace it, or"
                            + " choose other days.");
        }
        if (terms.from() != theirs.from()
                && (other.scope().covers(scope) || scope.covers(other.scope()))) {
            throw Rejected.at(
                    "/from",
                    POLICY_TRIGGER_DIFFERS,
                    "The periods of policy "
                            + other.id()
                            + ", which applies to the same purpose, run from "
                            + theirs.from()
                            + ".");
        }
        if (other.scope().covers(scope)) {
            requireStricter(terms, theirs.atLeast(), theirs.atMost(), "policy " + other.id());
        } else if (scope.covers(other.scope()) && isLonger(terms.atLeast(), theirs.atMost())) {
            throw Rejected.at(
                    AT_LEAST,
                    MAXIMUM_BELOW_MINIMUM,
                    "This minimum is longer than the maximum of "
                            + theirs.atMost()
                            + " in policy "
                            + other.id()
                            + ".");
        }
    }

    /** A narrower scope may shorten a maximum or lengthen a minimum, never the reverse. */
    private static void requireStricter(
            PolicyTerms terms, @Nullable Period atLeast, @Nullable Period atMost, String source) {
        if (isLonger(atLeast, terms.atMost())) {
            throw belowMinimum(AT_MOST, atLeast, source);
        }
        if (isLonger(terms.atLeast(), atMost)) {
            throw Rejected.at(
                    AT_LEAST,
                    MAXIMUM_BELOW_MINIMUM,
                    "This minimum is longer than the maximum of " + atMost + " (" + source + ").");
        }
        if (isLonger(terms.atMost(), atMost)) {
            throw Rejected.at(
                    AT_MOST,
                    POLICY_LOOSENED,
                    "The maximum is "
                            + atMost
                            + " ("
                            + source
                            + "); it can be shortened, not lengthened.");
        }
        if (isLonger(atLeast, terms.atLeast())) {
            throw Rejected.at(
                    AT_LEAST,
                    POLICY_LOOSENED,
                    "The minimum is "
                            + atLeast
                            + " ("
                            + source
                            + "); it can be lengthened, not shortened.");
        }
    }

    private static Rejected belowMinimum(String pointer, @Nullable Period minimum, String source) {
        return Rejected.at(
                pointer,
                MAXIMUM_BELOW_MINIMUM,
                "This maximum is shorter than the minimum of " + minimum + " (" + source + ").");
    }

    private static boolean isLonger(@Nullable Period one, @Nullable Period other) {
        return one != null && other != null && PolicyBounds.isLonger(one, other);
    }
}
