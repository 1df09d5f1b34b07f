// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording.domain;

import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.RecordingMode;
import io.temoin.consent.rules.domain.RuleSet;
import io.temoin.consent.rules.domain.Sector;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the laws of both ends of a call ask of its recording, taken together: the strictest of each.
 *
 * @param mode never {@code MANDATORY}
 * @param maxRetention the shortest of the longest periods, for purposes that have one
 * @param duties calls that one of the laws orders to be recorded
 * @param rules what was applied, as it is cited
 * @param unknown places that have a say and no verified rule
 */
public record RecordingTerms(
        RecordingMode mode,
        OnRefusal onRefusal,
        Map<Purpose, Period> maxRetention,
        List<RecordingDuty> duties,
        List<RuleSet> rules,
        List<String> unknown) {

    /** Periods are compared by their days; months are months of 30, years of 365. */
    private static final Comparator<Period> BY_DAYS =
            Comparator.comparingLong(
                    period ->
                            365L * period.getYears() + 30L * period.getMonths() + period.getDays());

    static final BinaryOperator<Period> SHORTER = BinaryOperator.minBy(BY_DAYS);

    public RecordingTerms {
        maxRetention = Map.copyOf(maxRetention);
        duties = List.copyOf(duties);
        rules = List.copyOf(rules);
        unknown = List.copyOf(unknown);
    }

    /**
     * The strictest of all rules that have a say. Where a place has none that anybody verified,
     * nothing is recorded without a yes.
     */
    public static RecordingTerms strictest(List<RecordingRule> rules, List<String> unknown) {
        RecordingMode mode =
                unknown.isEmpty() && !rules.isEmpty()
                        ? RecordingMode.NOTICE
                        : RecordingMode.EXPLICIT_CONSENT;
        OnRefusal onRefusal = OnRefusal.CONTINUE_UNRECORDED;
        Map<Purpose, Period> longest = new EnumMap<>(Purpose.class);
        for (RecordingRule rule : rules) {
            mode = mode.strictest(rule.mode());
            onRefusal = onRefusal.compareTo(rule.onRefusal()) < 0 ? rule.onRefusal() : onRefusal;
            rule.maxRetention()
                    .forEach((purpose, period) -> longest.merge(purpose, period, SHORTER));
        }
        return new RecordingTerms(
                mode,
                onRefusal,
                longest,
                duties(rules),
                rules.stream().map(RecordingRule::ruleSet).distinct().toList(),
                unknown);
    }

    private static List<RecordingDuty> duties(List<RecordingRule> rules) {
        List<RecordingDuty> duties = new ArrayList<>(2);
        for (RecordingRule rule : rules) {
            for (RecordingDuty duty : rule.duties()) {
                if (!duties.contains(duty)) {
                    duties.add(duty);
                }
            }
        }
        return duties;
    }

    /** The duty that a call falls under; {@code null} when it falls under none. */
    @Nullable RecordingDuty duty(@Nullable Sector sector) {
        for (RecordingDuty duty : duties) {
            if (sector != null && duty.sectors().contains(sector)) {
                return duty;
            }
        }
        return null;
    }

    /** Whether these are announcements of one duty, whatever the call is recorded for besides. */
    public boolean areOfOneDuty(String announcement, String other) {
        return duties.stream()
                .anyMatch(duty -> duty.announces(announcement) && duty.announces(other));
    }

    /** {@code period}, or what these laws allow at most for that purpose, if that is shorter. */
    Period atMost(Purpose purpose, Period period) {
        Period bound = maxRetention.get(purpose);
        return bound == null ? period : SHORTER.apply(bound, period);
    }
}
