// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordFolderTest {

    private static final String APP = "TEMOIN_DB_APP_PASSWORD";
    private static final String FEED = "TEMOIN_DB_FEED_PASSWORD";
    private static final int SHORTEST = 16;

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        write(APP, "of-the-app-0123456789\n", "rw-------");
        write(FEED, "of-the-feed-0123456789", "r--------");
    }

    @Test
    void filesThatOnlyTheirOwnerReadsAreSound() {
        assertThat(complaints()).isEmpty();
    }

    /** The datasource's password would be used in its place, which nobody replaces. */
    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve(FEED));

        assertThat(complaints())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(folder.resolve(FEED) + " is missing: create it")
                .contains("or unset");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "  \n"})
    void anEmptyFileIsNamed(String content) throws IOException {
        write(APP, content, "rw-------");

        assertThat(complaints())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(folder.resolve(APP) + " is empty: write");
    }

    @Test
    void aPasswordIsAsLongAsOneInTheEnvironmentMustBe() throws IOException {
        write(APP, "fifteen-letters\n", "rw-------");

        assertThat(complaints())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(APP, "at least 16 characters")
                .doesNotContain("fifteen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rwxrwxrwx"})
    void aFileThatOthersMayReadIsNamed(String permissions) throws IOException {
        write(APP, "of-the-app-0123456789", permissions);

        assertThat(complaints())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains(folder.resolve(APP).toString(), "chmod 600")
                .doesNotContain("of-the-app");
    }

    /** A secret of Kubernetes: links to files of root, for the group that is the pod's alone. */
    @ParameterizedTest
    @CsvSource({"0, true", "1, false"})
    void theGroupOfTheProcessMayReadIt(int beyond, boolean sound) throws IOException {
        // Given
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        Assumptions.assumeTrue(user == 0, "only root gives files to any group");
        Path mounted = Files.createDirectory(folder.resolve("..data"));
        Path file = Files.move(folder.resolve(APP), mounted.resolve(APP));
        Files.setAttribute(file, "unix:gid", user + beyond);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));

        // When
        Files.createSymbolicLink(folder.resolve(APP), Path.of("..data", APP));

        // Then
        assertThat(complaints().isEmpty()).isEqualTo(sound);
    }

    @Test
    void whatIsNoFileIsNamed() throws IOException {
        Files.delete(folder.resolve(APP));
        Files.createDirectory(
                folder.resolve(APP),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        assertThat(complaints())
                .singleElement(InstanceOfAssertFactories.STRING)
                .contains("The password in " + folder.resolve(APP) + " cannot be used");
    }

    private List<String> complaints() {
        return new PasswordFolder(folder).complaints(List.of(APP, FEED), SHORTEST);
    }

    private void write(String name, String content, String permissions) throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}
