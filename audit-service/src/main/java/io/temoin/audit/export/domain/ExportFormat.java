// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;

/** The formats an export has, all made from one record: the entry. Their text is UTF-8. */
public enum ExportFormat {
    /** The API's entry, one JSON object on a line. */
    JSON_LINES("jsonl"),
    /** RFC 4180 with a header; harmless in a spreadsheet. */
    CSV("csv"),
    /** Events of the Open Cybersecurity Schema Framework 1.8.0, one JSON object on a line. */
    OCSF("ocsf.jsonl"),
    /** RFC 5424 messages, each after the number of its octets. */
    SYSLOG("syslog"),
    /** Common Event Format 0, one event on a line. */
    CEF("cef");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** The ending of a file's name, without a dot. */
    public String extension() {
        return extension;
    }

    /** What a file begins with, before the first entry. */
    public String head() {
        return switch (this) {
            case CSV -> Csv.HEADER;
            case JSON_LINES, OCSF, SYSLOG, CEF -> "";
        };
    }

    /** An entry, with what ends it. */
    public String line(AuditEntry entry) {
        return switch (this) {
            case JSON_LINES -> JsonLines.line(entry);
            case CSV -> Csv.line(entry);
            case OCSF -> Ocsf.line(entry);
            case SYSLOG -> Syslog.line(entry);
            case CEF -> Cef.line(entry);
        };
    }
}
