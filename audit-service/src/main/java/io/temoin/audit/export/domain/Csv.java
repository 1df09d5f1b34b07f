// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a record of a CSV file (RFC 4180) with a header.
 *
 * <p>A spreadsheet computes what begins with {@code = + - @}, a tab or a line end, and so could be
 * made to send away what it has open (OWASP, CSV injection). Such a cell gets an apostrophe in
 * front, and so does one that begins with an apostrophe: whoever takes one leading apostrophe away
 * has the value again.
 */
final class Csv {

    static final String HEADER =
            "id,at,recordedAt,service,action,outcome,because,actor,organisation,role,workstation,"
                    + "controller,subject,recording,decision,consent,purposes,reasonCode,"
                    + "reasonReference,operation,channel,correlationId,causationId,stream,sequence,"
                    + "reportedBy"
                    + "\r\n";

    /** What begins a formula, also in the wide forms that some spreadsheets fold. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    static String line(AuditEntry entry) {
        StatedReason reason = entry.why().reason();
        return record(
                entry.id(),
                entry.when().at().toString(),
                entry.when().recordedAt().toString(),
                entry.how().service(),
                entry.what().action(),
                entry.what().outcome().name(),
                CodeList.of(entry.what().because()),
                entry.who().actor(),
                entry.who().organisation(),
                entry.who().role(),
                entry.workstation(),
                entry.links().controller(),
                entry.links().subject(),
                entry.links().recording(),
                entry.links().decision(),
                entry.links().consent(),
                CodeList.of(entry.why().purposes()),
                reason == null ? null : reason.code(),
                reason == null ? null : reason.reference(),
                entry.how().operation(),
                entry.how().channel(),
                entry.trace().correlation(),
                entry.trace().causation(),
                entry.trace().stream(),
                Long.toString(entry.trace().sequence()),
                entry.reportedBy());
    }

    private static String record(@Nullable String... cells) {
        Stream<@Nullable String> all = Arrays.stream(cells);
        return all.map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** What is not said is an empty cell, an empty text is a quoted one. */
    private static String cell(@Nullable String value) {
        return value == null ? "" : '"' + harmless(value).replace("\"", "\"\"") + '"';
    }

    private static String harmless(String value) {
        boolean guarded =
                !value.isEmpty()
                        && (value.charAt(0) == '\''
                                || BEGINS_FORMULA.indexOf(value.charAt(0)) >= 0);
        return guarded ? "'" + value : value;
    }
}
