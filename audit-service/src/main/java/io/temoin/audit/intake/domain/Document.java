// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A foreign event as somebody sent it: its plain values by their dotted path, each with its place.
 * The items of a list share the path of the list.
 *
 * @param pointer where the event stands in what was sent
 * @param values such as {@code actor.user.uid}
 */
public record Document(String pointer, Map<String, List<SubmittedText>> values) {

    public Document {
        values = Map.copyOf(values);
    }

    /** The first value that there is, in the order of the paths. */
    @Nullable SubmittedText first(String... paths) {
        for (String path : paths) {
            List<SubmittedText> said = all(path);
            if (!said.isEmpty()) {
                return said.getFirst();
            }
        }
        return null;
    }

    /** All values of a path, in their order. */
    List<SubmittedText> all(String path) {
        return values.getOrDefault(path, List.of());
    }

    /** Where a value of that path would stand. */
    String pointerTo(String path) {
        return pointer + "/" + path.replace('.', '/');
    }

    /** Only how many values there are: they may be personal. */
    @Override
    public String toString() {
        return "Document[" + pointer + ", " + values.size() + "]";
    }
}
