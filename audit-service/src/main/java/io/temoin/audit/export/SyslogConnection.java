// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a syslog collector over TLS (RFC 5425). The collector's certificate must be
 * trusted and must name its host; nothing is sent before that is so.
 *
 * <p>Syslog has no acknowledgements. What is known is the end: the collector answers the end of TLS
 * with its own (§4.4) and closes. Had it left octets unread, as one that is being stopped does, its
 * TCP would reset the connection instead (RFC 1122 §4.2.2.13), unless it had shut its side down
 * before, which cannot be told from a good end. So progress is counted by connections. For one
 * thread, which waits.
 */
final class SyslogConnection implements AutoCloseable {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    /** How long the collector may take to close after it has answered the end. */
    private static final int CLOSES_WITHIN_MS = 2_000;

    private final WriteTimeoutSocket plain;
    private final SSLSocket socket;
    private final OutputStream out;

    private SyslogConnection(WriteTimeoutSocket plain, SSLSocket socket, OutputStream out) {
        this.plain = plain;
        this.socket = socket;
        this.out = out;
    }

    /**
     * Connects and shakes hands.
     *
     * @param timeout for each step of it, for the collector to take each record that is sent (16 KB
     *     at most), and for the answer at the end
     * @throws IOException when it is not reached, or not the one that is trusted
     */
    static SyslogConnection open(String host, int port, SSLContext trust, Duration timeout)
            throws IOException {
        int milliseconds = Math.toIntExact(timeout.toMillis());
        WriteTimeoutSocket plain = new WriteTimeoutSocket(timeout);
        try {
            plain.connect(new InetSocketAddress(host, port), milliseconds);
            SSLSocket socket =
                    (SSLSocket) trust.getSocketFactory().createSocket(plain, host, port, false);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(PROTOCOLS);
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // the name, as RFC 6125 has it
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(milliseconds);
            socket.startHandshake();
            return new SyslogConnection(plain, socket, socket.getOutputStream());
        } catch (IOException | RuntimeException failure) {
            plain.close();
            throw failure;
        }
    }

    /**
     * Sends messages that are framed already.
     *
     * @throws IOException also when the collector keeps the connection and takes nothing of it
     */
    void send(byte[] frames) throws IOException {
        out.write(frames);
    }

    /**
     * Ends the connection, and returns when the collector has read all of it.
     *
     * @throws IOException when that is not known
     */
    void confirm() throws IOException {
        out.flush();
        socket.shutdownOutput();
        plain.requireWritten();
        if (socket.getInputStream().read() != -1) {
            throw new IOException(
                    "the collector sent data, which the syslog protocol does not provide for");
        }
        requireNoReset();
    }

    private void requireNoReset() throws IOException {
        plain.setSoTimeout(CLOSES_WITHIN_MS);
        try {
            if (plain.getInputStream().read() != -1) {
                throw new IOException("the collector sent data after the end of the connection");
            }
        } catch (SocketTimeoutException _) {
            // It has answered and leaves the closing to this side: nothing is unread.
        }
    }

    @Override
    public void close() throws IOException {
        plain.close(); // its end of TLS is said by confirm, or never
    }
}
