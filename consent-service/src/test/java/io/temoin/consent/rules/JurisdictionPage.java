// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.rules;

import io.temoin.consent.recording.RecordingTable;
import io.temoin.consent.rules.domain.CallerIdRule;
import io.temoin.consent.rules.domain.CallingWindows;
import io.temoin.consent.rules.domain.ConsentDuty;
import io.temoin.consent.rules.domain.ConsentObject;
import io.temoin.consent.rules.domain.CoolOff;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.FrequencyCap;
import io.temoin.consent.rules.domain.ProofRetention;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RuleGap;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.RuleSource;
import io.temoin.consent.rules.domain.Sanction;
import io.temoin.consent.rules.domain.SectorBan;
import io.temoin.consent.rules.domain.SourceStrength;
import io.temoin.legalclock.WorkingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the packs of one law say, for people: every rule with its source and how it was read. */
final class JurisdictionPage {

    private static final Set<String> WITH_ARTICLE = Set.of("GB", "NL", "US");

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
        say(
                "# Calls to "
                        + (WITH_ARTICLE.contains(code) ? "the " : "")
                        + Locale.of("", code).getDisplayCountry(Locale.ENGLISH));
        say("");
        say(
                "Generated from the rule packs; a test compares the two. Not legal advice. How the rules");
        say("are applied: [how a decision is made](../how-a-decision-is-made.md).");
        latestFirst.forEach(this::pack);
        RecordingTable.section(code).forEach(this::say);
        return String.join("\n", lines) + "\n";
    }

    private static String practice(SourceStrength standing) {
        return standing == SourceStrength.PRACTICE ? " (practice, not law)" : "";
    }

    private void pack(RulePack pack) {
        say("");
        say("## `" + pack.id() + "`, version `" + pack.version() + "`");
        say("");
        say(
                "Applies from %s%s, in %s. Known since %s. %s"
                        .formatted(
                                pack.validFrom(),
                                pack.validTo() == null ? "" : " to " + pack.validTo().minusDays(1),
                                sorted(pack.jurisdictions()),
                                LocalDate.ofInstant(pack.knownSince(), ZoneOffset.UTC),
                                standing(pack)));
        say("");
        say(
                "Source: %s. %s, last reviewed on %s."
                        .formatted(
                                pack.source().reference(),
                                RecordingTable.read(pack.source().confidence()),
                                pack.source().reviewedOn()));
        say("");
        say("| Subject | Rule | Source |");
        say("|---|---|---|");
        consent(pack);
        windows(pack.windows());
        frequency(pack.frequency());
        for (Exemption exemption : pack.exemptions()) {
            row("Without consent", told(exemption), exemption.source());
        }
        coolOff(pack.coolOff());
        for (RegisterDuty duty : pack.registers()) {
            row(
                    "Register",
                    "`%s`, checked in a copy no older than %s; listed people %s"
                            .formatted(
                                    duty.register(),
                                    duty.freshWithin() + practice(duty.standing()),
                                    whoIsListed(duty)),
                    duty.source());
        }
        for (SectorBan ban : pack.sectorBans()) {
            row("Not by phone", sorted(ban.sectors()) + unless(ban.except()), ban.source());
        }
        callerIds(pack.callerIds());
        row(
                "Freshness",
                "the call must start within "
                        + pack.startWithin().toSeconds()
                        + " s of the decision",
                "Temoin");
        recording(pack.recording());
        for (Sanction sanction : pack.sanctions()) {
            row(
                    "Sanction",
                    (sanction.who() == null
                                    ? sanction.says()
                                    : "For %s: %s"
                                            .formatted(
                                                    sanction.who(),
                                                    RecordingTable.lower(sanction.says())))
                            + (sanction.confidence() == RuleSource.Confidence.MUST_BE_CHECKED
                                    ? " **To be checked.**"
                                    : ""),
                    sanction.source());
        }
        gaps(pack.gaps());
    }

    private void consent(RulePack pack) {
        Period longest = pack.maxConsentValidity();
        row(
                "Consent",
                switch (pack.consentRegime()) {
                    case OPT_IN -> "before any call";
                    case OPT_OUT -> "not needed; people who objected are not called";
                },
                pack.consentSource());
        for (ConsentDuty duty : pack.consentNeeded()) {
            row(
                    "Consent",
                    "before "
                            + Stream.of(
                                            duty.automated() ? "automated calls" : "",
                                            duty.sectors().isEmpty()
                                                    ? ""
                                                    : "calls about " + sorted(duty.sectors()))
                                    .filter(part -> !part.isEmpty())
                                    .collect(Collectors.joining(", "))
                            + unless(duty.except()),
                    duty.source());
        }
        if (pack.consentObject() == ConsentObject.REQUIRED) {
            row("A consent permits", "only calls about what it names", pack.consentSource());
        }
        row(
                "A consent is valid",
                longest == null
                        ? "for as long as it says: the law sets no limit, Temoin accepts %s at most"
                                .formatted(pack.longestConsent())
                        : "for " + longest + " at most, never renewed automatically",
                pack.consentSource());
        ProofRetention proof = pack.proofRetention();
        if (proof != null) {
            row(
                    "Its proof is kept",
                    "for " + proof.period() + " at least, from `" + proof.from() + "`",
                    proof.source());
        }
    }

    private void coolOff(@Nullable CoolOff coolOff) {
        if (coolOff != null) {
            row("After a refusal", "no calls for " + coolOff.period(), coolOff.source());
        }
    }

    private void recording(RulePack.@Nullable RecordingRules rules) {
        if (rules == null) {
            row("Recording", "nothing is recorded: this version has no rule for it", "Temoin");
            return;
        }
        row(
                "Recording",
                "`%s`, after the announcement `%s` (%s)"
                        .formatted(
                                rules.mode(),
                                rules.announcement().id(),
                                rules.announcement().language()),
                rules.source());
        row(
                "Recordings are kept",
                rules.retention().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(kept -> "`" + kept.getKey() + "` " + kept.getValue())
                                .collect(Collectors.joining(", "))
                        + " at most, from `"
                        + rules.from()
                        + "`",
                rules.source());
    }

    /** What it does not do, and why. */
    private void gaps(List<RuleGap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        say("");
        say("Not applied by this version:");
        say("");
        say("| Subject | Rule | Why not | Source |");
        say("|---|---|---|---|");
        for (RuleGap gap : gaps) {
            String why =
                    switch (gap.mark()) {
                        case MUST_BE_CHECKED -> "**must be checked**";
                        case STRICTER_WITHOUT -> "stricter without it";
                        case NOT_DECIDED_HERE -> "not decided here";
                    };
            say("| %s | %s | %s | %s |".formatted(gap.rule(), gap.says(), why, gap.source()));
        }
    }

    private void windows(@Nullable CallingWindows windows) {
        if (windows == null) {
            row("Days and hours", "any: this version sets no limits", "–");
            return;
        }
        row("Days", days(windows.days()), windows.source());
        row("Hours", hours(windows.hours()), windows.source());
        for (CallingWindows.DayHours other : windows.further()) {
            row("Days", days(other.days()), windows.source());
            row("Hours", hours(other.hours()), windows.source());
        }
        if (windows.consentLiftSource() != null) {
            row(
                    "People who agreed",
                    "may be called on any day, at any hour",
                    windows.consentLiftSource());
        }
        row("Holidays", "`" + windows.holidays() + "`", windows.source());
        Duration slot = windows.exactSlotWithin();
        if (slot != null) {
            row(
                    "Agreed time",
                    "lifts the calling hours for " + slot.toMinutes() + " minutes",
                    windows.source());
        }
    }

    private static String told(Exemption exemption) {
        WorkingDays within = exemption.within();
        return "`%s`%s%s"
                        .formatted(
                                exemption.code(),
                                exemption.sectors().isEmpty()
                                        ? ""
                                        : " for " + sorted(exemption.sectors()),
                                within == null
                                        ? ""
                                        : ", within %d working days (%s)"
                                                .formatted(within.days(), days(within.of())))
                + (exemption.after() == null
                        ? ""
                        : ", and for " + exemption.after() + " afterwards")
                + practice(exemption.standing());
    }

    private static String whoIsListed(RegisterDuty duty) {
        if (duty.consentOverrides()) {
            return "may be called only if they agreed"
                    + (duty.except().isEmpty() ? "" : ", or if " + anyApplies(duty.except()));
        }
        return "are not called, even if they agreed" + unless(duty.except());
    }

    private static String unless(Set<Exemption.Code> exemptions) {
        return exemptions.isEmpty() ? "" : ", unless " + anyApplies(exemptions);
    }

    private static String anyApplies(Set<Exemption.Code> exemptions) {
        return sorted(exemptions).replace(", ", " or ") + " applies";
    }

    private void frequency(@Nullable FrequencyCap cap) {
        if (cap == null) {
            row("Attempts", "not counted in this version", "–");
            return;
        }
        row(
                "Attempts",
                "at most %d within %d days, per controller, answered or not"
                        .formatted(cap.maxAttempts(), cap.window().get(ChronoUnit.DAYS)),
                cap.source());
    }

    private static String hours(List<CallingWindows.Hours> hours) {
        return hours.stream()
                        .map(span -> span.from() + " to " + span.to())
                        .collect(Collectors.joining(", "))
                + ", in the person's local time";
    }

    private void callerIds(@Nullable CallerIdRule rule) {
        if (rule != null) {
            row(
                    "Caller id",
                    "never withheld"
                            + (rule.forbidden().isEmpty()
                                    ? ""
                                    : "; no number that begins with "
                                            + String.join(", ", rule.forbidden())),
                    rule.source());
        }
        if (rule != null && !rule.automatedForbidden().isEmpty()) {
            row(
                    "Caller id of automated systems",
                    "no number that begins with "
                            + String.join(", ", rule.automatedForbidden())
                            + ", except with "
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
                                        + "`; kept for decisions made under it.")
                .orElse(pack.validTo() == null ? "In force." : "Kept for calls made at that time.");
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
