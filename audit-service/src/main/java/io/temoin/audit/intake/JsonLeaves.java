// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.eventsourcing.JsonPointers;
import java.util.function.Predicate;

/** The values of a JSON document by their dotted paths; the items of a list have its path. */
final class JsonLeaves {

    /** No value that is asked for has a longer path; what lies deeper is not even spelled out. */
    private static final int LONGEST_PATH = 100;

    /** Takes the values one by one, in their order. */
    interface Visitor {

        /**
         * A value that is not null.
         *
         * @param path such as {@code user.name}, whether nested or written with a dot
         * @param pointer where it stands
         */
        void visit(String path, String pointer, String text);
    }

    private final Predicate<JsonNode> wanted;
    private final Visitor visitor;

    private JsonLeaves(Predicate<JsonNode> wanted, Visitor visitor) {
        this.wanted = wanted;
        this.visitor = visitor;
    }

    /**
     * Visits the values of a document.
     *
     * @param pointer where the document stands
     * @param wanted whether a value, or anything in an object or a list, is visited
     */
    static void visit(
            String pointer, JsonNode document, Predicate<JsonNode> wanted, Visitor visitor) {
        new JsonLeaves(wanted, visitor).collect("", pointer, document);
    }

    private void collect(String path, String pointer, JsonNode node) {
        if (path.length() > LONGEST_PATH || !wanted.test(node)) {
            return;
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            JsonPointers.member(pointer, field.getKey()),
                                            field.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(path, pointer + "/" + i, node.get(i));
            }
        } else if (!node.isNull()) {
            visitor.visit(path, pointer, node.asText());
        }
    }
}
