// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.MultipartUploads.Unfinished;
import io.temoin.objectstorage.ObjectListing;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sealed audio as objects of a bucket. What fits into one part is one object under its final name;
 * what is longer is streamed before its fingerprint is known, and a small object under the final
 * name then says where it lies (ADR 0053). An object appears whole or not at all.
 */
final class S3BlobStore implements BlobStore {

    /** What S3 allows of one object. */
    static final int MOST_PARTS = 10_000;

    /** What S3 demands of every part but the last. */
    static final int SMALLEST_PART = 5 * 1024 * 1024;

    private final Bucket bucket;
    private final S3Names names;
    private final PartBuffers buffers;
    private final int partBytes;

    S3BlobStore(Bucket bucket, S3Names names, PartBuffers buffers, int partBytes) {
        this.bucket = bucket;
        this.names = names;
        this.buffers = buffers;
        this.partBytes = partBytes;
    }

    /** The size of parts with which the longest upload fits into one object. */
    static int partBytes(int wanted, long longestUpload) {
        if (wanted < SMALLEST_PART) {
            throw new IllegalStateException(
                    "%s.part-bytes must be at least %d, the smallest part that S3 accepts."
                            .formatted(BlobStores.SETTINGS, SMALLEST_PART));
        }
        long needed = Math.ceilDiv(ChunkCipher.sealedSize(longestUpload), MOST_PARTS);
        return Math.toIntExact(Math.max(wanted, needed));
    }

    @Override
    public BlobDraft begin(TenantId tenant, UUID recording) {
        return new S3Draft(bucket, names, tenant, recording, buffers, partBytes);
    }

    @Override
    public S3Channel open(TenantId tenant, UUID recording, String sha256) throws IOException {
        S3Channel audio = S3Channel.open(bucket, names.audio(tenant, recording, sha256));
        Optional<UUID> upload = S3Reference.read(audio.head());
        if (upload.isEmpty()) {
            return audio;
        }
        audio.close();
        return S3Channel.open(bucket, names.parts(tenant, recording, upload.get()));
    }

    @Override
    public void discard(TenantId tenant, UUID recording, String sha256) throws IOException {
        String name = names.audio(tenant, recording, sha256);
        Optional<UUID> upload = upload(name);
        bucket.remove(name);
        if (upload.isPresent()) {
            bucket.remove(names.parts(tenant, recording, upload.get()));
        }
    }

    private Optional<UUID> upload(String name) throws IOException {
        try (S3Channel audio = S3Channel.open(bucket, name)) {
            return S3Reference.read(audio.head());
        } catch (NoSuchFileException _) {
            return Optional.empty(); // removed before, or never kept
        }
    }

    /** Uploads under way first: one that ends meanwhile would leave an object behind. */
    @Override
    public void destroy(TenantId tenant, UUID recording) throws IOException {
        String all = names.of(tenant, recording);
        for (Unfinished upload : bucket.uploads().unfinished(all, Instant.MAX)) {
            bucket.uploads().abort(upload.key(), upload.upload());
        }
        bucket.removeBelow(all);
    }

    /** Of this store's names only: the bucket may have other inhabitants. */
    @Override
    public int removeUnfinished(Instant untouchedSince) throws IOException {
        int removed = 0;
        for (Unfinished upload : bucket.uploads().unfinished(names.prefix(), untouchedSince)) {
            if (names.isParts(upload.key()) && upload.touched().isBefore(untouchedSince)) {
                bucket.uploads().abort(upload.key(), upload.upload());
                removed++;
            }
        }
        return removed;
    }

    @Override
    public void list(StoredAudio.Visitor visitor) throws IOException {
        bucket.listing()
                .each(
                        names.prefix(),
                        object -> {
                            Optional<S3Names.ParsedName> name = names.read(object.key());
                            if (name.isPresent()) {
                                visitor.visit(stored(name.get(), object));
                            }
                        });
    }

    private StoredAudio stored(S3Names.ParsedName name, ObjectListing.Stored object)
            throws IOException {
        @Nullable String sha256 = name.sha256();
        boolean whole =
                sha256 != null
                        && object.current()
                        && (object.size() != S3Reference.LENGTH
                                || isWhole(name.tenant(), name.recording(), sha256));
        return new StoredAudio(name.tenant(), name.recording(), whole ? sha256 : null);
    }

    /** It may say where the audio lies, and that be gone. */
    private boolean isWhole(TenantId tenant, UUID recording, String sha256) throws IOException {
        try (S3Channel _ = open(tenant, recording, sha256)) {
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    @Override
    public void requireReachable() throws IOException {
        bucket.requireReachable();
    }

    @Override
    public void close() {
        bucket.close();
    }
}
