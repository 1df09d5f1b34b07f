// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Hands over in batches what arrives one by one, however much it is. It keeps the batch that is
 * being filled and the keys of the one before, nothing else. What arrives twice within that
 * distance is handed over once: a relay that takes over from another may publish events again, one
 * right after the other.
 */
final class Batches<T> {

    private final int size;
    private final Function<T, String> key;
    private final Consumer<List<T>> taker;
    private final Map<String, T> batch = new LinkedHashMap<>();
    private Set<String> before = Set.of();

    /**
     * @param size how many are handed over at a time
     * @param key by which two are the same
     */
    Batches(int size, Function<T, String> key, Consumer<List<T>> taker) {
        this.size = size;
        this.key = key;
        this.taker = taker;
    }

    /** The next one. */
    void add(T one) {
        String name = key.apply(one);
        if (before.contains(name) || batch.putIfAbsent(name, one) != null) {
            return;
        }
        if (batch.size() == size) {
            handOver();
        }
    }

    /** Hands over what is left. */
    void finish() {
        if (!batch.isEmpty()) {
            handOver();
        }
    }

    private void handOver() {
        List<T> full = List.copyOf(batch.values());
        before = Set.copyOf(batch.keySet());
        batch.clear();
        taker.accept(full);
    }
}
