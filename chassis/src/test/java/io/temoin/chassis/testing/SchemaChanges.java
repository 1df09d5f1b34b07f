// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What in a schema would break somebody who goes by its earlier form: whoever reads what the suite
 * writes (events, answers), or whoever writes what it reads (requests). In doubt it breaks. Codes
 * may be added to what is written, and everything optional; readers are told to expect both
 * (docs/versions.md).
 */
final class SchemaChanges {

    /** Who goes by the schema. */
    enum Side {
        /** The suite writes, others read. */
        WRITTEN,
        /** Others write, the suite reads. */
        READ
    }

    private static final List<String> BOUNDS =
            List.of(
                    "const",
                    "format",
                    "pattern",
                    "minimum",
                    "maximum",
                    "exclusiveMinimum",
                    "exclusiveMaximum",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "uniqueItems",
                    "minProperties",
                    "maxProperties",
                    "multipleOf");
    private static final Set<String> UPPER = Set.of("maximum", "maxLength", "maxItems");
    private static final Set<String> LOWER = Set.of("minimum", "minLength", "minItems");
    private static final List<String> CHOICES = List.of("oneOf", "anyOf", "allOf");

    private final JsonNode before;
    private final JsonNode after;
    private final Side side;
    private final List<String> found = new ArrayList<>();
    private final Set<List<JsonNode>> compared = new HashSet<>();

    private SchemaChanges(JsonNode before, JsonNode after, Side side) {
        this.before = before;
        this.after = after;
        this.side = side;
    }

    /** Compares whole documents that are schemas. */
    static List<String> breaking(JsonNode before, JsonNode after, Side side) {
        return breaking(before, before, after, after, side, "");
    }

    /**
     * Compares schemas within documents.
     *
     * @param root the earlier document, which references point into
     * @param newRoot the present one
     * @param where what the findings begin with
     */
    static List<String> breaking(
            JsonNode root,
            JsonNode schema,
            JsonNode newRoot,
            JsonNode newSchema,
            Side side,
            String where) {
        SchemaChanges changes = new SchemaChanges(root, newRoot, side);
        changes.compare(schema, newSchema, where);
        return List.copyOf(changes.found);
    }

    private void compare(JsonNode referring, JsonNode newReferring, String where) {
        JsonNode old = resolved(before, referring);
        JsonNode now = resolved(after, newReferring);
        if (old.isMissingNode() || !compared.add(List.of(old, now))) {
            return;
        }
        if (now.isMissingNode()) {
            add(where, "is not described any more");
            return;
        }
        types(old, now, where);
        codes(old, now, where);
        BOUNDS.forEach(keyword -> bound(keyword, old.path(keyword), now.path(keyword), where));
        members(old, now, where);
        closed(old, now, where);
        compare(old.path("items"), now.path("items"), where + "[]");
        if (old.path("additionalProperties").isObject()) {
            compare(
                    old.path("additionalProperties"),
                    now.path("additionalProperties"),
                    where + "{}");
        }
        CHOICES.forEach(keyword -> choice(old.path(keyword), now.path(keyword), where));
    }

    private static JsonNode resolved(JsonNode root, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.startsWith("#") ? resolved(root, root.at(reference.substring(1))) : schema;
    }

    private void types(JsonNode old, JsonNode now, String where) {
        Set<String> earlier = texts(old.path("type"));
        Set<String> present = texts(now.path("type"));
        boolean safe =
                switch (side) {
                    case WRITTEN ->
                            earlier.isEmpty()
                                    || (!present.isEmpty() && earlier.containsAll(present));
                    case READ ->
                            present.isEmpty()
                                    || (!earlier.isEmpty() && present.containsAll(earlier));
                };
        if (!safe) {
            add(where, "was " + earlier + ", is " + present);
        }
    }

    private void codes(JsonNode old, JsonNode now, String where) {
        Set<String> earlier = texts(old.path("enum"));
        Set<String> present = texts(now.path("enum"));
        if (earlier.isEmpty() && (present.isEmpty() || side == Side.WRITTEN)) {
            return;
        }
        if (present.isEmpty()) {
            if (side == Side.WRITTEN) {
                add(where, "has no list of codes any more");
            }
            return;
        }
        Set<String> gone = new LinkedHashSet<>(earlier);
        gone.removeAll(present);
        if (earlier.isEmpty() || !gone.isEmpty()) {
            add(where, "lost the codes " + gone);
        }
    }

    private void bound(String keyword, JsonNode old, JsonNode now, String where) {
        if (old.equals(now)) {
            return;
        }
        boolean tighter =
                old.isMissingNode() || (!now.isMissingNode() && tighter(keyword, old, now));
        boolean looser =
                now.isMissingNode() || (!old.isMissingNode() && tighter(keyword, now, old));
        if (side == Side.WRITTEN ? !tighter : !looser) {
            add(where, keyword + " was " + old + ", is " + now);
        }
    }

    private static boolean tighter(String keyword, JsonNode old, JsonNode now) {
        return (UPPER.contains(keyword) && now.asDouble() <= old.asDouble())
                || (LOWER.contains(keyword) && now.asDouble() >= old.asDouble());
    }

    private void members(JsonNode old, JsonNode now, String where) {
        old.path("properties")
                .properties()
                .forEach(
                        member -> {
                            JsonNode present = now.path("properties").path(member.getKey());
                            String here = where + "/" + member.getKey();
                            if (present.isMissingNode()) {
                                add(here, "was removed");
                            } else {
                                compare(member.getValue(), present, here);
                            }
                        });
        Set<String> earlier = texts(old.path("required"));
        Set<String> present = texts(now.path("required"));
        Set<String> difference = new LinkedHashSet<>(side == Side.WRITTEN ? earlier : present);
        difference.removeAll(side == Side.WRITTEN ? present : earlier);
        difference.forEach(
                name ->
                        add(
                                where + "/" + name,
                                side == Side.WRITTEN ? "may be missing now" : "must be there now"));
    }

    /** A request may be sent with what was ignored before; an answer may always gain a member. */
    private void closed(JsonNode old, JsonNode now, String where) {
        JsonNode present = now.path("additionalProperties");
        if (side == Side.READ
                && present.isBoolean()
                && !present.asBoolean()
                && !old.path("additionalProperties").equals(present)) {
            add(where, "takes no other members any more");
        }
    }

    private void choice(JsonNode old, JsonNode now, String where) {
        if (old.size() != now.size()) {
            add(where, "has other alternatives");
            return;
        }
        for (int i = 0; i < old.size(); i++) {
            compare(old.path(i), now.path(i), where + "(" + i + ")");
        }
    }

    private void add(String where, String what) {
        found.add((where.isEmpty() ? "it" : where) + " " + what);
    }

    private static Set<String> texts(JsonNode node) {
        Stream<JsonNode> values =
                node.isTextual()
                        ? Stream.of(node)
                        : StreamSupport.stream(node.spliterator(), false);
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
