// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.StorageFull;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.UUID;

/**
 * Where sealed audio lies. It knows no keys: it stores ciphertext under tenant, recording and the
 * fingerprint of the content in clear, so that an upload of other bytes under the same recording id
 * can never replace what was stored. Every implementation passes {@code BlobStoreContract}.
 *
 * <p>Blocks: used from virtual threads. A store that does not answer, or refuses, says so with
 * {@link StorageUnavailable}; one without room with {@link StorageFull} or an {@link IOException}
 * that says why.
 */
interface BlobStore extends AutoCloseable {

    /** Begins ciphertext that no reader sees until {@link BlobDraft#keep}. */
    BlobDraft begin(TenantId tenant, UUID recording) throws IOException;

    /**
     * Opens stored ciphertext for reading.
     *
     * @throws NoSuchFileException when there is none
     */
    SeekableByteChannel open(TenantId tenant, UUID recording, String sha256) throws IOException;

    /** Removes stored ciphertext that lost against what was stored before. Idempotent. */
    void discard(TenantId tenant, UUID recording, String sha256) throws IOException;

    /** Removes everything that was ever written for a recording. Idempotent. */
    void destroy(TenantId tenant, UUID recording) throws IOException;

    /**
     * Removes drafts that nobody has written to since then, of whatever process.
     *
     * @return how many
     */
    int removeUnfinished(Instant untouchedSince) throws IOException;

    /**
     * Names everything that it has of any recording, in no particular order, what is being written
     * excepted.
     */
    void list(StoredAudio.Visitor visitor) throws IOException;

    /** Returns when the store answers; otherwise throws what is wrong. */
    void requireReachable() throws IOException;

    /** Gives up its connections. */
    @Override
    void close();
}
