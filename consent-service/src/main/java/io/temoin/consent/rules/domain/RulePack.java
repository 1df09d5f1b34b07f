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
 * have been based on it; any change goes into a new one.
 *
 * @param version orders the versions of a pack, part by part
 * @param jurisdictions ISO 3166-1 codes of the places it governs
 * @param validFrom first day, in {@code zone}
 * @param validTo first day it no longer governs; absent while it does
 * @param zone where the calendar periods of this law are counted
 * @param consentRegime whether people must have agreed, or only not objected; opt-in when absent
 * @param consentNeeded calls that need a consent where others do not; none when absent
 * @param maxConsentValidity longest validity a consent may state; absent when the law does not say
 * @param consentSource article that asks for consent, or does not
 * @param consentObject whether a consent names what the calls are about; optional when absent
 * @param proofRetention how long the proof of a consent is kept; absent when the law does not say
 * @param coolOff how long a person who refused is left alone; absent when the law does not say
 * @param windows when people may be called; absent when the law does not say
 * @param frequency how often a person may be tried; absent when the law does not say
 * @param registers those to be looked at before a call; none when absent
 * @param exemptions what lets people be called who did not consent; none when absent
 * @param sectorBans what nobody may be called for; none when absent
 * @param callerIds which numbers may be shown; absent when the law does not say
 * @param startWithin how long after the decision the call may start
 * @param recording how calls may be recorded; none may when absent
 * @param gaps what the law says, or may say, and this version does not apply; none when absent
 * @param sanctions what a breach may cost; none when absent
 * @param tenant whose own rules these are, besides the law; absent in a law
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
        List<ConsentDuty> consentNeeded,
        @Nullable Period maxConsentValidity,
        String consentSource,
        ConsentObject consentObject,
        @Nullable ProofRetention proofRetention,
        @Nullable CoolOff coolOff,
        @Nullable CallingWindows windows,
        @Nullable FrequencyCap frequency,
        List<RegisterDuty> registers,
        List<Exemption> exemptions,
        List<SectorBan> sectorBans,
        @Nullable CallerIdRule callerIds,
        Duration startWithin,
        @Nullable RecordingRules recording,
        List<RuleGap> gaps,
        List<Sanction> sanctions,
        @Nullable String tenant)
        implements DatedRule {

    /** Where a law sets no limit: so long that only a slip of the pen is longer. */
    private static final Period LONGEST_CONSENT = Period.ofYears(10);

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
        requireNonNull(consentSource, "consentSource");
        requireNonNull(startWithin, "startWithin");
        consentRegime = consentRegime == null ? silence(tenant) : consentRegime;
        consentNeeded = consentNeeded == null ? List.of() : List.copyOf(consentNeeded);
        consentObject = consentObject == null ? ConsentObject.OPTIONAL : consentObject;
        gaps = gaps == null ? List.of() : List.copyOf(gaps);
        sanctions = sanctions == null ? List.of() : List.copyOf(sanctions);
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
            announcement.mustSpeakOf(retention.keySet());
        }
    }

    /** Whether these are not a law but what a tenant adds to the laws. */
    public boolean isHouseRules() {
        return tenant != null;
    }

    /** A law that does not say asks for consent; house rules that do not say add nothing. */
    private static ConsentRegime silence(@Nullable String tenant) {
        return tenant == null ? ConsentRegime.OPT_IN : ConsentRegime.OPT_OUT;
    }

    @Override
    public Set<String> places() {
        return jurisdictions;
    }

    /**
     * Whether the pack governs calls to {@code jurisdiction} at {@code instant}. One that nobody
     * has compared with the law governs none.
     */
    public boolean governs(String jurisdiction, Instant instant) {
        return source.confidence() != RuleSource.Confidence.MUST_BE_CHECKED
                && jurisdictions.contains(jurisdiction)
                && isInForceAt(instant);
    }

    /** What a call of this kind needs: the strictest of what concerns it. */
    public ConsentRegime consentRegime(@Nullable Sector sector, @Nullable CallerId shown) {
        return duty(sector, shown) == null ? consentRegime : ConsentRegime.OPT_IN;
    }

    /** The article that asks for a consent, or does not, for a call of this kind. */
    public String consentSource(@Nullable Sector sector, @Nullable CallerId shown) {
        ConsentDuty duty = duty(sector, shown);
        return duty == null ? consentSource : duty.source();
    }

    /** Whether a call of this kind needs a consent though others may rest on the exemption. */
    public boolean needsConsentBeyond(
            Exemption exemption, @Nullable Sector sector, @Nullable CallerId shown) {
        for (ConsentDuty duty : consentNeeded) {
            if (duty.concerns(sector, shown) && !duty.except().contains(exemption.code())) {
                return true;
            }
        }
        return false;
    }

    private @Nullable ConsentDuty duty(@Nullable Sector sector, @Nullable CallerId shown) {
        for (ConsentDuty duty : consentNeeded) {
            if (duty.concerns(sector, shown)) {
                return duty;
            }
        }
        return null;
    }

    /** The longest validity that a consent is taken with. */
    public Period longestConsent() {
        return maxConsentValidity == null ? LONGEST_CONSENT : maxConsentValidity;
    }

    /** Whether something of the law is not applied because nobody has checked it. */
    public boolean hasUncheckedParts() {
        for (RuleGap gap : gaps) {
            if (gap.mark() == RuleGap.GapReason.MUST_BE_CHECKED) {
                return true;
            }
        }
        return false;
    }

    /** Whether the law holds at {@code instant}. */
    public boolean isInForceAt(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }

    /** Whether there is a place and a day for both. */
    public boolean meets(RulePack other) {
        return jurisdictions.stream().anyMatch(other.jurisdictions::contains)
                && beginsBeforeTheEndOf(other)
                && other.beginsBeforeTheEndOf(this);
    }

    private boolean beginsBeforeTheEndOf(RulePack other) {
        return other.validTo == null || validFrom.isBefore(other.validTo);
    }

    /** The ban that what is offered falls under; {@code null} when it falls under none. */
    public @Nullable SectorBan ban(@Nullable Sector sector) {
        for (SectorBan ban : sectorBans) {
            if (sector != null && ban.sectors().contains(sector)) {
                return ban;
            }
        }
        return null;
    }

    /** Whether the last review is more than a year ago at {@code instant}. */
    public boolean isStale(Instant instant) {
        return source.reviewedOn()
                .plus(REVIEWED_AT_LEAST_EVERY)
                .isBefore(LocalDate.ofInstant(instant, zone));
    }
}
