// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export.domain;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object (RFC 8259) on one line, its members in the order they were added. What is {@code
 * null} is no member. Characters that some readers take for the end of a line are escaped, so that
 * a line is a line for everybody.
 */
final class JsonObject {

    private final StringBuilder json = new StringBuilder(512).append('{');

    JsonObject with(String name, @Nullable String value) {
        return value == null ? this : member(name, text(value));
    }

    JsonObject with(String name, long number) {
        return member(name, Long.toString(number));
    }

    JsonObject with(String name, List<String> values) {
        return member(
                name,
                values.stream().map(JsonObject::text).collect(Collectors.joining(",", "[", "]")));
    }

    JsonObject with(String name, @Nullable JsonObject object) {
        return object == null ? this : member(name, object.toString());
    }

    JsonObject withOneIn(String name, JsonObject object) {
        return member(name, "[" + object + "]");
    }

    @Override
    public String toString() {
        return json + "}";
    }

    private JsonObject member(String name, String value) {
        if (json.length() > 1) {
            json.append(',');
        }
        json.append(text(name)).append(':').append(value);
        return this;
    }

    private static String text(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            append(text, value.charAt(i));
        }
        return text.append('"').toString();
    }

    private static void append(StringBuilder text, char unit) {
        switch (unit) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            // next line, line separator and paragraph separator end a line for Unicode
            case '\u0085', '\u2028', '\u2029' -> text.append("\\u%04x".formatted((int) unit));
            default -> {
                if (unit < ' ' || unit == '\u007f') {
                    text.append("\\u%04x".formatted((int) unit));
                } else {
                    text.append(unit);
                }
            }
        }
    }
}
