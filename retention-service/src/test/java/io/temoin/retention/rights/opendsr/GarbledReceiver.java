// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The server of a controller, whose answers are no HTTP: the JDK's client throws at each. */
final class GarbledReceiver implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: none\r\n\r\n".getBytes(US_ASCII);

    private final ServerSocket server;

    /** A server at the port where callbacks are allowed to go. */
    GarbledReceiver() {
        try {
            server =
                    new ServerSocket(
                            OpenDsrComponents.port(), 50, InetAddress.getByName("localhost"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().start(this::answer);
    }

    private void answer() {
        while (!server.isClosed()) {
            try (var connection = server.accept()) {
                var in = connection.getInputStream();
                // All of the head and of the small body: a connection that is closed with bytes
                // unread is reset, and the answer lost.
                byte[] buffer = new byte[8192];
                int read = in.read(buffer);
                while (read > 0 && !new String(buffer, 0, read, US_ASCII).endsWith("}")) {
                    int more = in.read(buffer, read, buffer.length - read);
                    read = more < 0 ? 0 : read + more;
                }
                connection.getOutputStream().write(ANSWER);
                connection.getOutputStream().flush();
            } catch (IOException _) {
                // the next one, unless it was closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
