// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.zip.ZipInputStream;

/**
 * Reads a zip in larger pieces. The JDK's own reader takes 512 bytes at a time and hands them on in
 * pieces of that size, so that hashing and encrypting gigabytes of audio is mostly calls; its
 * buffers cannot be chosen otherwise.
 */
final class PartZip extends ZipInputStream {

    private static final int BUFFER = 1 << 16;

    /** Reads from {@code sealed}, which is closed with it. */
    PartZip(InputStream sealed) {
        super(sealed);
        // What was read beyond the end of an entry is pushed back: up to a whole buffer.
        this.in = new PushbackInputStream(sealed, BUFFER);
        this.buf = new byte[BUFFER];
    }
}
