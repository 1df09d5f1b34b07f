// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import io.temoin.eventsourcing.Embedded;
import io.temoin.shredding.Personal;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where the events of a service hold a code (a value of an enum): found by going through the
 * records of the code and the schema of the contract side by side.
 */
public final class EventCodes {

    /**
     * A field of an event that holds a code.
     *
     * @param event its contract
     * @param path from the event to the code: names of members, {@code []} for an item of a list,
     *     {@code {}} for a value of a map
     * @param name what a type of these codes is called; empty where the code knows only a text
     * @param written the codes that the service can write there
     * @param promised the codes that the schema allows there
     */
    public record CodeField(
            EventContract event,
            List<String> path,
            String name,
            List<String> written,
            List<String> promised) {

        /** Copies the lists. */
        public CodeField {
            path = List.copyOf(path);
            written = List.copyOf(written);
            promised = List.copyOf(promised);
        }

        @Override
        public String toString() {
            return event + " " + String.join(".", path);
        }
    }

    private final EventContract event;
    private final List<CodeField> fields = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();

    private EventCodes(EventContract event) {
        this.event = event;
    }

    /** Every code field of every event of a service, such as {@code recording}. */
    public static List<CodeField> publishedBy(String service) {
        return walked(service).stream().flatMap(codes -> codes.fields.stream()).toList();
    }

    /** Members of records that the schema of their event does not know. */
    public static List<String> missingInSchemas(String service) {
        return walked(service).stream().flatMap(codes -> codes.gaps.stream()).toList();
    }

    /**
     * Writes the codes of the code into the schemas, and names every type that has none: after its
     * class, else after its field.
     */
    public static void update(String service) {
        for (EventCodes codes : walked(service)) {
            ObjectNode schema = (ObjectNode) codes.event.schema();
            codes.fields.stream()
                    .filter(field -> !field.written().isEmpty())
                    .forEach(
                            field ->
                                    SchemaFile.codes(
                                            schema, field.path(), field.written(), field.name()));
            codes.types.forEach(
                    (path, name) -> SchemaFile.title(schema, List.of(path.split("\\.", -1)), name));
            SchemaFile.titleTheRest(schema, codes.event.name());
            SchemaFile.write(codes.event.type(), schema);
        }
    }

    private static List<EventCodes> walked(String service) {
        Map<String, Class<?>> records = records(service);
        List<EventCodes> all = new ArrayList<>();
        for (EventContract contract : EventContract.publishedBy(service)) {
            Class<?> type = records.get(contract.name());
            if (type == null) {
                throw new IllegalStateException("no record of the code is " + contract);
            }
            EventCodes codes = new EventCodes(contract);
            codes.members(type, contract.schema(), List.of());
            all.add(codes);
        }
        return all;
    }

    /**
     * By simple name, which is the name of the event (EventCodec). Those about parts of access
     * packages are the same in all services, and in a library.
     */
    private static Map<String, Class<?>> records(String service) {
        Map<String, Class<?>> records = new HashMap<>();
        Stream.concat(
                        SuiteClasses.in("io.temoin." + service),
                        SuiteClasses.in("io.temoin.packageparts"))
                .filter(JavaClass::isRecord)
                .forEach(found -> records.putIfAbsent(found.getSimpleName(), found.reflect()));
        return records;
    }

    private void members(Class<?> type, JsonNode schema, List<String> path) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(Embedded.class)) {
                members(component.getType(), schema, path); // its members are of the object around
                continue;
            }
            List<String> here = child(path, component.getName());
            JsonNode property = schema.path("properties").path(component.getName());
            if (property.isMissingNode()) {
                gaps.add(event + " " + String.join(".", here));
            } else {
                value(component.getGenericType(), property, here, codesOf(type));
            }
        }
    }

    /** A record that holds only some codes of an enum lists them in its constant {@code CODES}. */
    private static List<String> codesOf(Class<?> type) {
        try {
            return ((Set<?>) type.getField("CODES").get(null))
                    .stream().map(code -> ((Enum<?>) code).name()).sorted().toList();
        } catch (NoSuchFieldException _) {
            return List.of();
        } catch (IllegalAccessException failure) {
            throw new IllegalStateException(type + " hides its codes", failure);
        }
    }

    private void value(Type type, JsonNode referring, List<String> path, List<String> only) {
        JsonNode schema = resolved(referring);
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            if (Collection.class.isAssignableFrom(raw)) {
                value(arguments[0], schema.path("items"), child(path, "[]"), only);
            } else if (Map.class.isAssignableFrom(raw)) {
                value(arguments[1], schema.path("additionalProperties"), child(path, "{}"), only);
            } else if (raw != Personal.class) {
                throw new IllegalStateException(event + " has a " + type + " at " + path);
            }
        } else if (type instanceof Class<?> simple) {
            value(simple, schema, path, only);
        }
    }

    private void value(Class<?> type, JsonNode schema, List<String> path, List<String> only) {
        if (schema.path("properties").has("sealed")) {
            return; // what is sealed on its way to the store is no business of the schema
        }
        if (type.isEnum()) {
            List<String> written = only.isEmpty() ? names(type) : only;
            fields.add(new CodeField(event, path, nameOf(type), written, promised(schema)));
        } else if (type.isRecord()) {
            RecordComponent[] components = type.getRecordComponents();
            if (components.length == 1 && components[0].getName().equals("value")) {
                value(components[0].getGenericType(), schema, path, List.of());
            } else {
                types.put(String.join(".", path), nameOf(type));
                members(type, schema, path);
            }
        } else if (type.isSealed() && type.getName().startsWith("io.temoin.")) {
            throw new IllegalStateException(event + " has one of several forms at " + path);
        } else if (type == String.class && schema.has("enum")) {
            fields.add(new CodeField(event, path, "", List.of(), promised(schema)));
        }
    }

    /** As a type generated from the schema is called: with its class when it lies in one. */
    private static String nameOf(Class<?> type) {
        Class<?> around = type.getDeclaringClass();
        return around == null || around.isInterface()
                ? type.getSimpleName()
                : nameOf(around) + type.getSimpleName();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
    }

    private static List<String> promised(JsonNode schema) {
        return StreamSupport.stream(schema.path("enum").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toList());
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : event.schema().at(reference.substring(1));
    }

    private static List<String> child(List<String> path, String name) {
        List<String> child = new ArrayList<>(path);
        child.add(name);
        return child;
    }

    /** A payload like one of the committed examples that has this code at this field. */
    public static String example(CodeField field, String code) {
        for (JsonNode example : field.event().examples()) {
            if (set(example, field.path(), code)) {
                return example.toString();
            }
        }
        throw new AssertionError(
                "no example of "
                        + field.event()
                        + " has anything at "
                        + String.join(".", field.path())
                        + "; add one as example-<name>.json");
    }

    private static boolean set(JsonNode node, List<String> path, String code) {
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        return switch (step) {
            case "[]" -> {
                if (rest.isEmpty()) {
                    ((ArrayNode) node).removeAll().add(code);
                    yield true;
                }
                yield StreamSupport.stream(node.spliterator(), false)
                        .anyMatch(item -> set(item, rest, code));
            }
            case "{}" -> {
                String first = node.isEmpty() ? "" : node.fieldNames().next();
                yield put(node, first, rest, code);
            }
            default -> put(node, step, rest, code);
        };
    }

    private static boolean put(JsonNode node, String name, List<String> rest, String code) {
        if (rest.isEmpty()) {
            ((ObjectNode) node).put(name, code);
            return true;
        }
        if (!node.has(name) && rest.equals(List.of("[]"))) {
            ((ObjectNode) node).putArray(name);
        }
        return node.has(name) && set(node.path(name), rest, code);
    }
}
