// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.entry;

import io.temoin.transparency.Sha256;
import io.temoin.transparency.StrictText;
import java.nio.ByteBuffer;

/**
 * What the log of logs holds of something that was signed about a log: a checkpoint, or that it was
 * pruned. A version, and the SHA-256 hash of the signed text, so 33 bytes. The text names the log,
 * and the name is known to those alone who were given it: whoever reads the log of logs learns
 * nothing of the others, and whoever has the text finds it there.
 */
public final class StatementLeaf {

    /** The number of bytes. */
    public static final int SIZE = 33;

    private static final byte VERSION = 2;

    private StatementLeaf() {}

    /** The leaf of a signed text, which is a note without its signatures. */
    public static byte[] of(String text) {
        byte[] hash = Sha256.digest().digest(StrictText.bytes(text, "The statement"));
        return ByteBuffer.allocate(SIZE).put(VERSION).put(hash).array();
    }
}
