// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads on while what was read before is being used, so that opening a part and writing a package
 * take a core each. It gives the bytes, the end and the failures of its source in their order; in
 * memory are two pieces. Used by one thread. Closing it leaves the source open, and waits until
 * nothing is read from it any more.
 */
public final class ReadAhead extends InputStream {

    private final InputStream source;
    private byte[] piece = new byte[PackageKey.SEGMENT];
    private byte[] spare = new byte[PackageKey.SEGMENT];
    private int at;
    private int length;
    private boolean ended;
    private BackgroundStep<Integer> next;

    /** Begins to read. */
    public ReadAhead(InputStream source) {
        this.source = source;
        this.next = reading(spare);
    }

    private BackgroundStep<Integer> reading(byte[] into) {
        return BackgroundStep.start("read-ahead", () -> source.readNBytes(into, 0, into.length));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (at == length && !turn()) {
            return -1;
        }
        int given = Math.min(count, length - at);
        System.arraycopy(piece, at, into, offset, given);
        at += given;
        return given;
    }

    /** Takes what was read meanwhile, and has the used piece filled again. */
    private boolean turn() throws IOException {
        if (ended) {
            return false;
        }
        length = next.await();
        at = 0;
        byte[] used = piece;
        piece = spare;
        spare = used;
        ended = length < piece.length;
        if (!ended) {
            next = reading(spare);
        }
        return length > 0;
    }

    @Override
    public void close() {
        next.awaitEnd();
    }
}
