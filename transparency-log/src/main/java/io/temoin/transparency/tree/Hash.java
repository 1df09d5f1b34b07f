// SPDX-License-Identifier: Apache-2.0
package io.temoin.transparency.tree;

import io.temoin.transparency.StrictText;
import io.temoin.transparency.Untrusted;
import java.util.Arrays;

/** A SHA-256 hash: exactly 32 bytes, immutable, ordered bytewise (unsigned). */
public final class Hash implements Comparable<Hash> {

    /** Bytes in a hash. */
    public static final int SIZE = 32;

    private final byte[] bytes;

    private Hash(byte[] own) {
        this.bytes = own;
    }

    /** A hash of these bytes, which are copied; any other number than 32 is refused. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new Untrusted(
                    "The hash has " + bytes.length + " bytes; a SHA-256 hash has " + SIZE + ".");
        }
        return new Hash(bytes.clone());
    }

    /** The 32 bytes from this offset on, which are copied; fewer are refused. */
    public static Hash of(byte[] source, int offset) {
        if (offset < 0 || offset > source.length - SIZE) {
            throw new Untrusted("There are fewer than " + SIZE + " bytes left for a hash.");
        }
        return new Hash(Arrays.copyOfRange(source, offset, offset + SIZE));
    }

    /** Reads the base64 of 32 bytes, in its one spelling. */
    public static Hash parse(String base64) {
        return of(StrictText.base64(base64, "A hash"));
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Writes the 32 bytes there. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, SIZE);
    }

    @Override
    public int compareTo(Hash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Base64, as it stands in checkpoints and proofs. */
    @Override
    public String toString() {
        return StrictText.base64(bytes);
    }
}
