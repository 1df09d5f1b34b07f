// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing;

import io.temoin.shredding.NamePatterns;

/**
 * Name of an event stream: {@code <category>-<key>}. Names cannot be shredded, so a key is an id or
 * a keyed fingerprint, never a number or a name.
 */
public record StreamId(String category, String key) {

    private static final int LONGEST_CATEGORY = 30;
    private static final int LONGEST_KEY = 151;

    public StreamId {
        if (!NamePatterns.isWord(category, LONGEST_CATEGORY)
                || !NamePatterns.isSlug(key, LONGEST_KEY)) {
            throw new IllegalArgumentException(
                    "a stream is a lower-case category and a key of a-z, 0-9 and '-'");
        }
    }

    /** Reads {@code <category>-<key>} back. */
    public static StreamId parse(String name) {
        int dash = name.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("a stream is <category>-<key>");
        }
        return new StreamId(name.substring(0, dash), name.substring(dash + 1));
    }

    @Override
    public String toString() {
        return category + "-" + key;
    }
}
