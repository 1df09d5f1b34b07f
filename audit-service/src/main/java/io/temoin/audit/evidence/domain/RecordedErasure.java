// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence.domain;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An erasure as its own entry in the log tells of it.
 *
 * @param id of the erasure
 * @param key the key that was destroyed; {@code null} of a person who never had one
 * @param digest of the list of what was taken, hexadecimal
 */
public record RecordedErasure(String id, @Nullable String key, String digest) {

    /** What the entry says is done; handed-in entries do not say it for the suite. */
    public static final String ACTION = "SUBJECT_ERASED";

    private static final String STREAM = "erasure-";
    private static final String KEY = "key=";
    private static final String DIGEST = "digest=";

    /**
     * Reads what the entry of an erasure says.
     *
     * @return none when it does not say what was taken
     */
    public static Optional<RecordedErasure> of(String stream, List<String> because) {
        @Nullable String digest = after(DIGEST, because);
        return digest == null || !stream.startsWith(STREAM)
                ? Optional.empty()
                : Optional.of(
                        new RecordedErasure(
                                stream.substring(STREAM.length()), after(KEY, because), digest));
    }

    /** The stream of an erasure. */
    public static String stream(String erasure) {
        return STREAM + erasure;
    }

    /** What the entry of an erasure says for which this key was destroyed. */
    public static String saysOfKey(String key) {
        return KEY + key;
    }

    private static @Nullable String after(String name, List<String> because) {
        return because.stream()
                .filter(said -> said.startsWith(name))
                .map(said -> said.substring(name.length()))
                .findFirst()
                .orElse(null);
    }
}
