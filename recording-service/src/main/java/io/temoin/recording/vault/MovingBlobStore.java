// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.UUID;

/**
 * New audio goes into the bucket; what is not there yet is read from the folder it is moved from.
 *
 * <p>What is removed is removed from the folder first: the copy that {@link AudioMove} may be
 * making is then removed by itself or with the bucket's.
 */
final class MovingBlobStore implements BlobStore {

    private final BlobStore bucket;
    private final FileBlobStore files;

    MovingBlobStore(BlobStore bucket, FileBlobStore files) {
        this.bucket = bucket;
        this.files = files;
    }

    @Override
    public BlobDraft begin(TenantId tenant, UUID recording) throws IOException {
        return bucket.begin(tenant, recording);
    }

    /** Looks into the bucket once more: the file may have been moved between the two. */
    @Override
    public SeekableByteChannel open(TenantId tenant, UUID recording, String sha256)
            throws IOException {
        try {
            return bucket.open(tenant, recording, sha256);
        } catch (NoSuchFileException _) {
            try {
                return files.open(tenant, recording, sha256);
            } catch (NoSuchFileException _) {
                return bucket.open(tenant, recording, sha256);
            }
        }
    }

    @Override
    public void discard(TenantId tenant, UUID recording, String sha256) throws IOException {
        files.discard(tenant, recording, sha256);
        bucket.discard(tenant, recording, sha256);
    }

    @Override
    public void destroy(TenantId tenant, UUID recording) throws IOException {
        files.destroy(tenant, recording);
        bucket.destroy(tenant, recording);
    }

    @Override
    public int removeUnfinished(Instant untouchedSince) throws IOException {
        return files.removeUnfinished(untouchedSince) + bucket.removeUnfinished(untouchedSince);
    }

    @Override
    public void list(StoredAudio.Visitor visitor) throws IOException {
        files.list(visitor);
        bucket.list(visitor);
    }

    @Override
    public void requireReachable() throws IOException {
        files.requireReachable();
        bucket.requireReachable();
    }

    @Override
    public void close() {
        bucket.close();
    }
}
