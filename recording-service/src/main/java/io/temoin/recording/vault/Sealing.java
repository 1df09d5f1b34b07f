// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * One recording being sealed. Memory use does not depend on the length. Used by one thread at a
 * time; closing it before {@link #finish} leaves nothing on disk.
 */
public final class Sealing implements AutoCloseable {

    private final FileBlobStore blobs;
    private final TenantId tenant;
    private final UUID recording;
    private final DataKey key;
    private final Path partial;
    private final FileChannel file;
    private final WritableByteChannel sealed;
    private final ContentDigest digest = new ContentDigest();
    private boolean kept;

    Sealing(FileBlobStore blobs, TenantId tenant, UUID recording, DataKey key) {
        this.blobs = blobs;
        this.tenant = tenant;
        this.recording = recording;
        this.key = key;
        try {
            this.partial = blobs.begin(tenant, recording);
        } catch (IOException failure) {
            throw failed(failure);
        }
        try {
            this.file = FileChannel.open(partial, StandardOpenOption.WRITE);
            this.sealed = new ChunkCipher(key, tenant, recording).sealing(file);
        } catch (IOException failure) {
            remove(partial);
            throw failed(failure);
        }
    }

    /**
     * Seals the next bytes.
     *
     * @throws VaultFull when the disk is full
     */
    public void write(ByteBuffer clear) {
        try {
            digest.update(clear);
            while (clear.hasRemaining()) {
                sealed.write(clear);
            }
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /**
     * Ends the ciphertext and makes it the recording's audio, safe on disk when this returns.
     *
     * @throws VaultFull when the disk is full
     */
    public SealedBytes finish() {
        try {
            // Closing the ciphertext closes the file; it is forced through a second channel.
            sealed.close();
            try (FileChannel whole = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                whole.force(true);
            }
            SealedBytes bytes = digest.of(key.id());
            blobs.keep(partial, tenant, recording, bytes.sha256());
            kept = true;
            return bytes;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** Removes what was written unless it was finished. */
    @Override
    public void close() {
        if (kept) {
            return;
        }
        try (file) {
            remove(partial);
        } catch (IOException failure) {
            throw new UncheckedIOException("an incomplete file could not be closed", failure);
        }
    }

    private static void remove(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException failure) {
            throw new UncheckedIOException("an incomplete file could not be removed", failure);
        }
    }

    private static RuntimeException failed(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota")
                ? new VaultFull(failure)
                : new UncheckedIOException("sealing failed", failure);
    }
}
