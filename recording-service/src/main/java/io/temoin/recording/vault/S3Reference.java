// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The small object under the final name of streamed audio: it says which upload holds the bytes.
 * Sealed audio cannot be taken for one: its first byte is the length of its header.
 */
final class S3Reference {

    private static final Pattern TEXT =
            Pattern.compile(
                    "streamed as ([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})");

    /** How long each of them is. */
    static final int LENGTH = "streamed as ".length() + 36;

    private S3Reference() {}

    /** The text for an upload. */
    static byte[] to(UUID upload) {
        return ("streamed as " + upload).getBytes(StandardCharsets.US_ASCII);
    }

    /** The upload that an object names; empty when it is audio itself. */
    static Optional<UUID> read(byte[] object) {
        if (object.length != LENGTH) {
            return Optional.empty();
        }
        Matcher text = TEXT.matcher(new String(object, StandardCharsets.US_ASCII));
        return text.matches() ? Optional.of(UUID.fromString(text.group(1))) : Optional.empty();
    }
}
