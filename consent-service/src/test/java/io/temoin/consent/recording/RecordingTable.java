// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.recording;

import io.temoin.consent.recording.domain.AnnouncementDuty;
import io.temoin.consent.recording.domain.RecordingDuty;
import io.temoin.consent.recording.domain.RecordingRule;
import io.temoin.consent.rules.domain.RuleSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the recording rules say, for people: each with its source and how it was read. */
public final class RecordingTable {

    private static final List<RecordingRule> RULES =
            new RecordingLaw()
                    .all().stream()
                            .sorted(
                                    Comparator.comparing(RecordingRule::id)
                                            .thenComparing(RecordingRule::version))
                            .toList();

    private RecordingTable() {}

    /** The part of a country's page; none when nothing is known of it. */
    public static List<String> section(String country) {
        List<RecordingRule> there =
                RULES.stream()
                        .filter(
                                rule ->
                                        rule.places().stream()
                                                .anyMatch(place -> place.startsWith(country)))
                        .toList();
        if (there.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("## Recording");
        lines.add("");
        lines.add(
                "The laws at both ends of the call apply, and the stricter wins:"
                        + " [recording rules](../recording-rules.md).");
        lines.add("");
        lines.addAll(table(there));
        return lines;
    }

    /** Of every place. */
    static List<String> all() {
        return table(RULES);
    }

    private static List<String> table(List<RecordingRule> rules) {
        List<String> lines = new ArrayList<>();
        lines.add("| Rule | Places | Requirement | Who must agree by law | Refusal | Source |");
        lines.add("|---|---|---|---|---|---|");
        for (RecordingRule rule : rules) {
            lines.add(
                    "| `%s` %s | %s | %s | %s | %s | %s; %s, reviewed on %s |"
                            .formatted(
                                    rule.id(),
                                    rule.version(),
                                    sorted(rule.places()),
                                    asked(rule),
                                    words(rule.agreement().name()),
                                    words(rule.onRefusal().name()),
                                    rule.source().reference(),
                                    lower(read(rule.source().confidence())),
                                    rule.source().reviewedOn()));
            rule.duties().forEach(duty -> lines.add(duty(rule, duty)));
        }
        return lines;
    }

    private static String asked(RecordingRule rule) {
        String kept =
                rule.maxRetention().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(entry -> "`" + entry.getKey() + "` " + entry.getValue())
                        .collect(Collectors.joining(", "));
        String said =
                "`%s`, announcement %s%s"
                        .formatted(
                                rule.mode(),
                                announcement(rule),
                                kept.isEmpty() ? "" : "; kept " + kept + " at most");
        return rule.isVerified()
                ? said
                : "**not applied**, to be verified: "
                        + rule.toVerify()
                        + ". Once verified: "
                        + said
                        + "; until then `EXPLICIT_CONSENT`";
    }

    private static String duty(RecordingRule rule, RecordingDuty duty) {
        String kept =
                duty.keeping().stream()
                        .map(
                                keeping ->
                                        "`%s` %s %s from `%s`"
                                                .formatted(
                                                        keeping.purpose(),
                                                        keeping.keepFor(),
                                                        words(String.valueOf(keeping.bound())),
                                                        keeping.from()))
                        .collect(Collectors.joining(", "));
        return "| `%s` %s | %s | `MANDATORY` for calls about %s, after `%s`; kept %s | – | end call | %s |"
                .formatted(
                        rule.id(),
                        rule.version(),
                        sorted(rule.places()),
                        sorted(duty.sectors()),
                        duty.announcement().id(),
                        kept,
                        duty.source());
    }

    private static String sorted(Collection<?> values) {
        return values.stream()
                .map(value -> "`" + value + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** How its source was read. */
    public static String read(RuleSource.Confidence confidence) {
        return switch (confidence) {
            case PRIMARY -> "Read in the official publication";
            case SECONDARY_VERBATIM -> "Read in a secondary source that quotes it verbatim";
            case SECONDARY -> "Read in a secondary source";
            case WELL_KNOWN -> "From general knowledge";
            case MUST_BE_CHECKED -> "Not checked yet, so never in force";
        };
    }

    /** As it goes on within a sentence. */
    public static String lower(String sentence) {
        return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
    }

    private static String announcement(RecordingRule rule) {
        return rule.announcement() == AnnouncementDuty.REQUIRED_ON_THE_RECORD
                ? "required on the recording itself"
                : words(rule.announcement().name());
    }

    private static String words(String constant) {
        return constant.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
