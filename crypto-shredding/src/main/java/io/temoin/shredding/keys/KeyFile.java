// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What every file that holds a key has to fulfil. */
public final class KeyFile {

    private KeyFile() {}

    /**
     * Checks that nobody but its owner may do anything with {@code file}.
     *
     * @throws IOException when others may, or the file cannot be looked at
     */
    public static void requireOwnerOnly(Path file) throws IOException {
        var permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(permission -> !permission.name().startsWith("OWNER_"))) {
            throw new IOException(
                    file + " must be readable by its owner only (chmod 600 " + file + ")");
        }
    }
}
