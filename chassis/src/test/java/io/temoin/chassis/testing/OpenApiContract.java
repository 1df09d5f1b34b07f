// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temoin.eventsourcing.JsonPointers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The committed OpenAPI document of a service against the one that the running application
 * generates. Run the test with {@code -Dtemoin.contracts.update=true} to commit what changed.
 */
public final class OpenApiContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "patch", "head", "options");

    /** Lists whose order says nothing. */
    private static final Set<String> UNORDERED = Set.of("required", "tags", "enum", "security");

    /**
     * One operation.
     *
     * @param id the {@code operationId}
     * @param method upper case
     * @param path with its variables in braces
     */
    public record Operation(String id, String method, String path) {}

    private final String service;

    /** Filled when first asked for: a table of access asks for each of its rows. */
    private final Map<String, List<JsonNode>> byId = new HashMap<>();

    private OpenApiContract(String service) {
        this.service = service;
    }

    /**
     * The contract of a service.
     *
     * @param service the module's name, such as {@code audit-service}
     */
    public static OpenApiContract of(String service) {
        return new OpenApiContract(service);
    }

    /** Asserts that the committed document is the one the application under test generates. */
    public void isInStep() {
        JsonNode generated = comparable(generated());
        if (Boolean.getBoolean("temoin.contracts.update")) {
            ContractFiles.write(ContractFiles.openApi(service), yaml(generated()));
            OpenApiDocument.forget(service);
            ProblemContract.forget(service);
        }
        List<String> differences = new ArrayList<>();
        collect("", comparable(committed()), generated, differences);
        assertThat(differences)
                .as("contracts/openapi/%s.yaml against the running application", service)
                .isEmpty();
    }

    /**
     * What every operation owes its readers: an id, a summary, a tag, an example of each JSON body
     * it gives, and its errors as problems, with examples.
     */
    public void documentsEveryOperation() {
        List<String> gaps = new ArrayList<>();
        eachOperation(
                (path, method, operation) -> {
                    String place = method + " " + path;
                    for (String field : List.of("operationId", "summary", "tags", "responses")) {
                        if (operation.path(field).isEmpty()
                                && operation.path(field).asText().isBlank()) {
                            gaps.add(place + " has no " + field);
                        }
                    }
                    gaps.addAll(gapsInResponses(place, operation));
                });
        gaps.addAll(ProblemContract.of(service).gaps());
        assertThat(gaps).as("contracts/openapi/%s.yaml", service).isEmpty();
    }

    private static List<String> gapsInResponses(String place, JsonNode operation) {
        List<String> gaps = new ArrayList<>();
        boolean tellsErrors = false;
        for (var response : operation.path("responses").properties()) {
            tellsErrors |= response.getKey().startsWith("4");
            JsonNode body = response.getValue().path("content").path("application/json");
            if (response.getKey().startsWith("2") && !body.isMissingNode()) {
                for (String part : List.of("schema", "examples")) {
                    if (body.path(part).isEmpty()) {
                        gaps.add("%s %s has no %s".formatted(place, response.getKey(), part));
                    }
                }
            }
        }
        if (!tellsErrors && !operation.path("security").isEmpty()) {
            gaps.add(place + " documents no error");
        }
        return gaps;
    }

    /**
     * Asserts that every example of the document keeps the schema that it is an example of, and
     * that the document shows every file of examples.
     */
    public void hasExamplesThatKeepTheirSchemas() {
        OpenApiDocument document = OpenApiDocument.of(service);
        List<String> faults = new ArrayList<>();
        int examples = 0;
        for (OpenApiDocument.Operation operation : document.operations()) {
            JsonNode body = document.resolve(operation.description().path("requestBody"));
            examples += faultsOfExamples(operation.place() + " body", body, document, faults);
            for (var response : operation.description().path("responses").properties()) {
                String place = operation.place() + " " + response.getKey();
                JsonNode answer = document.resolve(response.getValue());
                examples += faultsOfExamples(place, answer, document, faults);
            }
        }
        faults.addAll(unseenExamples());
        assertThat(faults).as("examples of contracts/openapi/%s.yaml", service).isEmpty();
        assertThat(examples).as("examples of contracts/openapi/%s.yaml", service).isPositive();
    }

    private List<String> unseenExamples() {
        Set<String> shown = new HashSet<>();
        committed().at("/components/examples").fieldNames().forEachRemaining(shown::add);
        try (var files = Files.list(ContractFiles.examples(service))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\..*", "-"))
                    .filter(schema -> shown.stream().noneMatch(it -> it.startsWith(schema)))
                    .map(schema -> "no body has the schema or the operation " + schema)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static int faultsOfExamples(
            String place, JsonNode body, OpenApiDocument document, List<String> faults) {
        int examples = 0;
        for (var content : body.path("content").properties()) {
            JsonNode described = content.getValue();
            if (content.getKey().endsWith("json") && described.has("schema")) {
                for (var example : described.path("examples").properties()) {
                    JsonNode value = document.resolve(example.getValue()).path("value");
                    document.faults(described.path("schema"), value)
                            .forEach(it -> faults.add(place + ", " + example.getKey() + ": " + it));
                    examples++;
                }
            }
        }
        return examples;
    }

    /** The operations of the committed document, in its order. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        eachOperation(
                (path, method, operation) ->
                        operations.add(
                                new Operation(
                                        operation.path("operationId").asText(), method, path)));
        operations.sort(Comparator.comparing(Operation::path).thenComparing(Operation::method));
        return operations;
    }

    /** One operation of the committed document as it stands there. */
    JsonNode operation(String operationId) {
        if (byId.isEmpty()) {
            eachOperation(
                    (_, _, operation) ->
                            byId.computeIfAbsent(
                                            operation.path("operationId").asText(),
                                            _ -> new ArrayList<>())
                                    .add(operation));
        }
        List<JsonNode> found = byId.getOrDefault(operationId, List.of());
        assertThat(found).as("operations called %s", operationId).hasSize(1);
        return found.getFirst();
    }

    interface Visit {
        void operation(String path, String method, JsonNode operation);
    }

    void eachOperation(Visit visit) {
        OpenApiDocument document = OpenApiDocument.of(service);
        for (var path : document.root().path("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    visit.operation(
                            path.getKey(),
                            method.getKey().toUpperCase(java.util.Locale.ROOT),
                            resolved(method.getValue(), document));
                }
            }
        }
    }

    /** The operation with its shared parameters and responses as if they were its own. */
    private static JsonNode resolved(JsonNode operation, OpenApiDocument document) {
        ObjectNode copy = operation.deepCopy();
        if (copy.path("responses") instanceof ObjectNode responses) {
            responses.properties().forEach(it -> it.setValue(document.resolve(it.getValue())));
        }
        if (copy.path("parameters") instanceof ArrayNode parameters) {
            for (int i = 0; i < parameters.size(); i++) {
                parameters.set(i, document.resolve(parameters.get(i)));
            }
        }
        return copy;
    }

    JsonNode committed() {
        return OpenApiDocument.of(service).root();
    }

    private static JsonNode generated() {
        String document =
                Http.given()
                        .queryParam("format", "json")
                        .get("/q/openapi")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        try {
            ObjectNode parsed = (ObjectNode) JSON.readTree(document);
            // The test's own address; a service does not know where it will be reached.
            parsed.remove("servers");
            return parsed;
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the generated OpenAPI document is not JSON", failure);
        }
    }

    private static String yaml(JsonNode generated) {
        // What a reader wants to know first comes first.
        ObjectNode document = JSON.createObjectNode();
        for (String part : List.of("openapi", "info", "tags", "paths", "components")) {
            if (generated.has(part)) {
                document.set(part, generated.get(part));
            }
        }
        document.setAll((ObjectNode) generated.deepCopy());
        return ContractYaml.of(document);
    }

    /** The document with its unordered lists sorted; objects compare without order anyway. */
    private static JsonNode comparable(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JSON.createObjectNode();
            for (var field : object.properties()) {
                JsonNode value = comparable(field.getValue());
                copy.set(
                        field.getKey(),
                        UNORDERED.contains(field.getKey()) && value instanceof ArrayNode list
                                ? sorted(list)
                                : value);
            }
            return copy;
        }
        if (node instanceof ArrayNode list) {
            ArrayNode copy = JSON.createArrayNode();
            list.forEach(item -> copy.add(comparable(item)));
            return copy;
        }
        return node;
    }

    private static ArrayNode sorted(ArrayNode list) {
        ArrayNode copy = JSON.createArrayNode();
        StreamSupport.stream(list.spliterator(), false)
                .sorted(Comparator.comparing(JsonNode::toString))
                .forEach(copy::add);
        return copy;
    }

    private static void collect(
            String pointer,
            @Nullable JsonNode committed,
            @Nullable JsonNode generated,
            List<String> differences) {
        if (committed == null) {
            differences.add(pointer + " is generated, not committed: " + generated);
        } else if (generated == null) {
            differences.add(pointer + " is committed, not generated: " + committed);
        } else if (committed instanceof ObjectNode left && generated instanceof ObjectNode right) {
            Set<String> names = new HashSet<>();
            left.fieldNames().forEachRemaining(names::add);
            right.fieldNames().forEachRemaining(names::add);
            for (String name : names.stream().sorted().toList()) {
                collect(
                        JsonPointers.member(pointer, name),
                        left.get(name),
                        right.get(name),
                        differences);
            }
        } else if (committed instanceof ArrayNode left && generated instanceof ArrayNode right) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                collect(pointer + "/" + i, left.get(i), right.get(i), differences);
            }
        } else if (!same(committed, generated)) {
            differences.add(pointer + " is committed as " + committed + ", generated " + generated);
        }
    }

    /** Scalars by their text: YAML reads 1.0 and 2026-01-01 in its own way. */
    private static boolean same(JsonNode committed, JsonNode generated) {
        return committed.isValueNode()
                && generated.isValueNode()
                && committed.asText().equals(generated.asText());
    }
}
