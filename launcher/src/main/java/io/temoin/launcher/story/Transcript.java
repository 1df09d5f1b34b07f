// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the reader of the story sees: each step's title, its requests and answers, and what they
 * prove. Every line is printed as it is written and kept for the text as a whole.
 */
final class Transcript {

    private static final int LONG_TEXT = 160;
    private static final int LONG_ARRAY = 3;
    private static final List<String> HEADERS =
            List.of(
                    "Location",
                    "Idempotent-Replay",
                    "Event-Position",
                    "Accept-Ranges",
                    "Content-Range",
                    "Cache-Control");

    private final Consumer<String> printer;
    private final StringBuilder text = new StringBuilder();

    Transcript(Consumer<String> printer) {
        this.printer = printer;
    }

    /** The title of a step. */
    void step(int number, String title) {
        line("");
        line("=== %d. %s".formatted(number, title));
    }

    /** What the step has shown. */
    void proves(String sentence) {
        line("");
        line("  => " + sentence);
    }

    /** A sentence between two requests. */
    void note(String sentence) {
        line("");
        line("  " + sentence);
    }

    /** A request and its answer. */
    void exchange(Ask ask, Answer answer) {
        line("");
        line("$ " + ask.curl());
        line("HTTP " + answer.status());
        for (var header : HEADERS) {
            if (!answer.header(header).isEmpty()) {
                line(header + ": " + answer.header(header));
            }
        }
        if (answer.json().isMissingNode()) {
            if (answer.bytes().length > 0) {
                line("(" + answer.bytes().length + " bytes)");
            }
        } else {
            line(shortened(answer.json().deepCopy()).toPrettyString());
        }
    }

    void line(String line) {
        text.append(line).append('\n');
        printer.accept(line);
    }

    /** Everything so far. */
    String text() {
        return text.toString();
    }

    /** Long texts lose their middle and long arrays their end; nothing else is changed. */
    private static JsonNode shortened(JsonNode node) {
        switch (node) {
            case ObjectNode object ->
                    object.properties()
                            .forEach(field -> field.setValue(shortened(field.getValue())));
            case ArrayNode array -> {
                for (var i = 0; i < Math.min(array.size(), LONG_ARRAY); i++) {
                    array.set(i, shortened(array.get(i)));
                }
                if (array.size() > LONG_ARRAY) {
                    var more = array.size() - LONG_ARRAY;
                    while (array.size() > LONG_ARRAY) {
                        array.remove(array.size() - 1);
                    }
                    array.add("… and " + more + " more");
                }
            }
            case TextNode text when text.asText().length() > LONG_TEXT -> {
                return new TextNode(text.asText().substring(0, 48) + "…");
            }
            default -> {}
        }
        return node;
    }
}
