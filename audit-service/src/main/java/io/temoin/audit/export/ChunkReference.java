// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the row of a chunk holds when the chunk is in a bucket: which object it is, and what is in
 * it. A chunk cannot be taken for one, since gzip begins with a byte that no text has.
 *
 * @param sha256 of the object, hexadecimal
 */
record ChunkReference(UUID id, String sha256) {

    private static final int LENGTH = "stored as ".length() + 36 + " with ".length() + 64;

    private static final Pattern TEXT =
            Pattern.compile(
                    "stored as ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
                            + " with ([0-9a-f]{64})");

    byte[] bytes() {
        return "stored as %s with %s".formatted(id, sha256).getBytes(StandardCharsets.US_ASCII);
    }

    /** The reference in a row; empty when the row holds the chunk itself. */
    static Optional<ChunkReference> read(byte[] row) {
        if (row.length != LENGTH) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(new String(row, StandardCharsets.ISO_8859_1));
        return text.matches()
                ? Optional.of(new ChunkReference(UUID.fromString(text.group(1)), text.group(2)))
                : Optional.empty();
    }
}
