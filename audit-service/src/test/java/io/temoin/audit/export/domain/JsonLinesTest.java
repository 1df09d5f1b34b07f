// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temoin.audit.intake.domain.AuditEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Read back with Jackson, which the writer does not use. */
class JsonLinesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void saysWhatTheEntrySays(AuditEntry entry) throws JsonProcessingException {
        String line = ExportFormat.JSON_LINES.line(entry);

        assertThat(read(JSON.readTree(line))).isEqualTo(entry);
    }

    /** Line ends as Unicode counts them (UAX #14), not only those of jsonlines.org. */
    @ParameterizedTest
    @MethodSource("entries")
    void isOneLineForEveryReader(AuditEntry entry) {
        String line = ExportFormat.JSON_LINES.line(entry);

        assertThat(line).endsWith("}\n");
        assertThat(line.strip().split("\\R", -1)).hasSize(1);
    }

    @Test
    void leavesOutWhatIsNotSaid() {
        assertThat(ExportFormat.JSON_LINES.line(TestEntries.bare()))
                .isEqualTo(
                        """
                        {"id":"e1.0","at":"2026-11-24T09:00:00Z",\
                        "recordedAt":"2026-11-24T09:12:03.655Z","service":"retention",\
                        "action":"ITEM_RETAINED","outcome":"DONE","because":[],\
                        "actor":"retention-service","organisation":"temoin","role":"service",\
                        "purposes":[],"how":{"operation":"ItemRetained"},\
                        "correlationId":"cor-2","stream":"item-r1","sequence":1}
                        """);
    }

    private static AuditEntry read(JsonNode json) {
        Map<String, String> fields = new HashMap<>();
        for (String name :
                List.of(
                        "id",
                        "at",
                        "recordedAt",
                        "service",
                        "action",
                        "outcome",
                        "actor",
                        "organisation",
                        "role",
                        "workstation",
                        "controller",
                        "subject",
                        "recording",
                        "decision",
                        "consent",
                        "correlationId",
                        "causationId",
                        "stream",
                        "sequence",
                        "reportedBy")) {
            put(fields, name, json.path(name));
        }
        put(fields, "operation", json.at("/how/operation"));
        put(fields, "channel", json.at("/how/channel"));
        put(fields, "reasonCode", json.at("/reason/code"));
        put(fields, "reasonReference", json.at("/reason/reference"));
        return new ReadEntry(fields, texts(json.path("because")), texts(json.path("purposes")))
                .entry();
    }

    static void put(Map<String, String> fields, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            fields.put(name, value.asText());
        }
    }

    static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
