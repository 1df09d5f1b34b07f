// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A connection that remembers when it could not be written to. Who speaks TLS over it is not told
 * when its own end could not be sent: that failure is only logged there, and with it the one sign
 * of a reset is gone, so that what is read next looks like a good end. For one thread.
 */
final class ToldSocket extends Socket {

    private @Nullable IOException unwritten;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                try {
                    out.write(octets, from, length);
                } catch (IOException failure) {
                    unwritten = failure;
                    throw failure;
                }
            }
        };
    }

    /**
     * @throws IOException when anything could not be written
     */
    void requireWritten() throws IOException {
        if (unwritten != null) {
            throw new IOException("the collector did not take all of it", unwritten);
        }
    }
}
