// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.Outcome;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the Common Event Format, version 0 (ArcSight, "Implementing CEF"): a header between
 * pipes, then keys of its dictionary. What the dictionary has no key for is a custom string with
 * its label, and after the sixth of these a key of the vendor's own, as the document has it.
 *
 * <p>The dictionary's times have milliseconds; the exact ones are in {@code TemoinAt} and {@code
 * TemoinRecordedAt}.
 */
final class Cef {

    private static final String PRODUCT = "CEF:0|Temoin|Temoin|1|";

    private static final int LOW = 3;
    private static final int MEDIUM = 5;

    private final StringBuilder extension = new StringBuilder(512);

    private Cef() {}

    static String line(AuditEntry entry) {
        String action = header(entry.what().action());
        String name = header(entry.what().action() + ": " + entry.what().outcome());
        int severity = severity(entry.what().outcome());
        return PRODUCT + action + "|" + name + "|" + severity + "|" + extension(entry) + "\n";
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, DONE -> LOW;
            case REFUSED, UNCLASSIFIED -> MEDIUM;
        };
    }

    private static String extension(AuditEntry entry) {
        StatedReason reason = entry.why().reason();
        return new Cef()
                .with("externalId", entry.id())
                .with("start", milliseconds(entry.when().at()))
                .with("rt", milliseconds(entry.when().recordedAt()))
                .with("act", entry.what().action())
                .with("outcome", entry.what().outcome().name())
                .with("cat", entry.how().service())
                .with("suid", entry.who().actor())
                .with("spriv", entry.who().role())
                .with("shost", entry.workstation())
                .with("reason", reason == null ? null : reason.code())
                .custom("cs1", "subject", entry.links().subject())
                .custom("cs2", "recording", entry.links().recording())
                .custom("cs3", "controller", entry.links().controller())
                .custom("cs4", "purposes", codes(entry.why().purposes()))
                .custom("cs5", "because", codes(entry.what().because()))
                .custom("cs6", "organisation", entry.who().organisation())
                .custom("cn1", "sequence", Long.toString(entry.trace().sequence()))
                .with("TemoinAt", entry.when().at().toString())
                .with("TemoinRecordedAt", entry.when().recordedAt().toString())
                .with("TemoinReasonReference", reason == null ? null : reason.reference())
                .with("TemoinDecision", entry.links().decision())
                .with("TemoinConsent", entry.links().consent())
                .with("TemoinOperation", entry.how().operation())
                .with("TemoinChannel", entry.how().channel())
                .with("TemoinCorrelation", entry.trace().correlation())
                .with("TemoinCausation", entry.trace().causation())
                .with("TemoinStream", entry.trace().stream())
                .with("TemoinReportedBy", entry.reportedBy())
                .extension
                .toString();
    }

    private Cef custom(String key, String label, @Nullable String value) {
        return value == null ? this : with(key, value).with(key + "Label", label);
    }

    /** Pipes are plain here; an equals sign would begin another key (p. 5 of the document). */
    private Cef with(String key, @Nullable String value) {
        if (value == null) {
            return this;
        }
        if (!extension.isEmpty()) {
            extension.append(' ');
        }
        extension
                .append(key)
                .append('=')
                .append(onOneLine(value.replace("\\", "\\\\")).replace("=", "\\="));
        return this;
    }

    /** A header has no second line (p. 5 again); {@code act} has the name as it is. */
    private static String header(String value) {
        return value.replaceAll("[\\r\\n]", " ").replace("\\", "\\\\").replace("|", "\\|");
    }

    private static String onOneLine(String value) {
        return value.replace("\n", "\\n").replace("\r", "\\r");
    }

    private static @Nullable String codes(List<String> codes) {
        return codes.isEmpty() ? null : CodeList.of(codes);
    }

    private static String milliseconds(Instant time) {
        return Long.toString(time.toEpochMilli());
    }
}
