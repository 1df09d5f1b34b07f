// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The items of one service's part that were refused: no row that names one of them is handed out,
 * nor a row or a file of what such a row is about, since the transcript of a recording says what is
 * heard in it. Rows come in an order in which nothing is named before its own row.
 */
final class RefusedItems {

    private final Set<String> ids = new HashSet<>();

    RefusedItems(Set<UUID> items) {
        items.forEach(item -> ids.add(item.toString()));
    }

    /** Whether any was. */
    boolean isSomething() {
        return !ids.isEmpty();
    }

    /** Whether a row may be handed out. */
    boolean allow(JsonNode row) {
        if (ids.isEmpty() || !isNamedIn(row)) {
            return true;
        }
        if (row.path("id").isTextual()) {
            ids.add(row.path("id").textValue());
        }
        return false;
    }

    private boolean isNamedIn(JsonNode value) {
        if (value.isTextual()) {
            return ids.contains(value.textValue());
        }
        for (JsonNode member : value) {
            if (isNamedIn(member)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a file may be handed out; its name is an id with an ending. */
    boolean allow(String file) {
        return !ids.contains(file) && !ids.contains(file.replaceFirst("\\.[^.]*$", ""));
    }
}
