// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.plain;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files as recording-service keeps them (written aside, forced, renamed, folder forced), in clear.
 */
@ApplicationScoped
public class PlainFiles {

    private final Path folder;

    PlainFiles(@ConfigProperty(name = "plain.folder", defaultValue = "target/files") Path folder) {
        this.folder = folder;
    }

    Path begin(UUID id) throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, id + ".", ".partial");
    }

    void keep(Path partial, UUID id) throws IOException {
        try (FileChannel whole = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        Files.move(partial, folder.resolve(id.toString()), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    FileChannel open(UUID id) throws IOException {
        return FileChannel.open(folder.resolve(id.toString()), StandardOpenOption.READ);
    }
}
