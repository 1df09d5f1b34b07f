// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.InMemoryShreddableKeys;
import io.temoin.shredding.keys.KeyDestroyed;
import io.temoin.shredding.keys.KeyDestruction;
import io.temoin.shredding.keys.Tampered;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioVaultTest {

    private static final TenantId HELIOS = new TenantId("helios");
    private static final TenantId BOREAL = new TenantId("boreal");
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final UUID RECORDING = id(1);
    private static final int SEGMENT = ChunkCipher.SEGMENT;
    private static final long SEED = 20261124;

    @TempDir Path directory;
    private final InMemoryShreddableKeys keys = new InMemoryShreddableKeys();
    private AudioVault vault;

    @BeforeEach
    void open() {
        vault = new AudioVault(keys, new FileBlobStore(directory), new SimpleMeterRegistry());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1,
                1_000,
                SEGMENT - 16 - 40 - 1,
                SEGMENT - 16 - 40,
                SEGMENT - 16 - 40 + 1,
                2 * (SEGMENT - 16) - 40,
                300_000
            })
    void givesBackWhatItWasGiven(int length) throws IOException {
        // Given
        byte[] audio = audio(length);

        // When
        SealedBytes sealed = seal(HELIOS, RECORDING, audio);

        // Then
        assertThat(sealed.length()).isEqualTo(length);
        assertThat(Files.size(onlyFile())).isEqualTo(ChunkCipher.sealedSize(length));
        assertThat(readAll(HELIOS, RECORDING, sealed)).isEqualTo(audio);
    }

    @Test
    void givesEveryRangeAsTheOriginalHasIt() throws IOException {
        // Given
        byte[] audio = audio(5 * SEGMENT + 123);
        SealedBytes sealed = seal(HELIOS, RECORDING, audio);
        Random random = new Random(SEED);

        try (OpenAudio open = open(HELIOS, RECORDING, sealed)) {
            for (int i = 0; i < 500; i++) {
                int from = random.nextInt(audio.length);
                int count = random.nextInt(Math.min(100_000, audio.length - from)) + 1;
                byte[] read = new byte[count];

                // When
                open.seek(from);
                open.read(read, count);

                // Then
                assertThat(read)
                        .as("seed %d, round %d", SEED, i)
                        .isEqualTo(Arrays.copyOfRange(audio, from, from + count));
            }
        }
    }

    @Test
    void readsNothingOutsideTheAudio() throws IOException {
        SealedBytes sealed = seal(HELIOS, RECORDING, audio(10));
        try (OpenAudio open = open(HELIOS, RECORDING, sealed)) {
            assertThatThrownBy(() -> open.seek(11)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> open.read(new byte[11], 11))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void writesNothingInClear() throws IOException {
        // Given
        byte[] needle =
                "le prenom et le numero de carte".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] audio = audio(200_000);
        System.arraycopy(needle, 0, audio, 100_000, needle.length);

        // When
        seal(HELIOS, RECORDING, audio);

        // Then
        String onDisk = Files.readString(onlyFile(), java.nio.charset.StandardCharsets.ISO_8859_1);
        assertThat(onDisk).doesNotContain("le prenom");
    }

    @Test
    void letsOnlyItsOwnerRead() throws IOException {
        seal(HELIOS, RECORDING, audio(10));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void keepsNothingOfASealingThatIsNotFinished() throws IOException {
        try (Sealing sealing = vault.seal(HELIOS, RECORDING)) {
            sealing.write(ByteBuffer.wrap(audio(3 * SEGMENT)));
            assertThat(files()).hasSize(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void neverReplacesAudioByOther() throws IOException {
        // Given
        SealedBytes first = seal(HELIOS, RECORDING, audio(1_000));
        byte[] otherAudio = audio(2_000);

        // When
        SealedBytes other = seal(HELIOS, RECORDING, otherAudio);
        vault.discard(HELIOS, RECORDING, other);

        // Then
        assertThat(readAll(HELIOS, RECORDING, first)).isEqualTo(audio(1_000));
        assertThat(files()).hasSize(1);
    }

    @Nested
    class Tampering {

        private final byte[] audio = audio(4 * SEGMENT);
        private SealedBytes sealed;
        private Path file;

        @BeforeEach
        void seal() throws IOException {
            sealed = AudioVaultTest.this.seal(HELIOS, RECORDING, audio);
            file = onlyFile();
        }

        @Test
        void isSeenInEverySegmentAndInTheHead() throws IOException {
            byte[] whole = Files.readAllBytes(file);
            Random random = new Random(SEED);
            for (int segment = 0; segment * SEGMENT < whole.length; segment++) {
                // Given
                int from = segment * SEGMENT;
                int at = from + random.nextInt(Math.min(SEGMENT, whole.length - from));
                byte[] altered = whole.clone();
                altered[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, altered);

                // Then
                assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                        .as("seed %d, byte %d", SEED, at)
                        .isInstanceOf(Tampered.class);
            }
            for (int at = 0; at < 40; at++) {
                byte[] altered = whole.clone();
                altered[at] ^= 1;
                Files.write(file, altered);
                assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                        .as("byte %d of the head", at)
                        .isInstanceOf(Tampered.class);
            }
        }

        @Test
        void leavesTheOtherSegmentsReadable() throws IOException {
            // Given
            byte[] altered = Files.readAllBytes(file);
            altered[2 * SEGMENT + 5] ^= 1;
            Files.write(file, altered);
            byte[] read = new byte[1_000];

            // When
            try (OpenAudio open = open(HELIOS, RECORDING, sealed)) {
                open.seek(SEGMENT);
                open.read(read, read.length);
            }

            // Then
            assertThat(read).isEqualTo(Arrays.copyOfRange(audio, SEGMENT, SEGMENT + 1_000));
        }

        @Test
        void isSeenWhenTwoSegmentsAreSwapped() throws IOException {
            byte[] swapped = Files.readAllBytes(file);
            byte[] second = Arrays.copyOfRange(swapped, SEGMENT, 2 * SEGMENT);
            System.arraycopy(swapped, 2 * SEGMENT, swapped, SEGMENT, SEGMENT);
            System.arraycopy(second, 0, swapped, 2 * SEGMENT, SEGMENT);
            Files.write(file, swapped);
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1, 39, 40, 56, SEGMENT, 2 * SEGMENT, 4 * SEGMENT - 1})
        void isSeenWhenTheEndIsMissing(int length) throws IOException {
            Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }

        @Test
        void isSeenWhenSomethingIsAppended() throws IOException {
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length + SEGMENT));
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }

        @Test
        void isSeenWhenAnEventNamesAnotherLength() {
            SealedBytes shorter =
                    new SealedBytes(sealed.length() - SEGMENT, sealed.sha256(), sealed.keyId());
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, shorter))
                    .isInstanceOf(Tampered.class);
        }

        @Test
        void isSeenWhenTheBytesOfAnotherRecordingArePutInPlace() throws IOException {
            SealedBytes other = AudioVaultTest.this.seal(HELIOS, id(2), audio);
            Path otherFile = new FileBlobStore(directory).file(HELIOS, id(2), other.sha256());
            Files.write(file, Files.readAllBytes(otherFile));
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }

        @Test
        void isSeenWhenTheFileIsGoneAndTheKeyIsNot() throws IOException {
            Files.delete(file);
            assertThatThrownBy(() -> readAll(HELIOS, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }

        @Test
        void isSeenWhenAnotherTenantAsks() {
            assertThatThrownBy(() -> readAll(BOREAL, RECORDING, sealed))
                    .isInstanceOf(Tampered.class);
        }
    }

    @Nested
    class Shredding {

        @Test
        void leavesNoBytesAndNoKey() throws IOException {
            // Given
            SealedBytes sealed = seal(HELIOS, RECORDING, audio(100_000));

            // When
            KeyDestruction evidence = vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW);

            // Then
            assertThat(evidence.keyId()).isEqualTo(sealed.keyId());
            assertThat(evidence.fingerprint()).isNotBlank();
            assertThat(files()).isEmpty();
            assertThatThrownBy(() -> open(HELIOS, RECORDING, sealed))
                    .isInstanceOf(KeyDestroyed.class);
            assertThatThrownBy(() -> vault.seal(HELIOS, RECORDING))
                    .isInstanceOf(KeyDestroyed.class);
        }

        @Test
        void leavesABackupOfTheBytesUnreadable() throws IOException {
            // Given
            SealedBytes sealed = seal(HELIOS, RECORDING, audio(100_000));
            byte[] backup = Files.readAllBytes(onlyFile());
            Path file = onlyFile();

            // When
            vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW);
            Files.write(file, backup);

            // Then
            assertThatThrownBy(() -> open(HELIOS, RECORDING, sealed))
                    .isInstanceOf(KeyDestroyed.class);
        }

        @Test
        void givesTheFirstEvidenceAgain() throws IOException {
            seal(HELIOS, RECORDING, audio(10));
            KeyDestruction first = vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW);
            KeyDestruction second =
                    vault.shred(HELIOS, RECORDING, "PERIOD_ENDED", NOW.plusSeconds(60));
            assertThat(second).isEqualTo(first);
        }

        @Test
        void removesWhatAnInterruptedUploadLeft() {
            Sealing interrupted = vault.seal(HELIOS, RECORDING);
            interrupted.write(ByteBuffer.wrap(audio(SEGMENT)));
            vault.shred(HELIOS, RECORDING, "UPLOAD_ABANDONED", NOW);
            assertThat(files()).isEmpty();
        }

        @Test
        void leavesOtherRecordingsAlone() throws IOException {
            // Given
            seal(HELIOS, RECORDING, audio(10));
            SealedBytes other = seal(HELIOS, id(101), audio(20));

            // When
            vault.shred(HELIOS, RECORDING, "PURPOSE_FULFILLED", NOW);

            // Then
            assertThat(readAll(HELIOS, id(101), other)).isEqualTo(audio(20));
        }

        @Test
        void isNothingSpecialForARecordingWithoutBytes() {
            KeyDestruction evidence = vault.shred(HELIOS, RECORDING, "UPLOAD_ABANDONED", NOW);
            assertThat(evidence.keyId()).isNull();
        }
    }

    private SealedBytes seal(TenantId tenant, UUID recording, byte[] audio) throws IOException {
        try (Sealing sealing = vault.seal(tenant, recording)) {
            for (int at = 0; at < audio.length; at += 10_000) {
                sealing.write(ByteBuffer.wrap(audio, at, Math.min(10_000, audio.length - at)));
            }
            return sealing.finish();
        }
    }

    private OpenAudio open(TenantId tenant, UUID recording, SealedBytes sealed) {
        return vault.open(tenant, recording, sealed.length(), sealed.sha256());
    }

    private byte[] readAll(TenantId tenant, UUID recording, SealedBytes sealed) throws IOException {
        try (OpenAudio open = open(tenant, recording, sealed)) {
            byte[] all = new byte[(int) open.length()];
            open.read(all, all.length);
            return all;
        }
    }

    private List<Path> files() {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path onlyFile() {
        List<Path> files = files();
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private static byte[] audio(int length) {
        byte[] audio = new byte[length];
        new SplittableRandom(length).nextBytes(audio);
        return audio;
    }

    private static UUID id(int number) {
        return UUID.fromString("01990000-0000-7000-8000-%012d".formatted(number));
    }
}
