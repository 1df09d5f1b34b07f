// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.EntryColumn;
import java.util.List;
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

    /** The names and the order of {@code GET /v1/entries}. */
    static final String HEADER =
            "id,at,recordedAt,service,action,outcome,because,actor,organisation,role,workstation,"
                    + "controller,subject,recording,decision,consent,purposes,reasonCode,"
                    + "reasonReference,operation,channel,correlationId,causationId,stream,sequence,"
                    + "reportedBy"
                    + "\r\n";

    private static final List<EntryColumn> COLUMNS =
            Stream.of(HEADER.strip().split(",")).map(Csv::column).toList();

    /** What begins a formula, also in the wide forms that some spreadsheets fold. */
    private static final String BEGINS_FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private Csv() {}

    static String line(AuditEntry entry) {
        return COLUMNS.stream()
                .map(column -> cell(column.textOf(entry, CodeList::of)))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    private static EntryColumn column(String name) {
        String field =
                switch (name) {
                    case "id" -> "event";
                    case "correlationId" -> "correlation";
                    case "causationId" -> "causation";
                    default -> name;
                };
        return Stream.of(EntryColumn.values())
                .filter(column -> column.field().equals(field))
                .findFirst()
                .orElseThrow();
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
