// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The law of one country as data, in force during a span of days. It travels in the command, so
 * that a decision can be explained by the rules it was made by.
 *
 * @param region ISO 3166-1 code of the numbers it governs
 * @param validFrom first day, in {@code zone}
 * @param validTo first day it no longer governs; absent while it does
 * @param zone where the calendar periods of this law are counted
 * @param maxConsentValidity longest validity a consent may state
 * @param consentSource article that asks for consent
 * @param startWithin how long after the decision the call may start
 */
public record RulePack(
        String id,
        String version,
        String region,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        ZoneId zone,
        Period maxConsentValidity,
        String consentSource,
        Duration startWithin,
        RecordingRules recording) {

    /**
     * How calls may be recorded.
     *
     * @param retention longest period for each purpose of recording
     */
    public record RecordingRules(
            RecordingMode mode,
            Announcement announcement,
            Map<Purpose, Period> retention,
            RetentionTrigger from) {

        public RecordingRules {
            retention = Map.copyOf(retention);
        }
    }

    /** The spoken form of a notice (GDPR art. 13). */
    public record Announcement(String id, String language, String text) {}

    /** The rules as they are cited. */
    public RuleSet ruleSet() {
        return new RuleSet(id, version);
    }

    /** Whether the pack governs calls to {@code region} at {@code instant}. */
    public boolean governs(String region, Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return this.region.equals(region)
                && !day.isBefore(validFrom)
                && (validTo == null || day.isBefore(validTo));
    }
}
