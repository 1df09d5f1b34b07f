// SPDX-License-Identifier: Apache-2.0
package io.temoin.keystart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.shredding.keys.LocalKeyset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysetCommandTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-27T11:00:00Z"), ZoneOffset.UTC);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream failed = new ByteArrayOutputStream();

    @TempDir Path folder;

    @Test
    void makesAKeysetForItsOwnerOnly() throws IOException {
        Path file = folder.resolve("retention/keyset.json");
        assertThat(run(file)).isZero();

        assertThat(LocalKeyset.read(file).currentEpoch()).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(said.toString(UTF_8)).contains(file.toString(), "Back it up");
        assertThat(failed.toString(UTF_8)).isEmpty();
    }

    @Test
    void leavesAKeysetThatIsThereAsItIs() throws IOException {
        Path file = folder.resolve("keyset.json");
        run(file);
        String before = Files.readString(file);

        assertThat(run(file)).isEqualTo(1);

        assertThat(file).hasContent(before);
        assertThat(failed.toString(UTF_8)).contains("The file " + file + " already exists");
        assertThat(failed.toString(UTF_8)).doesNotContain("Exception");
    }

    @Test
    void saysWhyItCannot() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));

        assertThat(run(noFolder.resolve("keyset.json"))).isEqualTo(1);

        assertThat(failed.toString(UTF_8)).contains("cannot be made");
    }

    private int run(Path file) {
        return KeysetCommand.run(
                file,
                CLOCK,
                new PrintStream(said, true, UTF_8),
                new PrintStream(failed, true, UTF_8));
    }
}
