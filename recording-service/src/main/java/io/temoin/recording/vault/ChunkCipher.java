// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;

/**
 * The format of sealed audio, version 1: Tink's AES256-GCM-HKDF streaming AEAD with segments of 64
 * KiB, bound to tenant and recording. Segments cannot be altered, swapped, dropped or moved to
 * another recording; each opens by itself, which is what a Range request needs.
 *
 * <p>Why 64 KiB: a Range of 8 KiB decrypts one segment, so smaller is cheaper to seek in; below 64
 * KiB a whole upload gains nothing and pays more calls into the cipher (measured in the README).
 */
final class ChunkCipher {

    /** Bytes of ciphertext that are decrypted at once. */
    static final int SEGMENT = 64 * 1024;

    private static final int HEADER = 1 + 32 + 7;
    private static final int TAG = 16;
    private static final int SEGMENT_IN_CLEAR = SEGMENT - TAG;

    private final DataKey key;
    private final byte[] context;

    ChunkCipher(DataKey key, TenantId tenant, UUID recording) {
        this.key = key;
        this.context = (tenant.value() + "|" + recording).getBytes(StandardCharsets.UTF_8);
    }

    /** What is written into it arrives sealed in {@code sealed}; closing it ends the ciphertext. */
    WritableByteChannel sealing(WritableByteChannel sealed) throws IOException {
        try {
            return key.streaming(SEGMENT).newEncryptingChannel(sealed, context);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a data key must be usable for streams", failure);
        }
    }

    /** The clear bytes behind {@code sealed}, from any position. */
    SeekableByteChannel opening(SeekableByteChannel sealed) throws IOException {
        try {
            return key.streaming(SEGMENT).newSeekableDecryptingChannel(sealed, context);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("a data key must be usable for streams", failure);
        }
    }

    /** Size of the ciphertext of {@code length} bytes. */
    static long sealedSize(long length) {
        long inSegments = HEADER + length;
        long full = inSegments / SEGMENT_IN_CLEAR;
        long rest = inSegments % SEGMENT_IN_CLEAR;
        return full * SEGMENT + (rest == 0 ? 0 : rest + TAG);
    }
}
