// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.objectstorage.StorageFull;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of one megabyte; skipped where the test may not mount one. */
class FullDiskTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final UUID RECORDING = new UUID(1, 1);

    @TempDir Path directory;

    @BeforeEach
    void mount() {
        assumeThat(runs("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString()))
                .isTrue();
    }

    @AfterEach
    void unmount() {
        runs("umount", directory.toString());
    }

    @Test
    void keepsNothingOfWhatDoesNotFit() throws IOException {
        // Given
        AudioVault vault =
                new AudioVault(
                        new InMemoryShreddableKeys(),
                        new FileBlobStore(directory),
                        new SimpleMeterRegistry());

        // When
        try (Sealing sealing = vault.seal(HELIOS, RECORDING)) {
            assertThatThrownBy(() -> sealing.write(ByteBuffer.allocate(3_000_000)))
                    .isInstanceOf(StorageFull.class);
        }

        // Then
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
        try (Sealing fits = vault.seal(HELIOS, RECORDING)) {
            fits.write(ByteBuffer.allocate(500_000));
            assertThat(fits.finish().length()).isEqualTo(500_000);
        }
    }

    private static boolean runs(String... command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false; // no such command here
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
