// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import io.temoin.consent.recording.domain.RecordingDuty;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.RulePack.Announcement;
import io.temoin.consent.rules.domain.RuleSet;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The recording rules of all places, read once at start; a file that is none stops it. A rule is
 * never changed: its successor is added, and the old one stays for the decisions made by it.
 */
@Singleton
public class RecordingLaw {

    /** All that are shipped, those to be verified included. */
    static final List<String> FILES =
            List.of(
                    "AT",
                    "AU",
                    "BE",
                    "CA",
                    "CA-QC",
                    "CH",
                    "DE",
                    "DK",
                    "ES-IT-PL",
                    "FR",
                    "GB",
                    "IE-LU",
                    "NL",
                    "PT",
                    "US",
                    "US-ALL-PARTY",
                    "US-MIXED",
                    "US-ON-THE-RECORD");

    private static final Comparator<RecordingRule> LATEST =
            Comparator.comparing(RecordingRule::knownSince)
                    .thenComparing(RecordingRule::version, RuleFiles.BY_VERSION);

    private final List<RecordingRule> latestFirst;

    /** The rules that are shipped. */
    public RecordingLaw() {
        this(
                FILES.stream()
                        .map(name -> "/recording-rules/" + name + "-2026.1.yaml")
                        .map(file -> RuleFiles.read(file, RecordingRule.class))
                        .toList());
    }

    /** These rules alone, each version of a rule once. */
    public RecordingLaw(List<RecordingRule> rules) {
        Set<RuleSet> names = new HashSet<>();
        for (RecordingRule rule : rules) {
            if (!names.add(rule.ruleSet())) {
                throw new IllegalStateException("there are two rules " + rule.ruleSet());
            }
        }
        this.latestFirst = rules.stream().sorted(LATEST.reversed()).toList();
    }

    /** All that are kept, the latest known first. */
    public List<RecordingRule> all() {
        return latestFirst;
    }

    /**
     * What the laws of both ends ask of recording a call at {@code at}, as they were known at
     * {@code knownAt}.
     *
     * @param agentPlace ISO 3166 code of where the agent sits or the recorder stands; absent when
     *     nobody said
     */
    public RecordingTerms terms(
            CalleePlace callee, @Nullable String agentPlace, Instant at, Instant knownAt) {
        List<RecordingRule> inForce = inForce(at, knownAt);
        Set<RecordingRule> applied = new LinkedHashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String place : places(callee, agentPlace)) {
            List<RecordingRule> there =
                    inForce.stream().filter(rule -> hasSay(rule, place)).toList();
            if (there.isEmpty() || !there.stream().allMatch(RecordingRule::isVerified)) {
                unknown.add(place);
            }
            there.stream().filter(RecordingRule::isVerified).forEach(applied::add);
        }
        return RecordingTerms.strictest(List.copyOf(applied), unknown);
    }

    /** The announcement of a duty that a recorded decision names; {@code null} for another. */
    public @Nullable Announcement announcement(String id) {
        return latestFirst.stream()
                .flatMap(rule -> rule.duties().stream())
                .map(RecordingDuty::announcement)
                .filter(announcement -> announcement.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private List<RecordingRule> inForce(Instant at, Instant knownAt) {
        Set<String> lookedAt = new HashSet<>();
        List<RecordingRule> inForce = new ArrayList<>();
        for (RecordingRule rule : latestFirst) {
            // Only the latest version has a say: an older one may not know that the law has ended.
            if (!rule.knownSince().isAfter(knownAt)
                    && lookedAt.add(rule.id())
                    && rule.isInForceAt(at)) {
                inForce.add(rule);
            }
        }
        return inForce;
    }

    /** Each as finely as it is known. */
    private static Set<String> places(CalleePlace callee, @Nullable String agentPlace) {
        Set<String> places = new LinkedHashSet<>();
        String part = callee.subdivision();
        for (String country : callee.jurisdictions()) {
            places.add(part != null && isPartOf(part, country) ? part : country);
        }
        if (agentPlace != null) {
            places.add(agentPlace);
        }
        return places;
    }

    /**
     * Of a part of a country: the rules of the part and of the country. Of a country whose part
     * nobody knows: those of every part too, since it may be any.
     */
    private static boolean hasSay(RecordingRule rule, String place) {
        return rule.places().stream()
                .anyMatch(
                        ruled ->
                                ruled.equals(place)
                                        || isPartOf(place, ruled)
                                        || isPartOf(ruled, place));
    }

    private static boolean isPartOf(String part, String country) {
        return part.startsWith(country + "-");
    }
}
