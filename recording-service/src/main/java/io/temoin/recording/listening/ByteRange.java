// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes of a body are wanted (RFC 9110 §14).
 *
 * @param first position of the first byte
 * @param length number of bytes
 */
record ByteRange(long first, long length) {

    private static final Pattern SINGLE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /** The answer to a Range header. */
    sealed interface Selection {

        /** All of it: there is no Range, or one that may be ignored (§14.2). */
        record Whole() implements Selection {}

        /** One part of it. */
        record Part(ByteRange range) implements Selection {}

        /** The range lies outside the body. */
        record Unsatisfiable() implements Selection {}
    }

    /**
     * Reads a Range header. Several ranges are answered with the whole body, which the RFC allows
     * and no audio player asks for.
     */
    static Selection select(@Nullable String header, long size) {
        if (header == null) {
            return new Selection.Whole();
        }
        Matcher single = SINGLE.matcher(header.strip());
        if (!single.matches()) {
            return new Selection.Whole();
        }
        Optional<Long> from = number(single.group(1));
        Optional<Long> to = number(single.group(2));
        if (from.isEmpty()) {
            return to.map(count -> suffix(count, size)).orElseGet(Selection.Whole::new);
        }
        if (to.isPresent() && to.get() < from.get()) {
            return new Selection.Whole(); // malformed, hence ignored
        }
        return part(from.get(), to.orElse(size - 1), size);
    }

    /** Position of the last byte. */
    long last() {
        return first + length - 1;
    }

    private static Selection suffix(long count, long size) {
        long wanted = Math.min(count, size);
        return wanted == 0
                ? new Selection.Unsatisfiable()
                : new Selection.Part(new ByteRange(size - wanted, wanted));
    }

    private static Selection part(long from, long to, long size) {
        if (from >= size) {
            return new Selection.Unsatisfiable();
        }
        long last = Math.min(to, size - 1);
        return new Selection.Part(new ByteRange(from, last - from + 1));
    }

    private static Optional<Long> number(String digits) {
        return digits.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(digits));
    }
}
