// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that is killed during an upload leaves: a file that nobody finishes. */
class UnfinishedAudioTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final TenantId BOREAL = new TenantId("boreal");
    private static final UUID RECORDING = UUID.fromString("01990000-0000-7000-8000-000000000001");

    @TempDir Path directory;
    private AudioVault vault;

    @BeforeEach
    void open() {
        vault =
                new AudioVault(
                        new InMemoryShreddableKeys(),
                        new FileBlobStore(directory),
                        new SimpleMeterRegistry());
    }

    @Test
    void isRemovedOnceNobodyCanBeWritingIt() throws IOException {
        beginAndDie(HELIOS);
        beginAndDie(BOREAL);
        touch(Duration.ofHours(2));
        Sealing underWay = vault.seal(HELIOS, RECORDING);
        underWay.write(ByteBuffer.allocate(100_000));

        assertThat(vault.removeUnfinished()).isEqualTo(2);

        assertThat(underWay.finish().length()).isEqualTo(100_000);
        assertThat(files()).hasSize(1);
        assertThat(vault.removeUnfinished()).isZero();
    }

    @Test
    void doesNotTakeWhatWasFinishedLongAgo() throws IOException {
        try (Sealing sealing = vault.seal(HELIOS, RECORDING)) {
            sealing.write(ByteBuffer.allocate(1_000));
            sealing.finish();
        }
        touch(Duration.ofDays(400));

        assertThat(vault.removeUnfinished()).isZero();
        assertThat(files()).hasSize(1);
    }

    @Test
    void goesWithTheRecording() throws IOException {
        beginAndDie(HELIOS);

        vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", Instant.parse("2026-11-24T10:00:00Z"));

        assertThat(files()).isEmpty();
    }

    @Test
    void needsNoFolderToBeLookedFor() throws IOException {
        Files.delete(directory);

        assertThat(vault.removeUnfinished()).isZero();
    }

    private void beginAndDie(TenantId tenant) {
        vault.seal(tenant, RECORDING).write(ByteBuffer.allocate(1_000));
    }

    private void touch(Duration ago) throws IOException {
        for (Path file : files()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
