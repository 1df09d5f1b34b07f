// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of sealed audio does. */
abstract class BlobStoreContract {

    static final TenantId HELIOS = new TenantId("helios");
    static final TenantId BOREAL = new TenantId("boreal");
    static final UUID RECORDING = UUID.fromString("01990000-0000-7000-8000-000000000001");

    /** In the same shard. */
    static final UUID OTHER = UUID.fromString("01990000-0000-7000-8000-000000000101");

    static final String SHA = "a".repeat(64);
    static final String OTHER_SHA = "b".repeat(64);
    private static final int PART = S3BlobStore.SMALLEST_PART;
    private static final int LONG = 2 * PART + 1_000;
    private static final long SEED = 20261128;

    /** The store, with nothing in it. */
    abstract BlobStore store();

    /** What lies in it, finished or not. */
    abstract List<String> names();

    /** Returns when what the draft was given is there, so that nothing is on its way any more. */
    abstract void awaitArrival(String draft);

    @ParameterizedTest
    @ValueSource(ints = {1, 48, 100_000, 131_072, 131_073, PART, PART + 1, LONG})
    void givesBackWhatItWasGiven(int length) throws IOException {
        // Given
        byte[] sealed = bytes(length, 1);

        // When
        keep(HELIOS, RECORDING, SHA, sealed);

        // Then
        try (SeekableByteChannel open = store().open(HELIOS, RECORDING, SHA)) {
            assertThat(open.size()).isEqualTo(length);
            assertThat(read(open, 0, length)).isEqualTo(sealed);
            assertThat(open.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
    }

    @Test
    void givesBackAnyPart() throws IOException {
        // Given
        byte[] sealed = bytes(LONG, 2);
        keep(HELIOS, RECORDING, SHA, sealed);
        Random random = new Random(SEED);

        try (SeekableByteChannel open = store().open(HELIOS, RECORDING, SHA)) {
            for (int i = 0; i < 20; i++) {
                int from = random.nextInt(LONG);
                int count = random.nextInt(Math.min(300_000, LONG - from)) + 1;

                // When
                byte[] read = read(open, from, count);

                // Then
                assertThat(read)
                        .as("seed %d, round %d", SEED, i)
                        .isEqualTo(Arrays.copyOfRange(sealed, from, from + count));
            }
        }
    }

    /** The cipher takes a segment that came in pieces for one that does not come. */
    @Test
    void givesAllThatIsAskedForAtOnce() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(LONG, 20));
        int most = 4_000_000;

        try (SeekableByteChannel open = store().open(HELIOS, RECORDING, SHA)) {
            for (int from : List.of(0, 100_000, 1_000_000, LONG - 1_000)) {
                // When
                open.position(from);
                int read = open.read(ByteBuffer.allocate(most));

                // Then
                assertThat(read).isEqualTo(Math.min(most, LONG - from));
            }
        }
    }

    @Test
    void namesWhatItHas() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(LONG, 21));
        keep(HELIOS, OTHER, OTHER_SHA, bytes(10, 22));
        List<StoredAudio> named = new ArrayList<>();

        // When
        store().list(named::add);

        // Then
        assertThat(named)
                .contains(
                        new StoredAudio(HELIOS, RECORDING, SHA),
                        new StoredAudio(HELIOS, OTHER, OTHER_SHA))
                .allMatch(audio -> Set.of(RECORDING, OTHER).contains(audio.recording()));
        assertThat(named.stream().filter(audio -> audio.sha256() != null)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LONG})
    void showsNothingBeforeItIsKept(int length) throws IOException {
        // Given
        try (BlobDraft draft = store().begin(HELIOS, RECORDING)) {
            write(draft, bytes(length, 3));

            // Then
            assertMissing(HELIOS, RECORDING, SHA);
        }
        assertThat(names()).isEmpty();
        assertMissing(HELIOS, RECORDING, SHA);
    }

    @Test
    void neverReplacesAudioByOther() throws IOException {
        // Given
        byte[] first = bytes(1_000, 4);
        byte[] second = bytes(LONG, 5);
        keep(HELIOS, RECORDING, SHA, first);

        // When
        keep(HELIOS, RECORDING, OTHER_SHA, second);

        // Then
        assertThat(all(HELIOS, RECORDING, SHA)).isEqualTo(first);
        assertThat(all(HELIOS, RECORDING, OTHER_SHA)).isEqualTo(second);

        // When
        store().discard(HELIOS, RECORDING, OTHER_SHA);
        store().discard(HELIOS, RECORDING, OTHER_SHA);

        // Then
        assertMissing(HELIOS, RECORDING, OTHER_SHA);
        assertThat(all(HELIOS, RECORDING, SHA)).isEqualTo(first);
        assertThat(names()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, LONG})
    void takesTheSameAudioAgain(int length) throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(length, 6));
        byte[] again = bytes(length, 7);

        // When
        keep(HELIOS, RECORDING, SHA, again);

        // Then
        assertThat(all(HELIOS, RECORDING, SHA)).isEqualTo(again);

        // When
        store().destroy(HELIOS, RECORDING);

        // Then
        assertThat(names()).isEmpty();
    }

    @Test
    void aDraftThatFailsLeavesWhatWasStored() throws IOException {
        // Given
        byte[] stored = bytes(LONG, 8);
        keep(HELIOS, RECORDING, SHA, stored);
        List<String> before = names();

        // When
        try (BlobDraft draft = store().begin(HELIOS, RECORDING)) {
            write(draft, bytes(LONG, 9));
        }

        // Then
        assertThat(names()).isEqualTo(before);
        assertThat(all(HELIOS, RECORDING, SHA)).isEqualTo(stored);
    }

    @Test
    void keepsTenantsAndRecordingsApart() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(10, 10));
        byte[] ofAnother = bytes(11, 11);
        keep(BOREAL, RECORDING, SHA, ofAnother);
        byte[] other = bytes(12, 12);
        keep(HELIOS, OTHER, SHA, other);

        // When
        store().destroy(HELIOS, RECORDING);

        // Then
        assertMissing(HELIOS, RECORDING, SHA);
        assertThat(all(BOREAL, RECORDING, SHA)).isEqualTo(ofAnother);
        assertThat(all(HELIOS, OTHER, SHA)).isEqualTo(other);
    }

    @Test
    void destroysWhateverWasWritten() throws IOException {
        // Given
        keep(HELIOS, RECORDING, SHA, bytes(1_000, 13));
        keep(HELIOS, RECORDING, OTHER_SHA, bytes(LONG, 14));
        beginAndDie(HELIOS, 15);

        // When
        store().destroy(HELIOS, RECORDING);
        store().destroy(HELIOS, RECORDING);

        // Then
        assertThat(names()).isEmpty();
    }

    @Test
    void removesDraftsOfTheDead() throws IOException {
        // Given
        Instant now = Instant.now();
        keep(HELIOS, OTHER, SHA, bytes(LONG, 16));
        int finished = names().size();
        beginAndDie(HELIOS, 17);
        beginAndDie(BOREAL, 18);

        // Then
        assertThat(store().removeUnfinished(now.minus(Duration.ofHours(1)))).isZero();
        assertThat(names()).hasSize(finished + 2);
        assertThat(store().removeUnfinished(now.plus(Duration.ofHours(1)))).isEqualTo(2);
        assertThat(names()).hasSize(finished);
        assertThat(store().removeUnfinished(now.plus(Duration.ofHours(1)))).isZero();
    }

    @Test
    void saysThatItIsThere() throws IOException {
        store().requireReachable();
    }

    final void keep(TenantId tenant, UUID recording, String sha256, byte[] sealed)
            throws IOException {
        try (BlobDraft draft = store().begin(tenant, recording)) {
            write(draft, sealed);
            draft.content().close();
            draft.keep(sha256);
        }
    }

    final byte[] all(TenantId tenant, UUID recording, String sha256) throws IOException {
        try (SeekableByteChannel open = store().open(tenant, recording, sha256)) {
            return read(open, 0, Math.toIntExact(open.size()));
        }
    }

    private void beginAndDie(TenantId tenant, long seed) throws IOException {
        List<String> before = names();
        write(store().begin(tenant, RECORDING), bytes(LONG, seed));
        names().stream().filter(name -> !before.contains(name)).forEach(this::awaitArrival);
    }

    private void assertMissing(TenantId tenant, UUID recording, String sha256) {
        assertThatThrownBy(() -> store().open(tenant, recording, sha256))
                .isInstanceOf(NoSuchFileException.class);
    }

    /** In pieces of the size of a segment, as sealing does. */
    static void write(BlobDraft draft, byte[] sealed) throws IOException {
        for (int at = 0; at < sealed.length; at += ChunkCipher.SEGMENT) {
            int count = Math.min(ChunkCipher.SEGMENT, sealed.length - at);
            ByteBuffer piece = ByteBuffer.wrap(sealed, at, count);
            while (piece.hasRemaining()) {
                draft.content().write(piece);
            }
        }
    }

    static byte[] read(SeekableByteChannel open, long from, int count) throws IOException {
        ByteBuffer into = ByteBuffer.allocate(count);
        open.position(from);
        while (into.hasRemaining() && open.read(into) >= 0) {
            assertThat(open.position()).isEqualTo(from + into.position());
        }
        return Arrays.copyOf(into.array(), into.position());
    }

    static byte[] bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
