// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes while what comes next is being made, so that sealing a part and storing it take a core
 * each. A piece that cannot be written fails a later call; in memory are two pieces. Used by one
 * thread. {@link #flush} and {@link #close} wait until all is written; the target stays open.
 */
final class WriteBehind extends OutputStream {

    /** What is hashed and then copied to a file stays in the processor's cache meanwhile. */
    private static final int SLICE = 1 << 16;

    private final OutputStream target;
    private byte[] piece = new byte[PackageKey.SEGMENT];
    private byte[] spare = new byte[PackageKey.SEGMENT];
    private int length;
    private boolean failed;
    private @Nullable BackgroundStep<Integer> writing;

    WriteBehind(OutputStream target) {
        this.target = target;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        for (int from = offset, left = count; left > 0; ) {
            if (length == piece.length) {
                turn();
            }
            int taken = Math.min(left, piece.length - length);
            System.arraycopy(bytes, from, piece, length, taken);
            length += taken;
            from += taken;
            left -= taken;
        }
    }

    private void turn() throws IOException {
        awaitWritten();
        byte[] full = piece;
        int count = length;
        piece = spare;
        spare = full;
        length = 0;
        writing =
                BackgroundStep.start(
                        "write-behind",
                        () -> {
                            for (int from = 0; from < count; from += SLICE) {
                                target.write(full, from, Math.min(SLICE, count - from));
                            }
                            return count;
                        });
    }

    /** After a failure nothing more is written: what follows would be in the wrong place. */
    private void awaitWritten() throws IOException {
        if (failed) {
            throw new IOException("what came before could not be written");
        }
        if (writing != null) {
            failed = true;
            writing.await();
            failed = false;
        }
    }

    @Override
    public void flush() throws IOException {
        if (length > 0) {
            turn();
        }
        awaitWritten();
        target.flush();
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
        } finally {
            if (writing != null) {
                writing.awaitEnd();
            }
        }
    }
}
