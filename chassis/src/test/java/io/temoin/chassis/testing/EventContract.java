// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One published event type in one version: its JSON Schema (2020-12) and the example that both
 * sides of the topic test against.
 */
public final class EventContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonSchemaFactory SCHEMAS =
            JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private final String type;
    private final JsonNode schemaDocument;
    private final JsonSchema schema;
    private final String example;

    private EventContract(String type) {
        this.type = type;
        this.schemaDocument =
                parse(ContractFiles.read(ContractFiles.event(type).resolve("schema.json")));
        this.schema = schema(schemaDocument);
        this.example = ContractFiles.read(ContractFiles.event(type).resolve("example.json"));
    }

    /**
     * The contract of a type.
     *
     * @param type the CloudEvents type, such as {@code io.temoin.recording.RecordingStored.v1}
     */
    public static EventContract of(String type) {
        return new EventContract(type);
    }

    /** The contracts of everything a service publishes, such as {@code recording}. */
    public static List<EventContract> publishedBy(String service) {
        return ContractFiles.eventTypes().stream()
                .filter(type -> type.startsWith("io.temoin." + service + "."))
                .map(EventContract::of)
                .toList();
    }

    /** The CloudEvents type. */
    public String type() {
        return type;
    }

    /** The service that publishes the type. */
    public String service() {
        return type.split("\\.", -1)[2];
    }

    /** The event's name alone, such as {@code RecordingStored}. */
    public String name() {
        return type.split("\\.", -1)[3];
    }

    /** The version of the type. */
    public int version() {
        return Integer.parseInt(type.split("\\.", -1)[4].substring(1));
    }

    /** The schema as it is committed. */
    public JsonNode schema() {
        return schemaDocument;
    }

    /** The example payload as it is committed, exactly as a service publishes it. */
    public String example() {
        return example;
    }

    /** The example payload, parsed. */
    public JsonNode exampleNode() {
        return parse(example);
    }

    /** Every committed example: {@code example.json} first, then {@code example-<name>.json}. */
    public List<JsonNode> examples() {
        try (var files = Files.list(ContractFiles.event(type))) {
            return Stream.concat(
                            Stream.of(example),
                            files.filter(
                                            file ->
                                                    file.getFileName()
                                                            .toString()
                                                            .startsWith("example-"))
                                    .sorted()
                                    .map(ContractFiles::read))
                    .map(EventContract::parse)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where the schema has an object or codes without a title, as JSON pointers. */
    public List<String> typesWithoutTitle() {
        return SchemaFile.typesWithoutTitle(schemaDocument);
    }

    /** What a payload breaks, empty when it keeps the contract. */
    public List<String> violations(String payload) {
        return schema.validate(parse(payload)).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** What the headers of a record break of those that {@code asyncapi.yaml} promises. */
    public static List<String> violationsOfHeaders(Map<String, String> headers) {
        ObjectNode described =
                (ObjectNode)
                        AsyncApiDocument.committed().at("/components/messageTraits/event/headers");
        ObjectNode closed = described.deepCopy().put("additionalProperties", false);
        return schema(closed).validate(JSON.valueToTree(headers)).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** Asserts that a payload keeps the contract. */
    public void accepts(String payload) {
        assertThat(violations(payload)).as("%s: %s", type, payload).isEmpty();
    }

    /** Asserts that a payload keeps the contract and is, field for field, the example. */
    public void isExactly(String payload) {
        accepts(payload);
        assertThat(parse(payload)).as("example of %s", type).isEqualTo(exampleNode());
    }

    @Override
    public String toString() {
        return type;
    }

    private static JsonSchema schema(JsonNode document) {
        return SCHEMAS.getSchema(
                document, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException failure) {
            throw new IllegalArgumentException("not JSON", failure);
        }
    }
}
