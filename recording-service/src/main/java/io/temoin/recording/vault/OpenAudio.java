// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/**
 * A recording's audio, readable from any position. Every byte it gives was authenticated; what was
 * altered is refused with {@link Tampered}. Used by one thread at a time.
 */
public final class OpenAudio implements AutoCloseable {

    private static final int IDLE_READS = 2;

    private final SeekableByteChannel sealed;
    private final SeekableByteChannel clear;
    private final long length;
    private long position;

    private OpenAudio(SeekableByteChannel sealed, SeekableByteChannel clear, long length) {
        this.sealed = sealed;
        this.clear = clear;
        this.length = length;
    }

    /**
     * Opens {@code sealed}, which it owns from now on.
     *
     * @param length bytes in clear, as the event says: ciphertext of another size is refused before
     *     it is read (tink-java#79: what is too short would be read for ever)
     */
    static OpenAudio of(SeekableByteChannel sealed, ChunkCipher cipher, long length)
            throws IOException {
        try {
            if (length <= 0 || sealed.size() != ChunkCipher.sealedSize(length)) {
                throw new Tampered("the sealed audio is not as long as when it was stored");
            }
            return new OpenAudio(sealed, cipher.opening(sealed), length);
        } catch (IOException | RuntimeException failure) {
            sealed.close();
            throw failure;
        }
    }

    /** Bytes in clear. */
    public long length() {
        return length;
    }

    /** Moves to a position in clear. */
    public void seek(long to) {
        if (to < 0 || to > length) {
            throw new IllegalArgumentException("outside the audio");
        }
        position = to;
    }

    /**
     * Reads the next {@code count} bytes, all of them.
     *
     * @throws Tampered when what is read was altered
     * @throws StorageUnavailable when the store does not answer
     */
    public void read(byte[] into, int count) {
        if (count > length - position) {
            throw new IllegalArgumentException("beyond the audio");
        }
        try {
            clear.position(position);
            fill(ByteBuffer.wrap(into, 0, count));
        } catch (IOException failure) {
            throw new Tampered("the sealed audio does not open", failure);
        }
        position += count;
    }

    private void fill(ByteBuffer window) throws IOException {
        int idle = 0;
        while (window.hasRemaining()) {
            int read = clear.read(window);
            if (read < 0) {
                throw new Tampered("the sealed audio ends early");
            }
            idle = read == 0 ? idle + 1 : 0;
            if (idle >= IDLE_READS) {
                throw new Tampered("the sealed audio cannot be read on");
            }
        }
    }

    @Override
    public void close() throws IOException {
        sealed.close();
    }
}
