// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.accesspackage.vault;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What is written of a package, on its way to whoever fetches it: asked again and again whether it
 * may still be handed out, after so many bytes or so long, whichever comes first. What is written
 * in between, and what waits for the network, is all that can leave after a package was taken back.
 */
final class WatchedOutput extends FilterOutputStream {

    /** So many bytes leave between two questions at most, and one buffer. */
    static final long MOST_BYTES = 4L << 20;

    private static final long LONGEST = Duration.ofSeconds(1).toNanos();

    /** Asked on the way. */
    interface Permission {
        /**
         * Fails when the package may not be handed out any more.
         *
         * @throws HandingOutEnded then
         */
        void require() throws HandingOutEnded;
    }

    private final Permission permission;
    private long bytesSince;
    private long askedAt = System.nanoTime();

    /** Writes to {@code out}, which stays open. */
    WatchedOutput(OutputStream out, Permission permission) {
        super(out);
        this.permission = permission;
    }

    /** Asks now. */
    void require() throws HandingOutEnded {
        try {
            permission.require();
        } catch (RuntimeException unknown) {
            throw new HandingOutEnded(unknown);
        }
        bytesSince = 0;
        askedAt = System.nanoTime();
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (bytesSince >= MOST_BYTES || System.nanoTime() - askedAt >= LONGEST) {
            require();
        }
        bytesSince += length;
        try {
            out.write(bytes, offset, length);
        } catch (IOException | RuntimeException gone) {
            throw new Unwritable(gone);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException | RuntimeException gone) {
            throw new Unwritable(gone);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
