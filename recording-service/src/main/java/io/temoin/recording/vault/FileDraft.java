// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** A file that is written under a temporary name, forced and moved. */
final class FileDraft implements BlobDraft {

    private final FileBlobStore store;
    private final TenantId tenant;
    private final UUID recording;
    private final Path partial;
    private final FileChannel file;
    private boolean kept;

    private FileDraft(
            FileBlobStore store, TenantId tenant, UUID recording, Path partial, FileChannel file) {
        this.store = store;
        this.tenant = tenant;
        this.recording = recording;
        this.partial = partial;
        this.file = file;
    }

    /** Opens {@code partial}, an empty file, which it owns from now on. */
    static FileDraft of(FileBlobStore store, TenantId tenant, UUID recording, Path partial)
            throws IOException {
        try {
            FileChannel file = FileChannel.open(partial, StandardOpenOption.WRITE);
            return new FileDraft(store, tenant, recording, partial, file);
        } catch (IOException failure) {
            Files.deleteIfExists(partial);
            throw failure;
        }
    }

    @Override
    public WritableByteChannel content() {
        return file;
    }

    @Override
    public void keep(String sha256) throws IOException {
        // The end of the ciphertext closed the file; it is forced through a second channel.
        file.close();
        try (FileChannel whole = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        store.keep(partial, tenant, recording, sha256);
        kept = true;
    }

    @Override
    public void close() throws IOException {
        if (kept) {
            return;
        }
        try (file) {
            Files.deleteIfExists(partial);
        }
    }
}
