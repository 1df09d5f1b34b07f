// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A committed OpenAPI document, for validating what really goes over the wire.
 *
 * <p>Objects are closed here: clients must ignore members they do not know, but a member that the
 * service sends and the document does not name is an omission of the document.
 */
final class OpenApiDocument {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");
    private static final SchemaValidatorsConfig STRICT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
    private static final Map<String, OpenApiDocument> READ = new ConcurrentHashMap<>();

    /** An operation: where it is, and what the document says of it. */
    record Operation(String method, String path, JsonNode description) {

        /** As it is named in failures. */
        String place() {
            return method + " " + path;
        }
    }

    private record Address(Operation operation, Pattern path) {}

    private final JsonNode root;
    private final ObjectNode closedComponents;
    private final List<Address> addresses;
    private final JsonSchemaFactory schemas = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

    private OpenApiDocument(JsonNode root) {
        this.root = root;
        this.closedComponents = JSON.createObjectNode();
        closedComponents.set("schemas", closed(root.path("components").path("schemas")));
        this.addresses = addresses(root);
    }

    /**
     * The document of a service, read once.
     *
     * @param service the module's name, such as {@code audit-service}
     */
    static OpenApiDocument of(String service) {
        return READ.computeIfAbsent(service, OpenApiDocument::read);
    }

    /** Has the document of a service read anew, as it was rewritten. */
    static void forget(String service) {
        READ.remove(service);
    }

    private static OpenApiDocument read(String service) {
        return parse(ContractFiles.read(ContractFiles.openApi(service)));
    }

    /** A document by its text. */
    static OpenApiDocument parse(String yaml) {
        try {
            return new OpenApiDocument(YAML.readTree(yaml));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the OpenAPI document is not YAML", failure);
        }
    }

    /** The whole document, read once. */
    JsonNode root() {
        return root;
    }

    /** All operations, in the order of their paths. */
    List<Operation> operations() {
        return addresses.stream().map(Address::operation).toList();
    }

    /**
     * The operation that a request reaches; {@code null} if the document has none. A HEAD that is
     * not described reaches the GET of the same path.
     */
    @Nullable Operation find(String method, String path) {
        Operation found = exact(method, path);
        return found == null && method.equals("HEAD") ? exact("GET", path) : found;
    }

    private @Nullable Operation exact(String method, String path) {
        for (Address address : addresses) {
            if (address.operation().method().equals(method)
                    && address.path().matcher(path).matches()) {
                return address.operation();
            }
        }
        return null;
    }

    /** A node, or what its {@code $ref} leads to. */
    JsonNode resolve(JsonNode node) {
        JsonNode current = node;
        while (current.has("$ref")) {
            current = root.at(current.get("$ref").asText().substring(1));
        }
        return current;
    }

    /** What of a value breaks a schema; empty when it is as described. */
    List<String> faults(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(ValidationMessage::getMessage)
                .sorted()
                .toList();
    }

    /** The same of a header or parameter, which is text on the wire. */
    List<String> faultsOfText(JsonNode schema, String text) {
        return faults(schema, typed(resolve(schema), text));
    }

    private static JsonNode typed(JsonNode schema, String text) {
        String type = schema.path("type").asText();
        try {
            return switch (type) {
                case "integer", "number", "boolean" -> JSON.readTree(text);
                default -> TextNode.valueOf(text);
            };
        } catch (JsonProcessingException _) {
            return TextNode.valueOf(text); // is refused as such
        }
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode document = (ObjectNode) closed(schema);
        document.set("components", closedComponents);
        return schemas.getSchema(document, STRICT);
    }

    private static JsonNode closed(JsonNode node) {
        JsonNode copy = node.deepCopy();
        close(copy);
        return copy;
    }

    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApiDocument::close);
    }

    /** Those with fewer variables first: {@code /things/stream} is not {@code /things/{id}}. */
    private static List<Address> addresses(JsonNode root) {
        List<Address> found = new ArrayList<>();
        for (var path : root.path("paths").properties()) {
            Pattern pattern = pattern(path.getKey());
            for (var method : path.getValue().properties()) {
                Operation operation =
                        new Operation(
                                method.getKey().toUpperCase(java.util.Locale.ROOT),
                                path.getKey(),
                                method.getValue());
                found.add(new Address(operation, pattern));
            }
        }
        found.sort(
                Comparator.comparingLong((Address it) -> variables(it.operation().path()))
                        .thenComparing(it -> it.operation().path())
                        .thenComparing(it -> it.operation().method()));
        return List.copyOf(found);
    }

    private static long variables(String path) {
        return VARIABLE.matcher(path).results().count();
    }

    /** A variable called {@code path} is one: it may have slashes. */
    private static Pattern pattern(String template) {
        String regex =
                Pattern.quote(template)
                        .replace("{path}", "\\E.+\\Q")
                        .replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q");
        return Pattern.compile(regex + "/?");
    }
}
