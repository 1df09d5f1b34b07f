// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.Links;
import io.temoin.audit.intake.domain.AuditEntry.What;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * An entry as an event of the Open Cybersecurity Schema Framework 1.8.0 (schema.ocsf.io), one JSON
 * object on a line. What the class has no attribute for is under {@code unmapped}.
 */
final class Ocsf {

    static final String VERSION = "1.8.0";

    private static final int REGULAR_FILE = 1;

    /** A number of the schema with its caption. */
    private record Level(int id, String caption) {}

    private Ocsf() {}

    static String line(AuditEntry entry) {
        OcsfKind kind = OcsfKind.of(entry.what());
        Level severity = severity(entry.what());
        Level status = status(entry.what());
        JsonObject event =
                new JsonObject()
                        .with("class_uid", kind.type().uid())
                        .with("class_name", kind.type().caption())
                        .with("category_uid", kind.type().categoryUid())
                        .with("category_name", kind.type().category())
                        .with("activity_id", kind.activityId())
                        .with("activity_name", kind.activity())
                        .with("type_uid", kind.typeUid())
                        .with("type_name", kind.typeName())
                        .with("severity_id", severity.id())
                        .with("severity", severity.caption())
                        .with("status_id", status.id())
                        .with("status", status.caption())
                        .with("status_code", entry.what().outcome().name())
                        .with("time", entry.when().at().toEpochMilli())
                        .with("message", entry.who().actor() + " " + entry.what().action())
                        .with("metadata", metadata(entry, kind.type()))
                        .with("actor", actor(entry));
        if (kind.type().hasSource()) {
            event.with("src_endpoint", endpoint(entry));
        }
        target(event, kind, entry);
        return event.with("unmapped", unmapped(entry, kind.type())) + "\n";
    }

    private static Level severity(What what) {
        return switch (what.outcome()) {
            case ALLOWED, DONE -> new Level(1, "Informational");
            case REFUSED -> new Level(2, "Low");
            case UNCLASSIFIED -> new Level(0, "Unknown");
        };
    }

    private static Level status(What what) {
        if (what.action().endsWith("_FAILED")) {
            return new Level(2, "Failure");
        }
        return switch (what.outcome()) {
            case ALLOWED, DONE -> new Level(1, "Success");
            case REFUSED -> new Level(2, "Failure");
            case UNCLASSIFIED -> new Level(0, "Unknown");
        };
    }

    private static JsonObject metadata(AuditEntry entry, OcsfClass type) {
        JsonObject metadata = new JsonObject().with("version", VERSION);
        if (!type.profiles().isEmpty()) {
            metadata.with("profiles", type.profiles());
        }
        return metadata.with(
                        "product",
                        new JsonObject()
                                .with("name", "Temoin")
                                .with("vendor_name", "Temoin")
                                .with(
                                        "feature",
                                        new JsonObject().with("name", entry.how().service())))
                .with("uid", entry.id())
                .with("event_code", entry.what().action())
                .with("correlation_uid", entry.trace().correlation())
                .with("original_time", entry.when().at().toString())
                .with("logged_time", entry.when().recordedAt().toEpochMilli())
                .with("sequence", entry.trace().sequence());
    }

    private static JsonObject actor(AuditEntry entry) {
        JsonObject organisation = new JsonObject().with("name", entry.who().organisation());
        JsonObject user = new JsonObject().with("uid", entry.who().actor());
        return new JsonObject().with("user", user.with("org", organisation));
    }

    /** An endpoint has a name of some kind: that of the service where no workstation is known. */
    private static JsonObject endpoint(AuditEntry entry) {
        return entry.workstation() == null
                ? new JsonObject().with("svc_name", entry.how().service())
                : new JsonObject().with("name", entry.workstation());
    }

    /** What the class requires to be told of what was acted on. */
    private static void target(JsonObject event, OcsfKind kind, AuditEntry entry) {
        JsonObject resource = new JsonObject().with("uid", entry.trace().stream());
        switch (kind.type()) {
            case ENTITY_MANAGEMENT -> event.with("entity", resource);
            case WEB_RESOURCES_ACTIVITY -> event.withOneIn("web_resources", resource);
            case DATASTORE_ACTIVITY -> event.with("table", resource);
            case FILE_HOSTING_ACTIVITY -> event.with("file", file(entry));
            case AUTHORIZE_SESSION -> {
                String person = Objects.requireNonNullElse(entry.links().subject(), "unknown");
                event.with("user", new JsonObject().with("uid", person));
                event.with("privileges", privileges(entry));
            }
            case API_ACTIVITY -> {
                JsonObject service = new JsonObject().with("name", entry.how().service());
                event.with(
                        "api",
                        new JsonObject()
                                .with("operation", entry.how().operation())
                                .with("service", service));
                event.withOneIn("resources", resource);
            }
            case EVENT_LOG_ACTIVITY -> event.with("log_name", "audit trail");
            case BASE_EVENT -> {} // it has no target
        }
    }

    /** The class wants to be told of some; which they were, the entry may not know. */
    private static List<String> privileges(AuditEntry entry) {
        List<String> known = entry.what().because();
        return known.isEmpty() ? List.of("unknown") : known;
    }

    private static JsonObject file(AuditEntry entry) {
        String name = Objects.requireNonNullElse(entry.links().recording(), entry.trace().stream());
        return new JsonObject().with("name", name).with("type_id", REGULAR_FILE);
    }

    private static JsonObject unmapped(AuditEntry entry, OcsfClass type) {
        Links links = entry.links();
        return new JsonObject()
                .with("recordedAt", entry.when().recordedAt().toString())
                .with("because", entry.what().because())
                .with("purposes", entry.why().purposes())
                .with("reportedBy", entry.reportedBy())
                .with("reason", JsonLines.reason(entry.why().reason()))
                .with("roles", Arrays.asList(entry.who().role().split(",", -1)))
                .with("operation", entry.how().operation())
                .with("channel", entry.how().channel())
                .with("controller", links.controller())
                .with("subject", links.subject())
                .with("recording", links.recording())
                .with("decision", links.decision())
                .with("consent", links.consent())
                .with("causationId", entry.trace().causation())
                .with("stream", entry.trace().stream())
                .with("workstation", type.hasSource() ? null : entry.workstation());
    }
}
