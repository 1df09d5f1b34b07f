// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plain values of an event's payload by their dotted path; the items of a list share the path
 * of the list.
 *
 * @param values such as {@code reason.code → [COMPLAINT]}, {@code reasons.code → [NO_CONSENT]}
 */
public record Facts(Map<String, List<String>> values) {

    public Facts {
        values = Map.copyOf(values);
    }

    /** The value at a path; of a list the first. */
    public @Nullable String text(String path) {
        List<String> texts = texts(path);
        return texts.isEmpty() ? null : texts.getFirst();
    }

    /** The distinct values at a path, in their order. */
    public List<String> texts(String path) {
        return values.getOrDefault(path, List.of()).stream().distinct().toList();
    }

    /** Payloads may name persons' values: only how many there are is printed. */
    @Override
    public String toString() {
        return "Facts[" + values.size() + "]";
    }
}
