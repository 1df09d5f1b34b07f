// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that says byte by byte what it wants, or does not. */
final class RawClient implements AutoCloseable {

    private static final int LIMIT_MS = 30_000;

    private final Socket socket;

    private RawClient(Socket socket) {
        this.socket = socket;
    }

    static RawClient connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.setSoTimeout(LIMIT_MS);
        socket.setTcpNoDelay(true);
        return new RawClient(socket);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    /** All that comes until the service closes the connection. */
    String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** One answer with an announced length, on a connection that stays open. */
    String readAnswer() throws IOException {
        StringBuilder answer = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (!answer.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return answer.toString();
            }
            answer.append((char) next);
        }
        int length =
                answer.toString()
                        .lines()
                        .map(String::toLowerCase)
                        .filter(line -> line.startsWith("content-length:"))
                        .mapToInt(line -> Integer.parseInt(line.split(":", 2)[1].strip()))
                        .findFirst()
                        .orElse(0);
        return answer + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }

    /** Whether the service closes the connection within that time, having said nothing. */
    boolean isClosedWithin(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        } catch (SocketException _) {
            return true; // reset
        } finally {
            socket.setSoTimeout(LIMIT_MS); // what is read next may take longer
        }
    }

    /** The same, while a byte is sent every now and then. */
    boolean isClosedWithin(Duration limit, String trickle, Duration every) throws IOException {
        long until = System.nanoTime() + limit.toNanos();
        for (int i = 0; System.nanoTime() < until; i++) {
            if (isClosedWithin(every)) {
                return true;
            }
            try {
                send(trickle.substring(i % trickle.length(), i % trickle.length() + 1));
            } catch (SocketException _) {
                return true;
            }
        }
        return false;
    }

    /**
     * The answer that comes while a byte of a text is sent every now and then; empty when the
     * connection is reset, which takes away what was not read yet.
     */
    String readAllWhileSending(String text, Duration every) throws IOException {
        socket.setSoTimeout((int) every.toMillis());
        for (int i = 0; i < text.length(); i++) {
            try {
                send(text.substring(i, i + 1));
                int first = socket.getInputStream().read();
                socket.setSoTimeout(LIMIT_MS);
                return first < 0 ? "" : (char) first + readAll();
            } catch (SocketTimeoutException _) {
                // no answer yet
            } catch (SocketException _) {
                return readAllUnlessReset(); // closed to us, maybe with an answer before
            }
        }
        return "";
    }

    private String readAllUnlessReset() throws IOException {
        try {
            return readAll();
        } catch (SocketException _) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
