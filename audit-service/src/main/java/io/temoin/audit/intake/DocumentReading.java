// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.intake.domain.Document;
import io.temoin.audit.intake.domain.SubmittedText;
import io.temoin.audit.intake.domain.Violations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the plain values of a foreign event, nested or with dotted names (ECS allows both). */
final class DocumentReading {

    /** Far more than an event of a known schema has. */
    private static final int MOST_VALUES = 5_000;

    private final Map<String, List<SubmittedText>> values = new LinkedHashMap<>();
    private int count;

    private DocumentReading() {}

    /**
     * The values of an event.
     *
     * @param pointer where it stands in the request
     * @param violations takes that it is none
     */
    static Document read(String pointer, JsonNode event, Violations violations) {
        DocumentReading reading = new DocumentReading();
        if (event.isObject()) {
            JsonLeaves.visit(pointer, event, _ -> reading.count <= MOST_VALUES, reading::add);
        } else {
            violations.add(pointer, "format-invalid", "Expected an object.");
        }
        if (reading.count > MOST_VALUES) {
            violations.add(pointer, "event-not-mapped", "The event has too many values.");
        }
        return new Document(pointer, reading.values);
    }

    private void add(String path, String pointer, String text) {
        count++;
        values.computeIfAbsent(path, _ -> new ArrayList<>()).add(new SubmittedText(pointer, text));
    }
}
