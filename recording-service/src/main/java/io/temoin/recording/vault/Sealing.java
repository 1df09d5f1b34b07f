// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.DataKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.UUID;

/**
 * One recording being sealed. Memory use does not depend on the length. Used by one thread at a
 * time; closing it before {@link #finish} leaves nothing in the store.
 */
public final class Sealing implements AutoCloseable {

    private final DataKey key;
    private final BlobDraft draft;
    private final WritableByteChannel sealed;
    private final ContentDigest digest = new ContentDigest();

    Sealing(BlobStore blobs, TenantId tenant, UUID recording, DataKey key) {
        this.key = key;
        try {
            this.draft = blobs.begin(tenant, recording);
        } catch (IOException failure) {
            throw failed(failure);
        }
        try {
            this.sealed = new ChunkCipher(key, tenant, recording).sealing(draft.content());
        } catch (IOException failure) {
            close();
            throw failed(failure);
        }
    }

    /**
     * Seals the next bytes.
     *
     * @throws StorageFull when there is no room
     * @throws StorageUnavailable when the store does not answer
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
     * Ends the ciphertext and makes it the recording's audio, durable when this returns.
     *
     * @throws StorageFull when there is no room
     * @throws StorageUnavailable when the store does not answer
     */
    public SealedBytes finish() {
        try {
            sealed.close();
            SealedBytes bytes = digest.of(key.id());
            draft.keep(bytes.sha256());
            return bytes;
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** Removes what was written unless it was finished. */
    @Override
    public void close() {
        try {
            draft.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("incomplete audio could not be removed", failure);
        }
    }

    private static RuntimeException failed(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left") || message.contains("quota")
                ? new StorageFull(failure)
                : new UncheckedIOException("sealing failed", failure);
    }
}
