// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.Examples.PARIS;

import io.temoin.consent.recording.domain.Agreement;
import io.temoin.consent.recording.domain.AnnouncementDuty;
import io.temoin.consent.recording.domain.OnRefusal;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.recording.domain.RecordingTerms;
import io.temoin.consent.rules.domain.Announcement;
import io.temoin.consent.rules.domain.CallerIdRule;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.CallingWindows.Hours;
import io.temoin.consent.rules.domain.ConsentObject;
import io.temoin.consent.rules.domain.ConsentRegime;
import io.temoin.consent.rules.domain.CoolOff;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RetentionTrigger;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSource;
import io.temoin.consent.rules.domain.Sector;
import io.temoin.consent.rules.domain.SectorBan;
import io.temoin.legalclock.HolidayCalendar;
import io.temoin.legalclock.WorkingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Laws of the tests: one that is as the shipped one was, and others made of it. */
public final class ExampleLaws {

    public static final WorkingDays FIVE_WORKING_DAYS =
            new WorkingDays(
                    5,
                    EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY),
                    HolidayCalendar.FR_L3133_1);
    public static final RulePack FR_2026 =
            new RulePack(
                    "FR-2026",
                    "2026.2",
                    Set.of("FR", "MQ"),
                    LocalDate.of(2026, 8, 11),
                    null,
                    Instant.parse("2026-07-23T00:00:00Z"),
                    PARIS,
                    new RuleSource(
                            "C. conso. L223-1",
                            RuleSource.Confidence.SECONDARY_VERBATIM,
                            LocalDate.of(2026, 11, 24)),
                    ConsentRegime.OPT_IN,
                    List.of(),
                    Period.ofYears(1),
                    "C. conso. L223-1, R223-1",
                    ConsentObject.OPTIONAL,
                    null,
                    null,
                    new CallingWindows(
                            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                            List.of(
                                    new Hours(LocalTime.of(10, 0), LocalTime.of(13, 0)),
                                    new Hours(LocalTime.of(14, 0), LocalTime.of(20, 0))),
                            List.of(),
                            HolidayCalendar.FR_L3133_1,
                            null,
                            Duration.ofMinutes(15),
                            "C. conso. D223-9"),
                    new FrequencyCap(4, Period.ofDays(30), "C. conso. D223-9"),
                    List.of(),
                    List.of(
                            new Exemption(
                                    Exemption.Code.CONTRACT_IN_PROGRESS,
                                    Set.of(),
                                    null,
                                    null,
                                    "C. conso. L223-1 al. 3"),
                            new Exemption(
                                    Exemption.Code.PRESS_SUBSCRIPTION,
                                    Set.of(Sector.PRESS),
                                    null,
                                    null,
                                    "C. conso. L223-5"),
                            new Exemption(
                                    Exemption.Code.INFO_REQUEST,
                                    Set.of(Sector.RENEWABLES, Sector.HOME_ADAPTATION),
                                    FIVE_WORKING_DAYS,
                                    null,
                                    "C. conso. R223-4")),
                    List.of(
                            new SectorBan(
                                    Set.of(Sector.RENEWABLES, Sector.HOME_ADAPTATION),
                                    Set.of(
                                            Exemption.Code.CONTRACT_IN_PROGRESS,
                                            Exemption.Code.INFO_REQUEST),
                                    "C. conso. L223-1 al. 5")),
                    new CallerIdRule(
                            List.of("+331", "+336"),
                            List.of("+33162"),
                            List.of(),
                            "ARCEP décision 2022-1583"),
                    Duration.ofSeconds(60),
                    new RulePack.RecordingRules(
                            RecordingMode.NOTICE_PLUS_OPTOUT,
                            new Announcement("FR-NOTICE-QUALITY-1", "fr", "Cet appel …"),
                            Map.of(
                                    Purpose.QUALITY, Period.ofMonths(6),
                                    Purpose.TRAINING, Period.ofMonths(6)),
                            RetentionTrigger.RECORDING_ENDED,
                            "CNIL"),
                    List.of(),
                    List.of(),
                    null);

    /** What French law asks of recording, both ends being there. */
    public static final RecordingTerms RECORDING_IN_FRANCE =
            RecordingTerms.strictest(
                    List.of(
                            new RecordingRule(
                                    "FR-RECORDING",
                                    "2026.1",
                                    Set.of("FR", "MQ"),
                                    LocalDate.of(2026, 4, 2),
                                    null,
                                    Instant.parse("2026-05-20T00:00:00Z"),
                                    PARIS,
                                    FR_2026.source(),
                                    null,
                                    RecordingMode.NOTICE_PLUS_OPTOUT,
                                    Agreement.ALL_PARTIES,
                                    AnnouncementDuty.REQUIRED,
                                    OnRefusal.CONTINUE_UNRECORDED,
                                    Map.of(Purpose.QUALITY, Period.ofMonths(6)),
                                    List.of())),
                    List.of());

    private ExampleLaws() {}

    /** {@link #FR_2026} as of another version, end or hours. */
    public static RulePack pack(
            String version,
            Instant knownSince,
            @Nullable LocalDate validTo,
            @Nullable CallingWindows windows) {
        return copy(FR_2026, version, knownSince, validTo, windows, List.of(), FR_2026.recording());
    }

    /** {@link #FR_2026} with other rules of recording. */
    public static RulePack recordingBy(
            String version, RulePack.@Nullable RecordingRules recording) {
        return copy(
                FR_2026,
                version,
                FR_2026.knownSince(),
                null,
                FR_2026.windows(),
                List.of(),
                recording);
    }

    /** A law with other registers. */
    public static RulePack with(RulePack law, List<RegisterDuty> registers) {
        return copy(
                law,
                law.version(),
                law.knownSince(),
                law.validTo(),
                law.windows(),
                registers,
                law.recording());
    }

    /** What the tenant adds to a law: its hours again, and nothing of consent or recordings. */
    public static RulePack houseRules(RulePack law) {
        return houseRules(law, null, null);
    }

    public static RulePack houseRules(
            RulePack law, @Nullable FrequencyCap cap, @Nullable CoolOff coolOff) {
        return new RulePack(
                "HELIOS-HOUSE",
                "1",
                law.jurisdictions(),
                law.validFrom(),
                null,
                law.knownSince(),
                law.zone(),
                law.source(),
                ConsentRegime.OPT_OUT,
                List.of(),
                null,
                "house rules",
                ConsentObject.OPTIONAL,
                null,
                coolOff,
                law.windows(),
                cap,
                List.of(),
                List.of(),
                List.of(),
                null,
                law.startWithin(),
                null,
                List.of(),
                List.of(),
                "helios");
    }

    /** {@link #FR_2026} with another law on how long proof is kept. */
    public static RulePack keepingProof(@Nullable ProofRetention proof) {
        return new RulePack(
                FR_2026.id(),
                FR_2026.version(),
                FR_2026.jurisdictions(),
                FR_2026.validFrom(),
                FR_2026.validTo(),
                FR_2026.knownSince(),
                FR_2026.zone(),
                FR_2026.source(),
                FR_2026.consentRegime(),
                FR_2026.consentNeeded(),
                FR_2026.maxConsentValidity(),
                FR_2026.consentSource(),
                FR_2026.consentObject(),
                proof,
                FR_2026.coolOff(),
                FR_2026.windows(),
                FR_2026.frequency(),
                FR_2026.registers(),
                FR_2026.exemptions(),
                FR_2026.sectorBans(),
                FR_2026.callerIds(),
                FR_2026.startWithin(),
                FR_2026.recording(),
                FR_2026.gaps(),
                FR_2026.sanctions(),
                FR_2026.tenant());
    }

    private static RulePack copy(
            RulePack law,
            String version,
            Instant knownSince,
            @Nullable LocalDate validTo,
            @Nullable CallingWindows windows,
            List<RegisterDuty> registers,
            RulePack.@Nullable RecordingRules recording) {
        return new RulePack(
                law.id(),
                version,
                law.jurisdictions(),
                law.validFrom(),
                validTo,
                knownSince,
                law.zone(),
                law.source(),
                law.consentRegime(),
                law.consentNeeded(),
                law.maxConsentValidity(),
                law.consentSource(),
                law.consentObject(),
                law.proofRetention(),
                law.coolOff(),
                windows,
                law.frequency(),
                registers,
                law.exemptions(),
                law.sectorBans(),
                law.callerIds(),
                law.startWithin(),
                recording,
                law.gaps(),
                law.sanctions(),
                law.tenant());
    }
}
