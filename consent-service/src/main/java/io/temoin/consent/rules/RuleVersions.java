// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import io.temoin.consent.rules.domain.DatedRule;
import io.temoin.consent.rules.domain.RuleSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All versions of some rules that are kept, the latest known first. Asked for every call, so it
 * looks at one country's rules alone. Immutable.
 */
public final class RuleVersions<R extends DatedRule> {

    private final Comparator<R> latest =
            Comparator.<R, Instant>comparing(DatedRule::knownSince)
                    .thenComparing(DatedRule::version, RuleFiles.BY_VERSION)
                    .reversed();

    private final List<R> latestFirst;
    private final Map<String, List<R>> latestFirstByCountry;

    /**
     * These rules.
     *
     * @throws IllegalStateException when two are cited alike
     */
    public RuleVersions(List<R> rules) {
        requireDistinct(rules);
        this.latestFirst = rules.stream().sorted(latest).toList();
        this.latestFirstByCountry = byCountry(latestFirst);
    }

    /**
     * That each rule is cited in its own way.
     *
     * @throws IllegalStateException when two are cited alike
     */
    static void requireDistinct(List<? extends DatedRule> rules) {
        Set<RuleSet> names = new HashSet<>();
        for (DatedRule rule : rules) {
            if (!names.add(rule.ruleSet())) {
                throw new IllegalStateException("there are two rules " + rule.ruleSet());
            }
        }
    }

    /** All of them. */
    public List<R> all() {
        return latestFirst;
    }

    /**
     * Of each rule that names a country or a part of it the latest version that was known then,
     * whatever that one says: an older one may not know that the law has ended, or moved.
     *
     * @param place ISO 3166-1 code of the country, or ISO 3166-2 code of a part of it
     */
    public List<R> known(String place, Instant knownAt) {
        List<R> all = latestFirstByCountry.getOrDefault(country(place), List.of());
        List<R> known = new ArrayList<>(all.size());
        for (R rule : all) {
            if (!rule.knownSince().isAfter(knownAt) && !isAmong(rule.id(), known)) {
                known.add(rule);
            }
        }
        return known;
    }

    /** A country has a handful: looked through faster than hashed. */
    private static boolean isAmong(String id, List<? extends DatedRule> rules) {
        for (DatedRule rule : rules) {
            if (rule.id().equals(id)) {
                return true;
            }
        }
        return false;
    }

    /** Of each country the rules that name it or a part of it, and their versions that do not. */
    private static <R extends DatedRule> Map<String, List<R>> byCountry(List<R> latestFirst) {
        Map<String, Set<String>> ids = new HashMap<>();
        for (R rule : latestFirst) {
            for (String place : rule.places()) {
                ids.computeIfAbsent(country(place), _ -> new HashSet<>()).add(rule.id());
            }
        }
        Map<String, List<R>> rules = new HashMap<>();
        ids.forEach(
                (country, named) ->
                        rules.put(
                                country,
                                latestFirst.stream()
                                        .filter(rule -> named.contains(rule.id()))
                                        .toList()));
        return Map.copyOf(rules);
    }

    private static String country(String place) {
        int dash = place.indexOf('-');
        return dash < 0 ? place : place.substring(0, dash);
    }
}
