// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The recording rules of all places, read once at start; a file that is none stops it. A rule is
 * never changed: its successor is added, and the old one stays for the decisions made by it.
 */
@Singleton
public class RecordingLaw {

    /** All that are shipped, those to be verified included; without folder and ending. */
    static final List<String> FILES =
            List.of(
                    "AT-2026.1",
                    "AU-2026.1",
                    "BE-2026.1",
                    "CA-2026.1",
                    "CA-QC-2026.1",
                    "CH-2026.1",
                    "DE-2026.1",
                    "DK-2026.1",
                    "ES-IT-PL-2026.1",
                    "FR-2026.1",
                    "GB-2026.1",
                    "IE-LU-2026.1",
                    "NL-2026.1",
                    "PT-2026.1",
                    "US-2026.1",
                    "US-ALL-PARTY-2026.1",
                    "US-MIXED-2026.1",
                    "US-ON-THE-RECORD-2026.1");

    private final RuleVersions<RecordingRule> rules;

    /** The rules that are shipped. */
    public RecordingLaw() {
        this(
                FILES.stream()
                        .map(name -> "/recording-rules/" + name + ".yaml")
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
     * @param agentPlace ISO 3166 code of the place of the agent or the recorder; absent when nobody
     *     said
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
                .flatMap(
                        duty ->
                                duty.beside() == null
                                        ? Stream.of(duty.announcement())
                                        : Stream.of(duty.announcement(), duty.beside()))
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
