// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the reader of the story sees: each step's title, its requests and answers, and what they
 * prove. Every line is printed as it is written and kept for the text as a whole.
 */
final class Transcript {

    private static final List<String> SIGNED =
            List.of("receipt", "token", "leaf", "entry", "proof");
    private static final int SHOWN = 24;
    private static final List<String> HEADERS =
            List.of(
                    "Location",
                    "Idempotent-Replay",
                    "Event-Position",
                    "Accept-Ranges",
                    "Content-Range");

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
        if (answer.isText()) {
            answer.body().lines().forEach(this::line);
        } else if (answer.json().isMissingNode()) {
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

    /**
     * Signed texts lose their end, and of a list the first item is shown; nothing else is changed.
     */
    private static JsonNode shortened(JsonNode node) {
        if (node instanceof ObjectNode object) {
            cut(object);
            if (object.get("items") instanceof ArrayNode items && items.size() > 1) {
                var more = items.size() - 1;
                object.putArray("items").add(items.get(0)).add("… and " + more + " more");
            }
        }
        return node;
    }

    private static void cut(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (var name : SIGNED) {
                var text = object.path(name);
                if (text.isTextual() && text.asText().length() > SHOWN) {
                    object.put(name, text.asText().substring(0, SHOWN) + "…");
                }
            }
        }
        node.forEach(Transcript::cut);
    }
}
