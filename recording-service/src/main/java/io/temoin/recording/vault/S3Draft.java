// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.objectstorage.Bucket;
import io.temoin.objectstorage.ObjectHeaders;
import io.temoin.objectstorage.StorageUnavailable;
import io.temoin.recording.vault.PartBuffers.Part;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Ciphertext on its way into a bucket. It waits in {@link PartBuffers} until a part is full; one
 * part is on its way while the next is filled, so memory is two parts at most, whatever the length.
 * What never fills a part is stored at once in the end, when its final name is known.
 */
final class S3Draft implements BlobDraft {

    private final Bucket bucket;
    private final S3Names names;
    private final TenantId tenant;
    private final UUID recording;
    private final PartBuffers buffers;
    private final int partBytes;
    private final UUID id = UUID.randomUUID();
    private final String parts;
    private final List<CompletedPart> completed = new ArrayList<>();

    private Part filling;
    private long length;
    private @Nullable String upload;
    private @Nullable FutureTask<CompletedPart> sending;
    private @Nullable Thread sender;
    private boolean kept;

    S3Draft(
            Bucket bucket,
            S3Names names,
            TenantId tenant,
            UUID recording,
            PartBuffers buffers,
            int partBytes) {
        this.bucket = bucket;
        this.names = names;
        this.tenant = tenant;
        this.recording = recording;
        this.buffers = buffers;
        this.partBytes = partBytes;
        this.parts = names.parts(tenant, recording, id);
        this.filling = buffers.begin();
    }

    @Override
    public WritableByteChannel content() {
        return new Content();
    }

    /** Closing it changes nothing: what was written so far may as well be all. */
    private final class Content implements WritableByteChannel {

        private boolean open = true;

        @Override
        public int write(ByteBuffer sealed) throws IOException {
            int count = sealed.remaining();
            while (sealed.hasRemaining()) {
                append(sealed);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void close() {
            open = false;
        }
    }

    /** A full part is sent when more comes: what fits into one part exactly is no upload. */
    private void append(ByteBuffer sealed) throws IOException {
        if (filling.length() == partBytes) {
            send();
        }
        int before = filling.length();
        filling.append(sealed, partBytes);
        length += filling.length() - before;
    }

    private void send() throws IOException {
        if (upload == null) {
            upload = bucket.uploads().begin(parts);
        }
        awaitSent();
        String under = upload;
        Part full = filling;
        int number = completed.size() + 1;
        FutureTask<CompletedPart> task = new FutureTask<>(() -> sent(full, under, number));
        sending = task;
        sender = Thread.ofVirtual().name("audio-part").start(task);
        filling = buffers.begin();
    }

    private CompletedPart sent(Part full, String under, int number) throws IOException {
        try {
            return bucket.uploads().part(parts, under, number, full.length(), full::read);
        } finally {
            full.release();
        }
    }

    private void awaitSent() throws IOException {
        if (sending == null) {
            return;
        }
        try {
            completed.add(sending.get());
            sending = null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a part of the audio was sent");
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static IOException cause(ExecutionException failed) {
        return switch (Objects.requireNonNull(failed.getCause())) {
            case RuntimeException refused -> throw refused;
            case IOException failure -> failure;
            case Throwable other -> throw new IllegalStateException(other);
        };
    }

    @Override
    public void keep(String sha256) throws IOException {
        String name = names.audio(tenant, recording, sha256);
        if (upload == null) {
            bucket.put(name, filling.length(), filling::read, ObjectHeaders.BYTES);
            requireWhole(name);
        } else {
            send();
            awaitSent();
            bucket.uploads().complete(parts, upload, completed);
            requireWhole(parts);
            byte[] reference = S3Reference.to(id);
            bucket.put(name, reference, ObjectHeaders.BYTES);
        }
        filling.release();
        kept = true;
    }

    /** An answer is not trusted: only what is there is said to be stored. */
    private void requireWhole(String name) throws IOException {
        try {
            long stored = bucket.size(name);
            if (stored != length) {
                throw new StorageUnavailable(
                        "the object storage has %d bytes of %s, but was given %d"
                                .formatted(stored, name, length));
            }
        } catch (NoSuchFileException missing) {
            throw new StorageUnavailable("the object storage did not keep " + name, missing);
        }
    }

    /**
     * Takes back an upload, whether or not it was completed. Nothing under the final name: the same
     * audio may have been stored there by another upload.
     */
    @Override
    public void close() throws IOException {
        filling.release();
        if (kept || upload == null) {
            return;
        }
        awaitSilence();
        bucket.uploads().abort(parts, upload);
        bucket.remove(parts);
    }

    /** A part that arrives after the end of its upload may stay; its request has a time limit. */
    private void awaitSilence() throws IOException {
        if (sender == null) {
            return;
        }
        try {
            sender.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an upload was taken back");
        }
    }
}
