// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import static java.util.Objects.requireNonNull;

import io.temoin.consent.rules.domain.DatedRule;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RuleSource;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The law of recording calls in some places as data, dated twice like a rule pack: {@code
 * validFrom} and {@code validTo} say when it holds, {@code knownSince} from when on this version
 * could be known. A version is never changed.
 *
 * @param version orders the versions of a rule, part by part
 * @param places ISO 3166-1 codes of countries or ISO 3166-2 codes of their parts
 * @param validFrom first day, in {@code zone}
 * @param validTo first day it no longer holds; absent while it does
 * @param toVerify what nobody has compared with the law yet; a rule with such a mark is kept for
 *     who does, and applied to nobody
 * @param mode what is asked of a call there
 * @param agreement who must agree by law
 * @param maxRetention longest period that this law allows for a purpose; none when absent
 * @param duties calls the law orders to be recorded; none when absent
 */
public record RecordingRule(
        String id,
        String version,
        Set<String> places,
        LocalDate validFrom,
        @Nullable LocalDate validTo,
        Instant knownSince,
        ZoneId zone,
        RuleSource source,
        @Nullable String toVerify,
        RecordingMode mode,
        Agreement agreement,
        AnnouncementDuty announcement,
        OnRefusal onRefusal,
        Map<Purpose, Period> maxRetention,
        List<RecordingDuty> duties)
        implements DatedRule {

    /** Nothing that is not marked may be missing: data comes from files. */
    public RecordingRule {
        requireNonNull(id, "id");
        requireNonNull(version, "version");
        places = Set.copyOf(requireNonNull(places, "places"));
        requireNonNull(validFrom, "validFrom");
        requireNonNull(knownSince, "knownSince");
        requireNonNull(zone, "zone");
        requireNonNull(source, "source");
        requireNonNull(mode, "mode");
        requireNonNull(agreement, "agreement");
        requireNonNull(announcement, "announcement");
        requireNonNull(onRefusal, "onRefusal");
        maxRetention = maxRetention == null ? Map.of() : Map.copyOf(maxRetention);
        duties = duties == null ? List.of() : List.copyOf(duties);
        if (mode == RecordingMode.MANDATORY) {
            throw new IllegalArgumentException("to record is a duty of calls, not of places");
        }
    }

    /** Whether somebody has compared it with the law. */
    public boolean isVerified() {
        return toVerify == null;
    }

    /** Whether the law holds at {@code instant}. */
    public boolean isInForceAt(Instant instant) {
        LocalDate day = LocalDate.ofInstant(instant, zone);
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
