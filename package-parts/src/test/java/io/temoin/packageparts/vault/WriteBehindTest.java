// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written behind arrives whole and in order, or its writer is told. */
class WriteBehindTest {

    private static final int PIECE = PackageKey.SEGMENT;

    /** Takes so many bytes, and counts those that come after it failed. */
    private static final class Full extends OutputStream {

        private final IOException failure = new IOException("no space left");
        private int room;
        private int late;

        Full(int room) {
            this.room = room;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (room < 0) {
                late += length;
            }
            room -= length;
            if (room < 0) {
                throw failure;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE + 5})
    void allOfItArrives(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        ByteArrayOutputStream target = new ByteArrayOutputStream();

        try (OutputStream behind = new WriteBehind(target)) {
            int half = size / 2;
            behind.write(bytes, 0, half);
            for (int at = half; at < Math.min(size, half + 3); at++) {
                behind.write(bytes[at]);
            }
            int rest = Math.min(size, half + 3);
            behind.write(bytes, rest, size - rest);
        }

        assertThat(target.toByteArray()).isEqualTo(bytes);
    }

    @Test
    void aFlushWaitsUntilAllIsWritten() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (OutputStream behind = new WriteBehind(target)) {
            behind.write(new byte[PIECE + 1]);
            behind.flush();

            assertThat(target.size()).isEqualTo(PIECE + 1);
        }
    }

    @Test
    void whatCannotBeWrittenFailsAndNothingFollowsIt() throws IOException {
        Full target = new Full(PIECE / 2);
        OutputStream behind = new WriteBehind(target);

        assertThatThrownBy(() -> behind.write(new byte[4 * PIECE])).isSameAs(target.failure);
        assertThatThrownBy(() -> behind.write(new byte[4 * PIECE]))
                .isInstanceOf(IOException.class)
                .isNotSameAs(target.failure);
        assertThatThrownBy(behind::close).isInstanceOf(IOException.class);
        assertThat(target.late).isZero();
    }

    /** The writer of a zip, the one that seals and this one are all closed, whatever failed. */
    @Test
    void theFirstFailureIsTheOneThatIsTold() {
        Full target = new Full(PIECE / 2);
        RecipientKey key = RecipientKey.of(PackageKey.create().recipientKey());

        assertThatThrownBy(
                        () -> {
                            try (OutputStream behind = new WriteBehind(target);
                                    OutputStream sealed = key.seal(behind, "here")) {
                                sealed.write(new byte[5 * PIECE]);
                            }
                        })
                .isSameAs(target.failure);
        assertThat(target.late).isZero();
    }

    @Test
    void aFailureOfTheLastPieceIsThatOfClosing() throws IOException {
        Full target = new Full(1);
        OutputStream behind = new WriteBehind(target);
        behind.write(new byte[2]);

        assertThatThrownBy(behind::close).isSameAs(target.failure);
    }
}
