// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Changes to the schema of an event, and its form as a file. */
final class SchemaFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private SchemaFile() {}

    /** A type that a generator would make a class or an enum of. */
    static boolean isNamed(JsonNode schema) {
        return schema.isObject()
                && (schema.path("properties").isObject() || schema.path("enum").isArray());
    }

    /** Where a schema has a type without a name, as JSON pointers. */
    static List<String> typesWithoutTitle(JsonNode schema) {
        List<String> found = new ArrayList<>();
        collect(schema, "", found);
        return found;
    }

    private static void collect(JsonNode node, String pointer, List<String> found) {
        boolean isExample = pointer.endsWith("/examples");
        if (isNamed(node) && !node.path("title").isTextual()) {
            found.add(pointer);
        }
        if (!isExample) {
            node.properties()
                    .forEach(
                            member ->
                                    collect(
                                            member.getValue(),
                                            pointer + "/" + member.getKey(),
                                            found));
        }
    }

    /** The schema of what lies at a path of {@link EventCodes.CodeField}. */
    static ObjectNode at(ObjectNode root, List<String> path) {
        JsonNode schema = root;
        for (String step : path) {
            schema =
                    switch (step) {
                        case "[]" -> resolved(root, schema).path("items");
                        case "{}" -> resolved(root, schema).path("additionalProperties");
                        default -> resolved(root, schema).path("properties").path(step);
                    };
        }
        return (ObjectNode) resolved(root, schema);
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : root.at(reference.substring(1));
    }

    /**
     * Sets which codes there are. Codes that already were there keep their place. What is shared
     * under {@code $defs} with texts of another kind is replaced at this place alone.
     */
    static void codes(ObjectNode root, List<String> path, List<String> codes, String name) {
        ObjectNode place = at(root, path.subList(0, path.size() - 1));
        String last = path.getLast();
        ObjectNode schema =
                switch (last) {
                    case "[]" -> (ObjectNode) place.path("items");
                    case "{}" -> (ObjectNode) place.path("additionalProperties");
                    default -> (ObjectNode) place.path("properties").path(last);
                };
        if (schema.has("$ref") && !resolved(root, schema).has("enum")) {
            schema.remove("$ref");
        }
        ObjectNode target = (ObjectNode) resolved(root, schema);
        ArrayNode known = target.has("enum") ? (ArrayNode) target.path("enum") : null;
        ArrayNode written = JSON.createArrayNode();
        if (known != null) {
            known.forEach(
                    code -> {
                        if (codes.contains(code.asText())) {
                            written.add(code.asText());
                        }
                    });
        }
        codes.stream()
                .filter(code -> known == null || !contains(known, code))
                .forEach(written::add);
        target.remove(List.of("pattern", "examples"));
        if (!target.has("title")) {
            target.put("title", name);
        }
        target.put("type", "string");
        target.set("enum", written);
    }

    private static boolean contains(ArrayNode codes, String code) {
        for (JsonNode one : codes) {
            if (one.asText().equals(code)) {
                return true;
            }
        }
        return false;
    }

    /** Names a type, unless it has a name. */
    static void title(ObjectNode root, List<String> path, String name) {
        ObjectNode schema = at(root, path);
        if (!schema.has("title")) {
            schema.put("title", name);
        }
    }

    /** Names every type that still has none, by the type around it and its place there. */
    static void titleTheRest(ObjectNode schema, String around) {
        if (isNamed(schema) && !schema.has("title")) {
            schema.put("title", around);
        }
        String name = schema.path("title").asText(around);
        schema.properties()
                .forEach(
                        member -> {
                            JsonNode value = member.getValue();
                            switch (member.getKey()) {
                                case "properties", "$defs" ->
                                        value.properties()
                                                .forEach(
                                                        one ->
                                                                titleTheRest(
                                                                        one.getValue(),
                                                                        name(
                                                                                member.getKey(),
                                                                                name,
                                                                                one.getKey(),
                                                                                one.getValue())));
                                case "items", "additionalProperties" -> titleTheRest(value, name);
                                default -> {}
                            }
                        });
    }

    private static void titleTheRest(JsonNode schema, String around) {
        if (schema instanceof ObjectNode object) {
            titleTheRest(object, around);
        }
    }

    private static String name(String kind, String around, String key, JsonNode schema) {
        if (schema.path("properties").has("sealed")) {
            return "SealedValue";
        }
        String capitalised = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        return kind.equals("$defs") ? capitalised : around + capitalised;
    }

    /** Writes it as the files are written. */
    static void write(String type, ObjectNode schema) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter(
                        Separators.createDefaultInstance()
                                .withObjectFieldValueSpacing(Spacing.AFTER));
        printer.indentArraysWith(lines);
        printer.indentObjectsWith(lines);
        try {
            ContractFiles.write(
                    ContractFiles.event(type).resolve("schema.json"),
                    JSON.writer(printer).writeValueAsString(schema) + "\n");
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(type + " cannot be written", failure);
        }
    }
}
