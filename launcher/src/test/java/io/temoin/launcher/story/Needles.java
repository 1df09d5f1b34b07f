// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Short texts that are looked for all at once: a suite stores hundreds of megabytes, and going over
 * them once for each of fifty texts took a core for more than a minute.
 */
final class Needles {

    private static final int BEGINNING = 3;

    private record Needle(String name, byte[] bytes) {}

    /** By a hash of their first bytes; nothing where none begins so. */
    private final Needle[][] begun = new Needle[1 << 16][];

    /**
     * @param named texts of at least three characters, each of one byte, by what they are
     */
    Needles(Map<String, String> named) {
        named.forEach(
                (name, text) -> {
                    var bytes = text.getBytes(ISO_8859_1);
                    if (bytes.length < BEGINNING) {
                        throw new IllegalArgumentException("too short: " + name);
                    }
                    var begin = hash(bytes, 0);
                    var others = begun[begin] == null ? new Needle[0] : begun[begin];
                    List<Needle> all = new ArrayList<>(List.of(others));
                    all.add(new Needle(name, bytes));
                    begun[begin] = all.toArray(Needle[]::new);
                });
    }

    /** The names of those that a text contains. */
    Set<String> in(String text) {
        return in(text.getBytes(ISO_8859_1));
    }

    /** The names of those that these bytes contain. */
    Set<String> in(byte[] content) {
        var found = new TreeSet<String>();
        for (var at = 0; at <= content.length - BEGINNING; at++) {
            var candidates = begun[hash(content, at)];
            if (candidates != null) {
                for (var candidate : candidates) {
                    if (isAt(content, at, candidate.bytes())) {
                        found.add(candidate.name());
                    }
                }
            }
        }
        return found;
    }

    private static int hash(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 ^ (bytes[at + 1] & 0xff) << 4 ^ bytes[at + 2] & 0xff;
    }

    private static boolean isAt(byte[] content, int at, byte[] needle) {
        var end = at + needle.length;
        return end <= content.length && Arrays.equals(content, at, end, needle, 0, needle.length);
    }
}
