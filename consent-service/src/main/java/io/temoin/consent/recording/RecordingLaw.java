// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import io.temoin.consent.recording.domain.RecordingDuty;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.RuleFiles;
import io.temoin.consent.rules.RuleVersions;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.CalleePlace;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
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

    private final RuleVersions<RecordingRule> rules;

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
        this.rules = new RuleVersions<>(rules);
    }

    /** All that are kept, the latest known first. */
    public List<RecordingRule> all() {
        return rules.all();
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
        List<RecordingRule> applied = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String place : places(callee, agentPlace)) {
            boolean known = false;
            boolean verified = true;
            for (RecordingRule rule : rules.known(place, knownAt)) {
                if (rule.isInForceAt(at) && hasSay(rule, place)) {
                    known = true;
                    verified &= rule.isVerified();
                    if (rule.isVerified() && !applied.contains(rule)) {
                        applied.add(rule);
                    }
                }
            }
            if (!known || !verified) {
                unknown.add(place);
            }
        }
        return RecordingTerms.strictest(applied, unknown);
    }

    /** The announcement of a duty that a recorded decision names; {@code null} for another. */
    public @Nullable Announcement announcement(String id) {
        return rules.all().stream()
                .flatMap(rule -> rule.duties().stream())
                .map(RecordingDuty::announcement)
                .filter(announcement -> announcement.makes(id))
                .findFirst()
                .orElse(null);
    }

    /** Each as finely as it is known. */
    private static Set<String> places(CalleePlace callee, @Nullable String agentPlace) {
        Set<String> places = callee.lawPlaces();
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
        for (String ruled : rule.places()) {
            if (ruled.equals(place) || isPartOf(place, ruled) || isPartOf(ruled, place)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOf(String part, String country) {
        return part.length() > country.length()
                && part.charAt(country.length()) == '-'
                && part.startsWith(country);
    }
}
