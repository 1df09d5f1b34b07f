// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.temoin.audit.intake.domain.EntryPart;
import io.temoin.audit.intake.domain.SubmittedEntry;
import io.temoin.audit.intake.domain.SubmittedText;
import io.temoin.audit.intake.domain.Violations;
import io.temoin.chassis.requests.SimilarNames;
import io.temoin.eventsourcing.JsonPointers;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads an entry in the form of {@code contracts/entries/entry.schema.json}. What is no field of it
 * is refused, not passed over: a sender that believes it was kept would be wrong.
 */
final class EntryReading {

    private static final Map<String, EntryPart> PARTS =
            Arrays.stream(EntryPart.values())
                    .collect(Collectors.toUnmodifiableMap(EntryPart::pointer, Function.identity()));

    /** Fields that have fields. */
    private static final Set<String> GROUPS = Set.of("/reason", "/how");

    private final String pointer;
    private final Violations violations;
    private final SubmittedEntry said;

    private EntryReading(String pointer, Violations violations) {
        this.pointer = pointer;
        this.violations = violations;
        this.said = new SubmittedEntry(pointer);
    }

    /**
     * What an entry says.
     *
     * @param pointer where it stands in the request
     * @param violations takes what is no entry
     */
    static SubmittedEntry read(String pointer, JsonNode node, Violations violations) {
        EntryReading reading = new EntryReading(pointer, violations);
        reading.object("", node);
        return reading.said;
    }

    private void object(String path, JsonNode node) {
        if (!node.isObject()) {
            violations.add(pointer + path, "format-invalid", "Expected an object.");
            PARTS.values().stream()
                    .filter(part -> part.pointer().startsWith(path + "/"))
                    .forEach(said::refuse);
            return;
        }
        node.properties().forEach(field -> field(path, field.getKey(), field.getValue()));
        if (path.equals("/reason") && node.isEmpty()) {
            violations.add(
                    pointer + EntryPart.REASON_CODE.pointer(),
                    "field-missing",
                    "This field is required.");
            said.refuse(EntryPart.REASON_CODE);
        }
    }

    private void field(String path, String name, JsonNode value) {
        String place = JsonPointers.memberShortened(path, name);
        EntryPart part = PARTS.get(place);
        if (GROUPS.contains(place)) {
            object(place, value);
        } else if (part == EntryPart.PURPOSE) {
            purposes(place, value);
        } else if (part != null) {
            text(part, place, value);
        } else {
            violations.add(
                    pointer + place,
                    "field-unknown",
                    meant(path, name)
                            .map(
                                    field ->
                                            "An entry does not have this field; did you mean "
                                                    + field
                                                    + "?")
                            .orElse("An entry does not have this field."));
            said.refuseMore();
        }
    }

    /** The name that was misspelt, of the fields beside it. */
    private static Optional<String> meant(String path, String name) {
        return SimilarNames.nearest(
                name,
                Stream.concat(PARTS.keySet().stream(), GROUPS.stream())
                        .filter(place -> place.lastIndexOf('/') == path.length())
                        .filter(place -> place.startsWith(path))
                        .map(place -> place.substring(path.length() + 1))
                        .toList());
    }

    private void purposes(String place, JsonNode value) {
        if (!value.isArray()) {
            violations.add(pointer + place, "format-invalid", "Expected a list of codes.");
            said.refuse(EntryPart.PURPOSE);
            return;
        }
        for (int i = 0; i < value.size(); i++) {
            text(EntryPart.PURPOSE, place + "/" + i, value.get(i));
        }
    }

    private void text(EntryPart part, String place, JsonNode value) {
        if (value.isTextual()) {
            said.say(part, new SubmittedText(pointer + place, value.textValue()));
        } else {
            violations.add(pointer + place, "format-invalid", "Expected a string.");
            said.refuse(part);
        }
    }
}
