// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read ahead is what the source gives, and no more of it than two pieces. */
class ReadAheadTest {

    private static final int PIECE = PackageKey.SEGMENT;

    private static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    /** Fails when it is read. */
    private static InputStream failing(Exception with) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                if (with instanceof RuntimeException unchecked) {
                    throw unchecked;
                }
                throw (IOException) with;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 5})
    void theBytesAreThoseOfTheSource(int size) throws IOException {
        byte[] bytes = bytes(size);
        try (InputStream ahead = new ReadAhead(new ByteArrayInputStream(bytes))) {
            assertThat(ahead.readAllBytes()).isEqualTo(bytes);
            assertThat(ahead.read()).isNegative();
        }
    }

    @Test
    void singleBytesAreUnsigned() throws IOException {
        try (InputStream ahead = new ReadAhead(new ByteArrayInputStream(new byte[] {-1, 2}))) {
            assertThat(ahead.read()).isEqualTo(255);
            assertThat(ahead.read()).isEqualTo(2);
            assertThat(ahead.read()).isEqualTo(-1);
        }
    }

    @Test
    void aFailureComesAfterThePiecesBeforeIt() throws IOException {
        IOException failure = new IOException("reset");
        byte[] before = bytes(2 * PIECE);
        InputStream source =
                new SequenceInputStream(new ByteArrayInputStream(before), failing(failure));
        try (InputStream ahead = new ReadAhead(source)) {
            assertThat(ahead.readNBytes(before.length)).isEqualTo(before);
            assertThatThrownBy(ahead::read).isSameAs(failure);
            assertThatThrownBy(ahead::read).isSameAs(failure);
        }
    }

    @Test
    void aFailureIsNotWrapped() throws IOException {
        IllegalStateException failure = new IllegalStateException("no database");
        try (InputStream ahead = new ReadAhead(failing(failure))) {
            assertThatThrownBy(ahead::read).isSameAs(failure);
        }
    }

    @Test
    void nothingIsReadAfterItWasClosed() throws IOException {
        AtomicLong given = new AtomicLong();
        CountDownLatch begun = new CountDownLatch(1);
        InputStream endless =
                new InputStream() {
                    @Override
                    public int read() {
                        begun.countDown();
                        given.incrementAndGet();
                        return 1;
                    }
                };

        InputStream ahead = new ReadAhead(endless);
        ahead.read();
        ahead.close();
        long atClose = given.get();

        assertThat(begun.getCount()).isZero();
        assertThat(atClose).isEqualTo(2 * PIECE);
        assertThat(endless.read()).isEqualTo(1);
        assertThat(given).hasValue(atClose + 1);
    }

    @Test
    void anInterruptionEndsTheWaitAndIsKept() throws IOException {
        CountDownLatch released = new CountDownLatch(1);
        InputStream slow =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        try {
                            released.await();
                        } catch (InterruptedException interrupted) {
                            throw new IOException(interrupted);
                        }
                        return -1;
                    }
                };
        try (InputStream ahead = new ReadAhead(slow)) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(ahead::read).isInstanceOf(java.io.InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            released.countDown();
        }
    }
}
