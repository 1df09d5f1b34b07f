// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules.domain;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law of one country as data, in force during a span of days. It travels in the command, so
 * that a decision can be explained by the rules it was made by.
 *
 * <p>Bitemporal: {@code validFrom} and {@code validTo} say when the law holds, {@code knownSince}
 * says from when on this version of it could be known. A version is never changed once decisions
 * were made by it; what was understood better gets a new one.
 *
 * @param version orders the versions of a pack, part by part
 * @param jurisdictions ISO 3166-1 codes of the places it governs
 * @param validFrom first day, in {@code zone}
 * @param validTo first day it no longer governs; absent while it does
 * @param zone where the calendar periods of this law are counted
 * @param consentRegime whether people must have agreed, or only not objected; opt-in when absent
 * @param maxConsentValidity longest validity a consent may state
 * @param consentSource article that asks for consent
 * @param windows when people may be called; absent when the law does not say
 * @param frequency how often a person may be tried; absent when the law does not say
 * @param registers those to be looked at before a call; none when absent
 * @param exemptions what lets people be called who did not consent; none when absent
 * @param sectorBans what nobody may be called for; none when absent
 * @param callerIds which numbers may be shown; absent when the law does not say
 * @param startWithin how long after the decision the call may start
 */
public record RulePack(
        String id,
        String version,
        Set<String> jurisdictions,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Instant knownSince,
        ZoneId zone,
        RuleSource source,
        ConsentRegime consentRegime,
        Period maxConsentValidity,
        String consentSource,
        @Nullable CallingWindows windows,
        @Nullable FrequencyCap frequency,
        List<RegisterDuty> registers,
        List<Exemption> exemptions,
        List<SectorBan> sectorBans,
        @Nullable CallerIdRule callerIds,
        Duration startWithin,
        RecordingRules recording) {

    /** Rules that nobody has looked at for so long may have been overtaken. */
    private static final Period REVIEWED_AT_LEAST_EVERY = Period.ofYears(1);

    /** Nothing that is not marked may be missing: data comes from files. */
    public RulePack {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        requireNonNull(validFrom, "validFrom");
        requireNonNull(knownSince, "knownSince");
        requireNonNull(zone, "zone");
        requireNonNull(source, "source");
        requireNonNull(maxConsentValidity, "maxConsentValidity");
        requireNonNull(consentSource, "consentSource");
        requireNonNull(startWithin, "startWithin");
        requireNonNull(recording, "recording");
        consentRegime = consentRegime == null ? ConsentRegime.OPT_IN : consentRegime;
        registers = registers == null ? List.of() : List.copyOf(registers);
        exemptions = exemptions == null ? List.of() : List.copyOf(exemptions);
        sectorBans = sectorBans == null ? List.of() : List.copyOf(sectorBans);
        jurisdictions = Set.copyOf(requireNonNull(jurisdictions, "jurisdictions"));
    }

    /**
     * How calls may be recorded.
     *
     * @param retention longest period for each purpose of recording
     * @param source the texts that say so
     */
    public record RecordingRules(
            RecordingMode mode,
            Announcement announcement,
            Map<Purpose, Period> retention,
            RetentionTrigger from,
            String source) {

        public RecordingRules {
            requireNonNull(source, "source");
            retention = Map.copyOf(retention);
        }
    }

    /** The spoken form of a notice (GDPR art. 13). */
    public record Announcement(String id, String language, String text) {}

    /** The rules as they are cited. */
    public RuleSet ruleSet() {
        return new RuleSet(id, version);
    }

    /** Whether the pack governs calls to {@code jurisdiction} at {@code instant}. */
    public boolean governs(String jurisdiction, Instant instant) {
        return jurisdictions.contains(jurisdiction) && isInForceAt(instant);
    }

    /** Whether the law holds at {@code instant}. */
    public boolean isInForceAt(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }

    /** The ban that what is offered falls under; {@code null} when it falls under none. */
    public @Nullable SectorBan ban(@Nullable Sector sector) {
        return sectorBans.stream()
                .filter(ban -> sector != null && ban.sectors().contains(sector))
                .findFirst()
                .orElse(null);
    }

    /** Whether the last review is more than a year ago at {@code instant}. */
    public boolean isStale(Instant instant) {
        return source.reviewedOn()
                .plus(REVIEWED_AT_LEAST_EVERY)
                .isBefore(LocalDate.ofInstant(instant, zone));
    }
}
