// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A line of CSV (RFC 4180). A cell that a spreadsheet would take for a formula begins with an
 * apostrophe.
 */
final class CsvLine {

    private static final String FORMULAS = "=+-@\t\r";

    private CsvLine() {}

    static String head(List<String> columns) {
        return String.join(",", columns) + "\r\n";
    }

    static String of(List<String> columns, JsonNode row) {
        return columns.stream()
                .map(column -> cell(text(row.path(column))))
                .collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A value as a person reads it: the members of a list are separated by semicolons. */
    static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> all = new ArrayList<>();
            value.forEach(one -> all.add(text(one)));
            return String.join("; ", all);
        }
        return value.isMissingNode() || value.isNull()
                ? ""
                : value.isContainerNode() ? value.toString() : value.asText();
    }

    private static String cell(String text) {
        String safe = !text.isEmpty() && FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(it -> it == ',' || it == '"' || it == '\n' || it == '\r')
                ? "\"" + safe.replace("\"", "\"\"") + "\""
                : safe;
    }
}
