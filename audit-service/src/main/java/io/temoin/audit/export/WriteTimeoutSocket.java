// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A connection that remembers when it could not be written to. Who speaks TLS over it is not told
 * when its own end could not be sent: that failure is only logged there, and with it the one sign
 * of a reset is gone, so that what is read next looks like a good end.
 *
 * <p>Nor does it wait for ever to be written to, which no setting of a socket does: one whose peer
 * takes nothing for too long is closed. For one thread.
 */
final class WriteTimeoutSocket extends Socket {

    private static final Logger LOG = Logger.getLogger(WriteTimeoutSocket.class);

    private final Duration timeout;
    private @Nullable IOException unwritten;

    /**
     * @param timeout for the peer to take one write, which is a record of TLS: 16 KB at most
     */
    WriteTimeoutSocket(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int from, int length) throws IOException {
                CompletableFuture<Void> written = new CompletableFuture<>();
                closeWhenLate(written);
                try {
                    out.write(octets, from, length);
                } catch (IOException failure) {
                    unwritten = written.isCompletedExceptionally() ? stopped(failure) : failure;
                    throw unwritten;
                } finally {
                    written.complete(null);
                }
            }
        };
    }

    /** Which ends the write: it fails. */
    private void closeWhenLate(CompletableFuture<Void> written) {
        var _ =
                written.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete(
                                (_, late) -> {
                                    if (late != null) {
                                        closeForWriter();
                                    }
                                });
    }

    private void closeForWriter() {
        try {
            close();
        } catch (IOException failure) {
            LOG.warn(
                    "the connection to a collector that stopped reading could not be closed",
                    failure);
        }
    }

    private IOException stopped(IOException failure) {
        return new IOException(
                "the collector has not read any data for " + timeout.toSeconds() + " s", failure);
    }

    /**
     * @throws IOException when anything could not be written
     */
    void requireWritten() throws IOException {
        if (unwritten != null) {
            throw new IOException("the collector did not accept all of the data", unwritten);
        }
    }
}
