// SPDX-License-Identifier: Apache-2.0
package io.temoin.shredding.keys;

import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final int ANOTHER = 1;

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("key"), "secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void mayBeReadByItsOwner(String permissions) throws IOException {
        permit(permissions);

        assertThatNoException().isThrownBy(() -> KeyFile.requireOwnerOnly(file));
    }

    /** Where every user has a group of that number, and in a pod with an fsGroup. */
    @Test
    void mayBeReadByTheGroupOfTheUserAlone() throws IOException {
        giveTo((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        permit("r--r-----");

        assertThatNoException().isThrownBy(() -> KeyFile.requireOwnerOnly(file));
    }

    @Test
    void mayNotBeReadByAnotherGroup() throws IOException {
        giveTo((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") + ANOTHER);
        permit("r--r-----");

        assertThatIOException().isThrownBy(() -> KeyFile.requireOwnerOnly(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw----r--", "rw-rw----", "rw-r-x---", "rw-r--r--", "rwxrwxrwx"})
    void mayNotBeReadByOthersNorWrittenByAnyGroup(String permissions) throws IOException {
        permit(permissions);

        assertThatIOException()
                .isThrownBy(() -> KeyFile.requireOwnerOnly(file))
                .withMessageContaining("chmod 600");
    }

    private void permit(String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** Only root, and containers run as root, may give a file to any group. */
    private void giveTo(int group) throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
        Files.setAttribute(file, "unix:gid", group);
    }
}
