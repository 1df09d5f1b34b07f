// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.eventsourcing.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;

/** Length and SHA-256 of audio in clear. Used by one thread at a time. */
public final class ContentDigest {

    private final MessageDigest digest = Sha256.digest();
    private long length;

    /** Takes the next bytes, without moving the buffer's position. */
    public void update(ByteBuffer clear) {
        length += clear.remaining();
        digest.update(clear.duplicate());
    }

    /** What was seen, as if it had been sealed under this key. Ends the digest. */
    public SealedBytes of(UUID keyId) {
        return new SealedBytes(length, HexFormat.of().formatHex(digest.digest()), keyId);
    }
}
