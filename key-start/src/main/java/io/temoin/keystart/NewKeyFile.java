// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes a key file that is not there yet, readable by its owner only. */
public final class NewKeyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private NewKeyFile() {}

    /**
     * Writes the file whole, never over one that another process put there meanwhile: its key may
     * be in use. A link is the one step that cannot; a file system without links is refused.
     *
     * @throws FileAlreadyExistsException when there is one
     */
    public static void write(Path file, byte[] content) throws IOException {
        Path place = file.toAbsolutePath();
        Path folder = place.getParent();
        if (folder == null) {
            throw new IOException(file + " is no file");
        }
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, ".new-keys", ".tmp", OWNER_ONLY);
        try {
            Files.write(fresh, content);
            Files.createLink(place, fresh);
        } finally {
            Files.delete(fresh);
        }
    }

    /** The same, but one that another process put there meanwhile is kept: it is the key then. */
    public static void writeUnlessThere(Path file, byte[] content) throws IOException {
        try {
            write(file, content);
        } catch (FileAlreadyExistsException _) {
            // another process was faster: its file is read instead
        }
    }
}
