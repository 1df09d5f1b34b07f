// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts the events that were published and are not in the table: a number for each type, and
 * between which moments they were recorded.
 */
final class MissingEvents {

    private final Map<String, Long> types = new TreeMap<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    /** More of them. */
    void add(List<PublishedEvent> events) {
        for (PublishedEvent one : events) {
            types.merge(one.type(), 1L, Long::sum);
            first = one.at().isBefore(first) ? one.at() : first;
            last = one.at().isAfter(last) ? one.at() : last;
        }
    }

    /** What is missing, as a sentence; none when nothing is. */
    Optional<String> loss() {
        return types.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        ("%d events that were published are not in the table, recorded from %s to"
                                        + " %s: %s. Other services have acted on them, and the topic"
                                        + " keeps them: do not delete it.")
                                .formatted(
                                        types.values().stream().mapToLong(Long::longValue).sum(),
                                        first,
                                        last,
                                        types.entrySet().stream()
                                                .map(type -> type.getValue() + " " + type.getKey())
                                                .collect(Collectors.joining(", "))));
    }
}
