// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a syslog message (RFC 5424), framed by the number of its octets (RFC 5425 §4.3, RFC
 * 6587 §3.4.1), so that a line end in a value ends nothing.
 *
 * <p>Everything an entry says is in its structured data; the header repeats what collectors sort
 * by. A parameter of several values is there several times, as {@code ip} is in RFC 5424 §7.2.1.
 * Nothing is cut: a receiver has to take 2,048 octets and should take 8,192 (RFC 5425 §4.3.1),
 * which an entry stays far below unless somebody put long values in.
 */
final class Syslog {

    /**
     * Of what the data is told. 32473 is the private enterprise number for examples (RFC 5612), as
     * long as the project has none of its own.
     */
    static final String STRUCTURE = "entry@32473";

    private static final int LOG_AUDIT = 13;
    private static final int WARNING = 4;
    private static final int NOTICE = 5;
    private static final int INFORMATIONAL = 6;

    private static final int LONGEST_APP_NAME = 48;
    private static final int LONGEST_MESSAGE_ID = 32;

    private Syslog() {}

    static String line(AuditEntry entry) {
        String message = message(entry);
        return message.getBytes(StandardCharsets.UTF_8).length + " " + message;
    }

    /** The text starts with the mark that says it is UTF-8 (RFC 5424 §6.4). */
    private static String message(AuditEntry entry) {
        return String.format(
                Locale.ROOT,
                "<%d>1 %s temoin %s - %s %s \uFEFF%s %s: %s",
                LOG_AUDIT * 8 + severity(entry.what().outcome()),
                // six digits of a second are the most (§6.2.3)
                entry.when().at().truncatedTo(ChronoUnit.MICROS),
                name(entry.how().service(), LONGEST_APP_NAME),
                name(entry.what().action(), LONGEST_MESSAGE_ID),
                structure(entry),
                entry.who().actor(),
                entry.what().action(),
                entry.what().outcome());
    }

    private static int severity(Outcome outcome) {
        return switch (outcome) {
            case ALLOWED, DONE -> INFORMATIONAL;
            case REFUSED -> NOTICE;
            case UNCLASSIFIED -> WARNING;
        };
    }

    /** Header fields are printable ASCII without a space, of bounded length (§6.2). */
    private static String name(String text, int longest) {
        String printable = text.replaceAll("[^!-~]", "_");
        return printable.isEmpty()
                ? "-"
                : printable.substring(0, Math.min(longest, printable.length()));
    }

    private static String structure(AuditEntry entry) {
        StringBuilder data = new StringBuilder(512).append('[').append(STRUCTURE);
        add(data, "id", entry.id());
        add(data, "recordedAt", entry.when().recordedAt().toString());
        add(data, "service", entry.how().service());
        add(data, "action", entry.what().action());
        add(data, "outcome", entry.what().outcome().name());
        add(data, "because", entry.what().because());
        add(data, "actor", entry.who().actor());
        add(data, "organisation", entry.who().organisation());
        add(data, "role", entry.who().role());
        add(data, "workstation", entry.workstation());
        add(data, "controller", entry.links().controller());
        add(data, "subject", entry.links().subject());
        add(data, "recording", entry.links().recording());
        add(data, "decision", entry.links().decision());
        add(data, "consent", entry.links().consent());
        add(data, "purpose", entry.why().purposes());
        StatedReason reason = entry.why().reason();
        add(data, "reasonCode", reason == null ? null : reason.code());
        add(data, "reasonReference", reason == null ? null : reason.reference());
        add(data, "operation", entry.how().operation());
        add(data, "channel", entry.how().channel());
        add(data, "correlationId", entry.trace().correlation());
        add(data, "causationId", entry.trace().causation());
        add(data, "stream", entry.trace().stream());
        add(data, "sequence", Long.toString(entry.trace().sequence()));
        add(data, "reportedBy", entry.reportedBy());
        return data.append(']').toString();
    }

    private static void add(StringBuilder data, String name, List<String> values) {
        values.forEach(value -> add(data, name, value));
    }

    /** Three characters are escaped, and no others (§6.3.3). */
    private static void add(StringBuilder data, String name, @Nullable String value) {
        if (value == null) {
            return;
        }
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("]", "\\]");
        data.append(' ').append(name).append("=\"").append(escaped).append('"');
    }
}
