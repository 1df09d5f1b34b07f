// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import io.temoin.shredding.TenantId;
import java.io.IOException;
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

    /** Looks through the folder. */
    static StoredFiles in(Path directory) throws IOException {
        StoredFiles found = new StoredFiles(new ArrayList<>(), new ArrayList<>());
        if (Files.isDirectory(directory)) {
            for (Path tenant : list(directory)) {
                for (Path shard : list(tenant)) {
                    if (SHARD.matcher(nameOf(shard)).matches()) {
                        found.add(tenant, shard);
                    }
                }
            }
        }
        return found;
    }

    private void add(Path tenant, Path shard) throws IOException {
        for (Path path : list(shard)) {
            read(nameOf(tenant), path)
                    .ifPresentOrElse(this.files::add, () -> this.strangers.add(path));
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

    private static List<Path> list(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                children.forEach(all::add);
            }
        }
        return all;
    }

    private static String nameOf(Path path) {
        return path.getFileName().toString();
    }
}
