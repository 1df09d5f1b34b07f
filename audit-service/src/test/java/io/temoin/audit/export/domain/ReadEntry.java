// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.When;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.AuditEntry.Why;
import io.temoin.audit.intake.domain.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An entry put together again from the fields a reader found. */
record ReadEntry(Map<String, String> fields, List<String> because, List<String> purposes) {

    AuditEntry entry() {
        String code = optional("reasonCode");
        return new AuditEntry(
                text("id"),
                new Who(text("actor"), text("organisation"), text("role")),
                new What(text("action"), Outcome.valueOf(text("outcome")), because),
                new Why(
                        purposes,
                        code == null ? null : new StatedReason(code, optional("reasonReference"))),
                new How(text("service"), text("operation"), optional("channel")),
                new When(Instant.parse(text("at")), Instant.parse(text("recordedAt"))),
                optional("workstation"),
                new Links(
                        optional("controller"),
                        optional("subject"),
                        optional("recording"),
                        optional("decision"),
                        optional("consent")),
                new Trace(
                        text("correlationId"),
                        optional("causationId"),
                        text("stream"),
                        Long.parseLong(text("sequence"))),
                optional("reportedBy"));
    }

    private String text(String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new AssertionError("the reader found no " + name);
        }
        return value;
    }

    private @Nullable String optional(String name) {
        return fields.get(name);
    }

    /** Takes {@code A;B} apart. */
    static List<String> codes(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        List<String> codes = new ArrayList<>();
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '\\') {
                code.append(text.charAt(++i));
            } else if (next == ';') {
                codes.add(code.toString());
                code.setLength(0);
            } else {
                code.append(next);
            }
        }
        codes.add(code.toString());
        return codes;
    }
}
