// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Parts as files of a folder that the services share. */
public final class PartFolder implements PartStorage {

    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /** Parts below {@code folder}, which is created with the first one. */
    public PartFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public void store(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".draft");
        try {
            try (OutputStream out =
                    new BufferedOutputStream(Files.newOutputStream(draft), BUFFER)) {
                content.writeTo(out);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException missing) {
            // A volume that is not mounted looks like an empty folder: its parts are not gone.
            if (Files.isDirectory(folder.resolve(Path.of(name).getName(0)))) {
                throw missing;
            }
            throw new IOException("the folder of the parts is not there", missing);
        }
    }

    @Override
    public void removeBelow(String prefix) throws IOException {
        Path below = folder.resolve(prefix);
        if (!Files.isDirectory(below)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(below)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : deepestFirst) {
            Files.deleteIfExists(one);
        }
    }

    @Override
    public void remove(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void close() {
        // files are closed by those who read and write them
    }
}
