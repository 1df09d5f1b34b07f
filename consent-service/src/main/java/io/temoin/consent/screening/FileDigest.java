// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.screening;

import java.util.HexFormat;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * SHA-256 of a file that arrives in parts, over days and several processes if need be: what was
 * computed so far can be kept. The JDK's cannot, hence the library's.
 */
final class FileDigest {

    private final SHA256Digest digest;

    private FileDigest(SHA256Digest digest) {
        this.digest = digest;
    }

    /** Of nothing yet. */
    static FileDigest fresh() {
        return new FileDigest(new SHA256Digest());
    }

    /** Goes on from what {@link #soFar} gave. */
    static FileDigest from(byte[] soFar) {
        return new FileDigest(new SHA256Digest(soFar));
    }

    void update(byte[] bytes, int from, int to) {
        digest.update(bytes, from, to - from);
    }

    byte[] soFar() {
        return digest.getEncodedState();
    }

    /** As {@code sha256sum} prints it. Ends the computation. */
    String finish() {
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return HexFormat.of().formatHex(hash);
    }
}
