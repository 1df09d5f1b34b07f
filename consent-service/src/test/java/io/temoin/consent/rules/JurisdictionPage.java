// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import io.temoin.consent.rules.domain.CallerIdRule;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SectorBan;
import io.temoin.consent.rules.domain.WorkingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the packs of one law say, for people: every rule with its source and how it was read. */
final class JurisdictionPage {

    private final String code;
    private final List<RulePack> latestFirst;
    private final List<String> lines = new ArrayList<>();

    private JurisdictionPage(String code, List<RulePack> latestFirst) {
        this.code = code;
        this.latestFirst = latestFirst;
    }

    /** The page of a country by the packs that are named after it. */
    static String of(String code, List<RulePack> latestFirst) {
        return new JurisdictionPage(code, latestFirst).text();
    }

    private String text() {
        say("# Calls to " + Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
        say("");
        say(
                "Generated from the rule packs; a test keeps it in step. Not legal advice. How the rules");
        say("are applied: [how a decision is made](../how-a-decision-is-made.md).");
        latestFirst.forEach(this::pack);
        return String.join("\n", lines) + "\n";
    }

    private void pack(RulePack pack) {
        say("");
        say("## `" + pack.id() + "`, version `" + pack.version() + "`");
        say("");
        say(
                "Holds since %s%s, in %s. Could be known since %s. %s"
                        .formatted(
                                pack.validFrom(),
                                pack.validTo() == null ? "" : " and until " + pack.validTo(),
                                sorted(pack.jurisdictions()),
                                LocalDate.ofInstant(pack.knownSince(), ZoneOffset.UTC),
                                standing(pack)));
        say("");
        say(
                "Source: %s. %s, last compared on %s."
                        .formatted(
                                pack.source().reference(), read(pack), pack.source().reviewedOn()));
        say("");
        say("| Subject | Rule | Source |");
        say("|---|---|---|");
        row(
                "Consent",
                "before any call, for "
                        + pack.maxConsentValidity()
                        + " at most, never renewed tacitly",
                pack.consentSource());
        windows(pack.windows());
        frequency(pack.frequency());
        for (Exemption exemption : pack.exemptions()) {
            row("Without consent", told(exemption), exemption.source());
        }
        for (SectorBan ban : pack.sectorBans()) {
            row(
                    "Not by phone",
                    sorted(ban.sectors())
                            + (ban.except().isEmpty() ? "" : ", except " + sorted(ban.except())),
                    ban.source());
        }
        callerIds(pack.callerIds());
        row(
                "Freshness",
                "the call starts within " + pack.startWithin().toSeconds() + " s of the decision",
                "Temoin");
        row(
                "Recording",
                "`%s`, after the announcement `%s` (%s)"
                        .formatted(
                                pack.recording().mode(),
                                pack.recording().announcement().id(),
                                pack.recording().announcement().language()),
                pack.recording().source());
        row(
                "Recordings are kept",
                pack.recording().retention().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(kept -> "`" + kept.getKey() + "` " + kept.getValue())
                                .collect(Collectors.joining(", "))
                        + " at most, from `"
                        + pack.recording().from()
                        + "`",
                pack.recording().source());
    }

    private void windows(@Nullable CallingWindows windows) {
        if (windows == null) {
            row("Days and hours", "not in this version", "–");
            return;
        }
        row("Days", days(windows.days()), windows.source());
        row(
                "Hours",
                windows.hours().stream()
                                .map(span -> span.from() + " to " + span.to())
                                .collect(Collectors.joining(", "))
                        + ", where the person is",
                windows.source());
        row("Holidays", "`" + windows.holidays() + "`", windows.source());
        Duration slot = windows.exactSlotWithin();
        if (slot != null) {
            row(
                    "Agreed time",
                    "lifts day and hour for " + slot.toMinutes() + " minutes",
                    windows.source());
        }
    }

    private static String told(Exemption exemption) {
        WorkingDays within = exemption.within();
        return "`%s`%s%s"
                .formatted(
                        exemption.code(),
                        exemption.sectors().isEmpty() ? "" : " for " + sorted(exemption.sectors()),
                        within == null
                                ? ""
                                : ", within %d working days (%s)"
                                        .formatted(within.days(), days(within.of())));
    }

    private void frequency(@Nullable FrequencyCap cap) {
        if (cap == null) {
            row("Attempts", "not counted in this version", "–");
            return;
        }
        row(
                "Attempts",
                "%d at most within %d days, per controller, answered or not"
                        .formatted(cap.maxAttempts(), cap.window().get(ChronoUnit.DAYS)),
                cap.source());
    }

    private void callerIds(@Nullable CallerIdRule rule) {
        if (rule != null) {
            row("Caller id", "never withheld", rule.source());
            row(
                    "Caller id of automated systems",
                    "not "
                            + String.join(", ", rule.automatedForbidden())
                            + "; but "
                            + String.join(", ", rule.automatedAllowed()),
                    rule.source());
        }
    }

    private String standing(RulePack pack) {
        return latestFirst.stream()
                .filter(other -> other.id().equals(pack.id()))
                .findFirst()
                .filter(latest -> !latest.equals(pack))
                .map(
                        latest ->
                                "Replaced by `"
                                        + latest.version()
                                        + "`; kept for what was decided by it.")
                .orElse("In force.");
    }

    private static String read(RulePack pack) {
        return switch (pack.source().confidence()) {
            case PRIMARY -> "Read in the official publication";
            case SECONDARY_VERBATIM -> "Read word for word, as others quote it";
            case SECONDARY -> "Read as others tell it";
            case WELL_KNOWN -> "Well known, not read again";
        };
    }

    private static String days(Collection<DayOfWeek> days) {
        return days.stream()
                .sorted()
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .collect(Collectors.joining(", "));
    }

    private static String sorted(Collection<?> values) {
        return values.stream()
                .map(value -> "`" + value + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private void row(String subject, String rule, String source) {
        say("| " + subject + " | " + rule + " | " + source + " |");
    }

    private void say(String line) {
        lines.add(line);
    }
}
