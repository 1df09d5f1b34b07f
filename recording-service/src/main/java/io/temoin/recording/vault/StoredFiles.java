// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What lies in the folder of a {@link FileBlobStore}: finished audio, and what nobody knows.
 *
 * @param files finished audio
 * @param strangers whatever else lies among it
 */
record StoredFiles(List<StoredFile> files, List<Path> strangers) {

    private static final Pattern NAME = Pattern.compile("([0-9a-f-]{36})\\.([0-9a-f]{64})\\.v1");
    private static final Pattern SHARD = Pattern.compile("[0-9a-f]{2}");

    /** A file of sealed audio. */
    record StoredFile(Path path, TenantId tenant, UUID recording, String sha256, long size) {}

    /** Is given one finding after the other. */
    @FunctionalInterface
    interface Visitor<T> {
        void visit(T found) throws IOException;
    }

    /** All that is in the folder, kept in memory. */
    static StoredFiles in(Path directory) throws IOException {
        StoredFiles found = new StoredFiles(new ArrayList<>(), new ArrayList<>());
        each(directory, found.files::add, found.strangers::add);
        return found;
    }

    /**
     * Hands over what is in the folder as it is read, and keeps nothing: there may be more files
     * than the memory has room for.
     */
    static void each(Path directory, Visitor<StoredFile> files, Visitor<Path> strangers)
            throws IOException {
        eachIn(
                directory,
                tenant ->
                        eachIn(
                                tenant,
                                shard -> {
                                    if (SHARD.matcher(nameOf(shard)).matches()) {
                                        eachIn(shard, path -> sort(tenant, path, files, strangers));
                                    }
                                }));
    }

    private static void sort(
            Path tenant, Path path, Visitor<StoredFile> files, Visitor<Path> strangers)
            throws IOException {
        Optional<StoredFile> file = read(nameOf(tenant), path);
        if (file.isPresent()) {
            files.visit(file.get());
        } else {
            strangers.visit(path);
        }
    }

    private static Optional<StoredFile> read(String tenant, Path path) {
        Matcher name = NAME.matcher(nameOf(path));
        return name.matches()
                ? Optional.of(
                        new StoredFile(
                                path,
                                new TenantId(tenant),
                                UUID.fromString(name.group(1)),
                                name.group(2),
                                path.toFile().length()))
                : Optional.empty();
    }

    private static void eachIn(Path folder, Visitor<Path> visitor) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    visitor.visit(child);
                }
            } catch (DirectoryIteratorException failure) {
                throw failure.getCause();
            }
        }
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }
}
