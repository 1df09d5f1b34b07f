// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far somebody has followed a tenant's logs, in the order the entries arrived.
 *
 * <p>That order is the log's own and not the {@code position} of a row: a position is given when a
 * row is written, and a transaction that commits late shows one that readers have long passed. An
 * index is given where entries leave the queue, under a lock that is held until the commit: whoever
 * sees one sees all before it (ADR 0026). It costs what the sequencer takes, 200 ms or less.
 *
 * @param next the first index of each log that was not followed yet; logs by their period. One that
 *     is missing began later, and is followed from its first entry
 */
record LogOffsets(SortedMap<String, Long> next) {

    private static final String EQUALS = "=";

    LogOffsets {
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** Where to go on in a log. */
    long in(String period) {
        return next.getOrDefault(period, 0L);
    }

    /** The same, further in one log. */
    LogOffsets upTo(String period, long index) {
        SortedMap<String, Long> further = new TreeMap<>(next);
        further.put(period, index);
        return new LogOffsets(further);
    }

    /** As keys of a cursor. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, Long> log : next.entrySet()) {
            keys.add(log.getKey() + EQUALS + log.getValue());
        }
        // A tenant without a log yet has a logOffsets too, and a cursor is not empty.
        return keys.isEmpty() ? List.of(EQUALS) : keys;
    }

    /** Reads {@link #keys} back, which a cursor kept as they were. */
    static LogOffsets of(List<String> keys) {
        SortedMap<String, Long> next = new TreeMap<>();
        for (String key : keys) {
            int at = key.indexOf(EQUALS);
            if (at > 0) {
                next.put(key.substring(0, at), Long.parseLong(key.substring(at + 1)));
            }
        }
        return new LogOffsets(next);
    }
}
