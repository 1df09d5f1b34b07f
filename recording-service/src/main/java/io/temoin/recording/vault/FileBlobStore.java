// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Sealed audio as files: {@code <tenant>/<shard>/<recording>.<content>.v1}. A file appears whole or
 * not at all, and stays when the power fails: written in {@code <tenant>/partial}, forced, moved,
 * directory forced. What a process that died leaves there, {@link #removeUnfinished} takes away.
 *
 * <p>The content's fingerprint is part of the name, so that an upload of other bytes under the same
 * recording id can never replace what was stored.
 */
final class FileBlobStore implements BlobStore {

    private static final FileAttribute<?> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String PARTIALS = "partial";
    private static final String PARTIAL = ".partial";
    private static final String VERSION = ".v1";
    private static final int WIPED = 4096;

    private final Path directory;

    FileBlobStore(Path directory) {
        this.directory = directory;
    }

    @Override
    public BlobDraft begin(TenantId tenant, UUID recording) throws IOException {
        Path partials = partials(tenant);
        create(tenant, partials);
        return FileDraft.of(
                this,
                tenant,
                recording,
                Files.createTempFile(partials, recording + ".", PARTIAL, OWNER_ONLY));
    }

    /** Makes a finished file the recording's audio. Its content must be forced already. */
    void keep(Path partial, TenantId tenant, UUID recording, String sha256) throws IOException {
        create(tenant, shard(tenant, recording));
        Files.move(partial, file(tenant, recording, sha256), StandardCopyOption.ATOMIC_MOVE);
        force(shard(tenant, recording));
    }

    @Override
    public FileChannel open(TenantId tenant, UUID recording, String sha256) throws IOException {
        return FileChannel.open(file(tenant, recording, sha256), StandardOpenOption.READ);
    }

    @Override
    public void discard(TenantId tenant, UUID recording, String sha256) throws IOException {
        Path shard = shard(tenant, recording);
        if (Files.isDirectory(shard)) {
            wipe(file(tenant, recording, sha256));
            force(shard);
        }
    }

    @Override
    public void destroy(TenantId tenant, UUID recording) throws IOException {
        for (Path folder : List.of(shard(tenant, recording), partials(tenant))) {
            if (Files.isDirectory(folder)) {
                wipeAll(folder, recording + ".*");
                force(folder);
            }
        }
    }

    @Override
    public int removeUnfinished(Instant untouchedSince) throws IOException {
        int removed = 0;
        if (!Files.isDirectory(directory)) {
            return removed;
        }
        try (DirectoryStream<Path> tenants = Files.newDirectoryStream(directory)) {
            for (Path tenant : tenants) {
                Path partials = tenant.resolve(PARTIALS);
                if (Files.isDirectory(partials)) {
                    removed += removeUnfinished(partials, untouchedSince);
                }
            }
        }
        return removed;
    }

    @Override
    public void list(StoredAudio.Visitor visitor) throws IOException {
        StoredFiles.each(
                directory,
                file ->
                        visitor.visit(
                                new StoredAudio(file.tenant(), file.recording(), file.sha256())),
                _ -> {});
    }

    /** The folder may not exist before the first upload; whether it can be made shows then. */
    @Override
    public void requireReachable() throws IOException {
        Path existing = directory.toAbsolutePath();
        while (existing.getParent() != null && Files.notExists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new IOException("the folder " + existing + " cannot be written to");
        }
        Files.getFileStore(existing).getUsableSpace();
    }

    /** It keeps no file open. */
    @Override
    public void close() {}

    private static int removeUnfinished(Path partials, Instant untouchedSince) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(partials)) {
            for (Path file : files) {
                if (isOlder(file, untouchedSince)) {
                    wipe(file);
                    removed++;
                }
            }
        }
        return removed;
    }

    private static boolean isOlder(Path file, Instant moment) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(moment);
        } catch (NoSuchFileException _) {
            return false; // it was finished, or another replica removed it
        }
    }

    private static void wipeAll(Path folder, String names) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, names)) {
            for (Path file : files) {
                wipe(file);
            }
        }
    }

    private void create(TenantId tenant, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, OWNER_ONLY_FOLDER);
            force(directory.resolve(tenant.value()));
            force(directory);
        }
    }

    private Path partials(TenantId tenant) {
        return directory.resolve(tenant.value()).resolve(PARTIALS);
    }

    Path file(TenantId tenant, UUID recording, String sha256) {
        return shard(tenant, recording).resolve(recording + "." + sha256 + VERSION);
    }

    /** The last digits of a UUIDv7 are random; the first ones are the time. */
    private Path shard(TenantId tenant, UUID recording) {
        String digits = recording.toString();
        return directory.resolve(tenant.value()).resolve(digits.substring(digits.length() - 2));
    }

    /**
     * Overwrites the head, which holds the salt that every segment's key is derived with, and
     * unlinks. The erasure itself is the destruction of the key: a disk may keep old blocks.
     */
    private static void wipe(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int size = (int) Math.min(WIPED, channel.size());
            channel.write(ByteBuffer.allocate(size), 0);
            channel.force(true);
        } catch (NoSuchFileException _) {
            return; // somebody else removed it: that is what was wanted
        }
        Files.deleteIfExists(file);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
