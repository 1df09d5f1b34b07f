// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** What every file that holds a key has to fulfil. */
public final class KeyFile {

    private static final Set<PosixFilePermission> OF_OWNER =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    /** Exists on Linux, and belongs to the user that this process runs as. */
    private static final Path THIS_PROCESS = Path.of("/proc/self");

    private KeyFile() {}

    /**
     * Checks that nobody but its owner may do anything with {@code file}. Its group may read it if
     * it is that of this process's user alone, by its number: a secret of Kubernetes is root's, and
     * read by the group that the pod is given for it (fsGroup).
     *
     * @throws IOException when others may, or the file cannot be looked at
     */
    public static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> beyond = EnumSet.noneOf(PosixFilePermission.class);
        beyond.addAll(Files.getPosixFilePermissions(file));
        beyond.removeAll(OF_OWNER);
        if (!beyond.isEmpty()
                && !(beyond.equals(EnumSet.of(PosixFilePermission.GROUP_READ))
                        && isOfThisUsersGroup(file))) {
            throw new IOException(
                    file + " must be readable by its owner only (chmod 600 " + file + ")");
        }
    }

    private static boolean isOfThisUsersGroup(Path file) throws IOException {
        return Files.exists(THIS_PROCESS)
                && Files.getAttribute(file, "unix:gid")
                        .equals(Files.getAttribute(THIS_PROCESS, "unix:uid"));
    }
}
