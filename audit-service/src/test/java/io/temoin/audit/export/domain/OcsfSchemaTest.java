// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.temoin.audit.intake.domain.AuditEntry;
import io.temoin.audit.intake.domain.AuditEntry.What;
import io.temoin.audit.intake.domain.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every event against what OCSF 1.8.0 says of its class, and that this would find a wrong one. */
class OcsfSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(read(Path.of("src/test/resources/ocsf/ocsf-1.8.0.schema.json")));

    static Stream<AuditEntry> entries() {
        return TestEntries.all();
    }

    static Stream<What> actions() {
        return Stream.concat(
                OcsfTest.actions(),
                Stream.of(
                        new What("TEA_MADE", Outcome.DONE, List.of()),
                        new What("TEA_MADE", Outcome.REFUSED, List.of("TOO_HOT")),
                        new What("TEA_MADE", Outcome.UNCLASSIFIED, List.of())));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void anEntryIsAnEventOfTheSchema(AuditEntry entry) {
        assertThat(faults(event(entry))).isEmpty();
    }

    /** Those who say as much as they can, and those who say no more than they have to. */
    @ParameterizedTest
    @MethodSource("actions")
    void anActionIsAnEventOfTheSchema(What what) {
        assertThat(faults(event(TestEntries.listening(), what))).isEmpty();
        assertThat(faults(event(TestEntries.bare(), what))).isEmpty();
    }

    /** What is taken away from an event, or changed in it, by the action that the event is of. */
    @ParameterizedTest
    @CsvSource({
        "LISTENING_GRANTED,/file/name,",
        "LISTENING_GRANTED,/file/type_id,17",
        "LISTENING_GRANTED,/src_endpoint,",
        "LISTENING_GRANTED,/src_endpoint/name,",
        "LISTENING_GRANTED,/metadata/version,\"1.9.0\"",
        "LISTENING_GRANTED,/metadata/product,",
        "LISTENING_GRANTED,/activity_name,\"Open\"",
        "LISTENING_GRANTED,/activity_id,18",
        "LISTENING_GRANTED,/category_uid,3",
        "LISTENING_GRANTED,/severity,\"Low\"",
        "LISTENING_GRANTED,/time,\"2026-11-24T09:12:03Z\"",
        "LISTENING_GRANTED,/recording,\"r1\"",
        "PURPOSE_ACTIVATED,/entity,",
        "PURPOSE_ACTIVATED,/entity/uid,",
        "REGISTER_IMPORTED,/metadata/profiles,",
        "REGISTER_IMPORTED,/web_resources,[]",
        "SELF_SERVICE_LINK_ISSUED,/privileges,",
        "SELF_SERVICE_LINK_ISSUED,/privileges,[]",
        "SELF_SERVICE_LINK_ISSUED,/user,",
        "CALL_REFUSED,/api/operation,",
        "LIST_SCRUBBED,/table,",
        "EXPORT_REQUESTED,/log_name,"
    })
    void aWrongEventIsFound(String action, String place, @Nullable String value)
            throws IOException {
        ObjectNode event =
                event(TestEntries.listening(), new What(action, Outcome.DONE, List.of()));
        assertThat(faults(event)).isEmpty();
        ObjectNode parent = (ObjectNode) event.at(place.substring(0, place.lastIndexOf('/')));
        String name = place.substring(place.lastIndexOf('/') + 1);

        if (value == null) {
            assertThat(parent.remove(name)).isNotNull();
        } else {
            parent.set(name, JSON.readTree(value));
        }

        assertThat(faults(event)).isNotEmpty();
    }

    /** The base event has neither, and an actor only by a profile. */
    @Test
    void whatIsNotKnownSaysNoMoreThanItsClassCan() {
        ObjectNode event =
                event(
                        TestEntries.listening(),
                        new What("TEA_MADE", Outcome.UNCLASSIFIED, List.of()));

        assertThat(event.has("src_endpoint")).isFalse();
        assertThat(event.at("/unmapped/workstation").asText()).isEqualTo("LYON-3-117");
        assertThat(event.at("/metadata/profiles/0").asText()).isEqualTo("host");
    }

    private static Set<ValidationMessage> faults(JsonNode event) {
        return SCHEMA.validate(event);
    }

    private static ObjectNode event(AuditEntry like, What what) {
        return event(
                new AuditEntry(
                        like.id(),
                        like.who(),
                        what,
                        like.why(),
                        like.how(),
                        like.when(),
                        like.workstation(),
                        like.links(),
                        like.trace()));
    }

    private static ObjectNode event(AuditEntry entry) {
        try {
            return (ObjectNode) JSON.readTree(ExportFormat.OCSF.line(entry));
        } catch (JsonProcessingException failure) {
            throw new AssertionError("an event is JSON", failure);
        }
    }

    private static JsonNode read(Path schema) {
        try {
            return JSON.readTree(Files.readString(schema));
        } catch (IOException failure) {
            throw new AssertionError("the schema is beside the tests", failure);
        }
    }
}
