// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.Trace;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.AuditEntry.Who;
import io.temoin.audit.intake.domain.EntryMapping;
import io.temoin.audit.intake.domain.Facts;
import io.temoin.audit.intake.domain.Outcome;
import io.temoin.audit.intake.domain.PublishedEvent;
import io.temoin.chassis.testing.ContractFiles;
import io.temoin.chassis.testing.EventContract;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and numbers are those of the schema's release 1.8.0 (schema.ocsf.io/1.8.0). */
class OcsfTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");

    /** What each class requires beside what every event has. */
    private static final Map<Integer, List<String>> REQUIRED =
            Map.of(
                    0, List.of(),
                    1008, List.of(),
                    3003, List.of("user"),
                    3004, List.of("entity"),
                    6001, List.of("web_resources"),
                    6003, List.of("actor", "api", "src_endpoint"),
                    6005, List.of("actor", "table", "src_endpoint"),
                    6006, List.of("actor", "file", "src_endpoint"));

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    /** Every event that is published, and each way a call can be decided. */
    static Stream<What> actions() {
        return ContractFiles.eventTypes().stream()
                .map(EventContract::of)
                .flatMap(
                        contract ->
                                Stream.of("ALLOW", "REVIEW", "DENY")
                                        .map(verdict -> what(contract, verdict)))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void saysWhatTheEntrySays(AuditEntry entry) throws JsonProcessingException {
        assertThat(read(JSON.readTree(ExportFormat.OCSF.line(entry)))).isEqualTo(entry);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void givesEveryActionAClassOnPurpose(What what) throws JsonProcessingException {
        // When
        JsonNode event = event(what);

        // Then
        assertThat(what.outcome()).isNotEqualTo(Outcome.UNCLASSIFIED);
        assertThat(event.path("activity_id").asInt())
                .as("an activity that the class has")
                .isBetween(1, 98);
        assertThat(event.path("class_uid").asInt()).isNotZero();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void countsAndNamesAsTheSchemaDoes(What what) throws JsonProcessingException {
        // When
        JsonNode event = event(what);

        // Then
        int type = event.path("class_uid").asInt();
        assertThat(event.path("type_uid").asInt())
                .isEqualTo(type * 100 + event.path("activity_id").asInt());
        assertThat(event.path("category_uid").asInt()).isEqualTo(type / 1000);
        assertThat(event.path("type_name").asText())
                .isEqualTo(
                        event.path("class_name").asText()
                                + ": "
                                + event.path("activity_name").asText());
        assertThat(REQUIRED).containsKey(type);
        assertThat(REQUIRED.get(type)).allMatch(event::hasNonNull);
    }

    @ParameterizedTest
    @CsvSource({
        "LISTENING_GRANTED,ALLOWED,6006,9,1,1",
        "LISTENING_REFUSED,REFUSED,6006,17,2,2",
        "RECORDING_ERASED,DONE,6006,4,1,1",
        "PURPOSE_ACTIVATED,DONE,3004,10,1,1",
        "SELF_SERVICE_LINK_ISSUED,DONE,3003,1,1,1",
        "LIST_SCRUBBED,DONE,6005,4,1,1",
        "REGISTER_IMPORTED,DONE,6001,6,1,1",
        "CALL_REFUSED,REFUSED,6003,1,2,2",
        "SAVED_SEARCH_CREATED,DONE,3004,1,1,1",
        "SAVED_SEARCH_DELETED,DONE,3004,4,1,1",
        "EXPORT_REQUESTED,DONE,1008,3,1,1",
        "EXPORT_FAILED,DONE,1008,3,1,2",
        "EXPORT_CANCELLED,DONE,6006,4,1,1",
        "EXPORT_DELETED,DONE,6006,4,1,1",
        "EXPORT_WITHDRAWN,DONE,6006,4,1,1",
        "NOTICE_FAILED,DONE,6003,1,1,2",
        // not known to this service, and a customer's own
        "TEA_MADE,UNCLASSIFIED,0,0,0,0",
        "TEA_MADE,DONE,6003,99,1,1"
    })
    void mapsAsDecided(
            String action, Outcome outcome, int type, int activity, int severity, int status)
            throws JsonProcessingException {
        JsonNode event = event(new What(action, outcome, List.of()));

        assertThat(
                        Stream.of("class_uid", "activity_id", "severity_id", "status_id")
                                .map(name -> event.path(name).asInt()))
                .containsExactly(type, activity, severity, status);
    }

    @Test
    void hasTheTimeInMilliseconds() throws JsonProcessingException {
        JsonNode event = JSON.readTree(ExportFormat.OCSF.line(TestEntries.listening()));

        assertThat(event.path("time").asLong()).isEqualTo(1_795_511_523_512L);
        assertThat(event.at("/metadata/version").asText()).isEqualTo("1.8.0");
        assertThat(event.at("/metadata/product/name").asText()).isEqualTo("Temoin");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void isOneLineForEveryReader(AuditEntry entry) {
        assertThat(ExportFormat.OCSF.line(entry).strip().split("\\R", -1)).hasSize(1);
    }

    private static What what(EventContract contract, String verdict) {
        return EntryMapping.entryOf(
                        new PublishedEvent(
                                "e.0",
                                contract.service(),
                                contract.name(),
                                NOW,
                                new Who("a", "o", "r"),
                                null,
                                new Trace("c", null, "s-1", 1),
                                new Facts(Map.of("verdict", List.of(verdict)))),
                        NOW)
                .what();
    }

    private static JsonNode event(What what) throws JsonProcessingException {
        AuditEntry like = TestEntries.listening();
        return JSON.readTree(
                ExportFormat.OCSF.line(
                        new AuditEntry(
                                like.id(),
                                like.who(),
                                what,
                                like.why(),
                                like.how(),
                                like.when(),
                                like.workstation(),
                                like.links(),
                                like.trace())));
    }

    private static AuditEntry read(JsonNode event) {
        Map<String, String> fields = new HashMap<>();
        JsonLinesTest.put(fields, "id", event.at("/metadata/uid"));
        JsonLinesTest.put(fields, "at", event.at("/metadata/original_time"));
        JsonLinesTest.put(fields, "action", event.at("/metadata/event_code"));
        JsonLinesTest.put(fields, "service", event.at("/metadata/product/feature/name"));
        JsonLinesTest.put(fields, "correlationId", event.at("/metadata/correlation_uid"));
        JsonLinesTest.put(fields, "sequence", event.at("/metadata/sequence"));
        JsonLinesTest.put(fields, "outcome", event.path("status_code"));
        JsonLinesTest.put(fields, "actor", event.at("/actor/user/uid"));
        JsonLinesTest.put(fields, "organisation", event.at("/actor/user/org/name"));
        JsonNode unmapped = event.path("unmapped");
        JsonLinesTest.put(fields, "workstation", event.at("/src_endpoint/name"));
        JsonLinesTest.put(fields, "workstation", unmapped.path("workstation"));
        for (String name :
                Set.of(
                        "recordedAt",
                        "operation",
                        "channel",
                        "controller",
                        "subject",
                        "recording",
                        "decision",
                        "consent",
                        "reportedBy",
                        "causationId",
                        "stream")) {
            JsonLinesTest.put(fields, name, unmapped.path(name));
        }
        JsonLinesTest.put(fields, "reasonCode", unmapped.at("/reason/code"));
        JsonLinesTest.put(fields, "reasonReference", unmapped.at("/reason/reference"));
        fields.put("role", String.join(",", JsonLinesTest.texts(unmapped.path("roles"))));
        return new ReadEntry(
                        fields,
                        JsonLinesTest.texts(unmapped.path("because")),
                        JsonLinesTest.texts(unmapped.path("purposes")))
                .entry();
    }
}
