// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.How;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.StatedReason;
import org.jspecify.annotations.Nullable;

/** An entry as {@code GET /v1/entries} shows it, one JSON object on a line (jsonlines.org). */
final class JsonLines {

    private JsonLines() {}

    static String line(AuditEntry entry) {
        Links links = entry.links();
        return new JsonObject()
                        .with("id", entry.id())
                        .with("at", entry.when().at().toString())
                        .with("recordedAt", entry.when().recordedAt().toString())
                        .with("service", entry.how().service())
                        .with("action", entry.what().action())
                        .with("outcome", entry.what().outcome().name())
                        .with("because", entry.what().because())
                        .with("actor", entry.who().actor())
                        .with("organisation", entry.who().organisation())
                        .with("role", entry.who().role())
                        .with("workstation", entry.workstation())
                        .with("controller", links.controller())
                        .with("subject", links.subject())
                        .with("recording", links.recording())
                        .with("decision", links.decision())
                        .with("consent", links.consent())
                        .with("purposes", entry.why().purposes())
                        .with("reason", reason(entry.why().reason()))
                        .with("how", how(entry.how()))
                        .with("correlationId", entry.trace().correlation())
                        .with("causationId", entry.trace().causation())
                        .with("stream", entry.trace().stream())
                        .with("sequence", entry.trace().sequence())
                        .with("reportedBy", entry.reportedBy())
                + "\n";
    }

    /** The reason as the actor stated it; none when none was stated. */
    static @Nullable JsonObject reason(@Nullable StatedReason reason) {
        return reason == null
                ? null
                : new JsonObject()
                        .with("code", reason.code())
                        .with("reference", reason.reference());
    }

    private static JsonObject how(How how) {
        return new JsonObject().with("operation", how.operation()).with("channel", how.channel());
    }
}
