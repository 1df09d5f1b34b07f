// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object, read strictly and one by one: one that is missing, null or of
 * another kind is {@link Unreadable}. For readers of a few fields; whole events are decoded by an
 * {@link EventCodec}.
 */
public record JsonFields(JsonNode json) {

    /** A member that is missing or not what it must be. */
    public static final class Unreadable extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final String field;

        private Unreadable(String field, @Nullable Throwable cause) {
            super(field + " is missing or malformed", cause);
            this.field = field;
        }

        /** Its name. */
        public String field() {
            return field;
        }
    }

    public boolean has(String name) {
        return json.hasNonNull(name);
    }

    public String text(String name) {
        return text(name, required(name));
    }

    /** The text, as {@code parse} reads it. */
    public <T> T read(String name, Function<String, T> parse) {
        String text = text(name);
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException | DateTimeException failure) {
            throw new Unreadable(name, failure);
        }
    }

    /** The same of a member that may be missing. */
    public <T> @Nullable T optional(String name, Function<String, T> parse) {
        return has(name) ? read(name, parse) : null;
    }

    public @Nullable String optional(String name) {
        return has(name) ? text(name) : null;
    }

    public UUID uuid(String name) {
        return read(name, UUID::fromString);
    }

    public Instant instant(String name) {
        return read(name, Instant::parse);
    }

    public long number(String name) {
        JsonNode found = required(name);
        if (!found.isIntegralNumber()) {
            throw new Unreadable(name, null);
        }
        return found.longValue();
    }

    public boolean flag(String name) {
        JsonNode found = required(name);
        if (!found.isBoolean()) {
            throw new Unreadable(name, null);
        }
        return found.booleanValue();
    }

    public JsonFields object(String name) {
        return new JsonFields(required(name));
    }

    public List<String> texts(String name) {
        return all(name, node -> text(name, node));
    }

    public List<JsonFields> objects(String name) {
        return all(name, JsonFields::new);
    }

    private <T> List<T> all(String name, Function<JsonNode, T> read) {
        JsonNode found = required(name);
        if (!found.isArray()) {
            throw new Unreadable(name, null);
        }
        List<T> all = new ArrayList<>();
        found.forEach(node -> all.add(read.apply(node)));
        return all;
    }

    private JsonNode required(String name) {
        JsonNode found = json.path(name);
        if (found.isMissingNode() || found.isNull()) {
            throw new Unreadable(name, null);
        }
        return found;
    }

    private static String text(String name, JsonNode node) {
        if (!node.isTextual()) {
            throw new Unreadable(name, null);
        }
        return node.textValue();
    }
}
