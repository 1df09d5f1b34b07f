// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;

/** The files this process has open. */
final class OpenFiles {

    private OpenFiles() {}

    /** Whether one of a recording is. */
    static boolean isOpen(UUID recording) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.map(OpenFiles::target).anyMatch(file -> file.contains(recording.toString()));
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException _) {
            return ""; // closed meanwhile
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
