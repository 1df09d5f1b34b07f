// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * One 256-bit key in use. The bytes never leave this class: it seals and opens, nothing else.
 *
 * <p>Protocol: obtain it from {@link ShreddableKeys}, use it, let it go. Holders must not keep it
 * longer than {@link ShreddableKeys#REMEMBERED}, because a destruction is only effective in a
 * process when its last holder is gone. Safe for concurrent use.
 */
public final class DataKey {

    private static final byte FORMAT = 1;
    private static final int HEADER = 1 + 2 * Long.BYTES;

    private final UUID id;
    private final byte[] material;
    private final Aead aead;

    DataKey(UUID id, byte[] material) {
        this.id = id;
        this.material = material;
        try {
            this.aead = new AesGcmJce(material);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a data key must be usable for AES-256-GCM", failure);
        }
    }

    public UUID id() {
        return id;
    }

    /**
     * Encrypts {@code clear}; the result says by which key.
     *
     * @param context what the ciphertext is bound to; opening needs the same
     */
    public byte[] seal(byte[] clear, byte[] context) {
        try {
            byte[] ciphertext = aead.encrypt(clear, context);
            return ByteBuffer.allocate(HEADER + ciphertext.length)
                    .put(FORMAT)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("sealing failed", failure);
        }
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws Tampered when the bytes were altered, moved to another context or sealed by another
     *     key
     */
    public byte[] open(byte[] sealed, byte[] context) {
        ByteBuffer header = ByteBuffer.wrap(sealed);
        if (sealed.length < HEADER
                || header.get() != FORMAT
                || header.getLong() != id.getMostSignificantBits()
                || header.getLong() != id.getLeastSignificantBits()) {
            throw new Tampered("not sealed by this key");
        }
        try {
            byte[] ciphertext = new byte[header.remaining()];
            header.get(ciphertext);
            return aead.decrypt(ciphertext, context);
        } catch (GeneralSecurityException failure) {
            throw new Tampered("the sealed value was altered or moved", failure);
        }
    }

    /**
     * Chunked authenticated encryption for streams of any length, readable from any position.
     *
     * @param segmentBytes size of one ciphertext segment: what is decrypted at once
     */
    public StreamingAead streaming(int segmentBytes) {
        try {
            return new AesGcmHkdfStreaming(material, "HmacSha256", 32, segmentBytes, 0);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a data key must be usable for streams", failure);
        }
    }

    @Override
    public String toString() {
        return "DataKey[" + id + "]";
    }
}
