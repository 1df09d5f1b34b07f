// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All versions of the packs that are kept, the latest known first. Immutable. */
public final class PackVersions {

    private static final Comparator<PolicyPack> LATEST =
            Comparator.comparing(PolicyPack::knownSince)
                    .thenComparing(pack -> parts(pack.version()), Arrays::compare)
                    .reversed();

    private final List<PolicyPack> latestFirst;

    /**
     * These packs.
     *
     * @throws IllegalArgumentException when two are cited alike, or two enabled policies of a
     *     purpose hold in one place at the same time
     */
    public PackVersions(List<PolicyPack> packs) {
        this.latestFirst = packs.stream().sorted(LATEST).toList();
        Set<String> names = new HashSet<>();
        for (PolicyPack pack : packs) {
            if (!names.add(pack.id() + " " + pack.version())) {
                throw new IllegalArgumentException(
                        "there are two packs " + pack.id() + " " + pack.version());
            }
        }
        requireNoOverlap(packs);
    }

    /** All of them. */
    public List<PolicyPack> all() {
        return latestFirst;
    }

    /**
     * What applies in {@code place} on {@code day}, as it was known at {@code knownAt}. Of each
     * pack the latest known version decides, whatever that one says: an older one may not know that
     * the law has ended.
     */
    public List<PolicyPack> inForce(String place, LocalDate day, Instant knownAt) {
        Set<String> seen = new HashSet<>();
        return latestFirst.stream()
                .filter(pack -> !pack.knownSince().isAfter(knownAt))
                .filter(pack -> seen.add(pack.id()))
                .filter(pack -> pack.applies(place, day))
                .toList();
    }

    /**
     * What the packs provide for a purpose in {@code place}, enabled or not; {@code null} when they
     * provide nothing.
     */
    public @Nullable DefaultPolicy find(
            Purpose purpose, String place, LocalDate day, Instant knownAt) {
        return inForce(place, day, knownAt).stream()
                .flatMap(pack -> pack.policies().stream())
                .filter(policy -> policy.purpose() == purpose)
                // An enabled one is the law; there is at most one (see the constructor).
                .max(Comparator.comparing(DefaultPolicy::enabled))
                .orElse(null);
    }

    /**
     * The same where a controller is established: the law of the first country counts that has one.
     * What is only known to be unsure says something if no country has.
     */
    public @Nullable ProvidedPolicy find(
            Purpose purpose, LegalPlace place, LocalDate day, Instant knownAt) {
        List<ProvidedPolicy> all =
                place.inOrder().stream()
                        .flatMap(
                                country ->
                                        Stream.ofNullable(find(purpose, country, day, knownAt))
                                                .map(
                                                        it ->
                                                                new ProvidedPolicy(
                                                                        it,
                                                                        place.isBoundBy(country))))
                        .toList();
        return all.stream()
                .filter(provided -> provided.policy().enabled())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElse(null);
    }

    /**
     * Whose law a bound rests on that does not say so, as none did before it was recorded.
     *
     * @param reference what the bound cites
     * @param place where the controller was when the item began
     * @param day on which it did
     * @return {@code null} if it is that of the country in which the controller was, or nobody's
     */
    public @Nullable AppliedLaw applied(
            Purpose purpose, String reference, LegalPlace place, LocalDate day) {
        return place.inOrder().stream()
                .filter(country -> provides(country, purpose, reference, day))
                .findFirst()
                .map(place::applied)
                .orElse(null);
    }

    private boolean provides(String country, Purpose purpose, String reference, LocalDate day) {
        String cited = "; " + reference + "; ";
        return latestFirst.stream()
                .filter(pack -> pack.applies(country, day))
                .flatMap(pack -> pack.policies().stream())
                .filter(policy -> policy.purpose() == purpose)
                .anyMatch(policy -> cited.contains("; " + policy.source().reference() + "; "));
    }

    /**
     * What items are retained by, in {@code place} on {@code day}: what is enabled, and what keeps
     * them while it is disabled.
     */
    public PolicyCatalogue catalogue(String place, LocalDate day, Instant knownAt) {
        return catalogue(inForce(place, day, knownAt), DefaultPolicy::appliesToItems);
    }

    /** The same, without what is disabled: the law that binds a tenant's own policies. */
    PolicyCatalogue law(String place, LocalDate day, Instant knownAt) {
        return catalogue(
                inForce(place, day, knownAt),
                policy -> policy.enabled() && policy.appliesToItems());
    }

    private static PolicyCatalogue catalogue(
            List<PolicyPack> packs, Predicate<DefaultPolicy> which) {
        return new PolicyCatalogue(
                packs.stream()
                        .flatMap(
                                pack ->
                                        pack.policies().stream()
                                                .filter(which)
                                                .map(policy -> policy.asPolicy(pack.validFrom())))
                        .toList());
    }

    /** Versions of one pack replace each other; different packs must not meet. */
    private static void requireNoOverlap(List<PolicyPack> packs) {
        for (PolicyPack one : packs) {
            for (PolicyPack other : packs) {
                if (!one.id().equals(other.id()) && meet(one, other)) {
                    throw new IllegalArgumentException(
                            "policies of " + one.id() + " and " + other.id() + " overlap");
                }
            }
        }
    }

    private static boolean meet(PolicyPack one, PolicyPack other) {
        return one.jurisdictions().stream()
                        .filter(other.jurisdictions()::contains)
                        .anyMatch(
                                place ->
                                        other.applies(place, one.validFrom())
                                                || one.applies(place, other.validFrom()))
                && one.policies().stream()
                        .filter(DefaultPolicy::enabled)
                        .anyMatch(
                                policy ->
                                        other.policies().stream()
                                                .filter(DefaultPolicy::enabled)
                                                .anyMatch(it -> it.purpose() == policy.purpose()));
    }

    private static int[] parts(String version) {
        return Arrays.stream(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
