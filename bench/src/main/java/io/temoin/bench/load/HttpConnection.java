// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept connection that speaks just enough HTTP/1.1. A general client would cost more than what
 * is measured through it. Used by one thread at a time.
 */
public final class HttpConnection implements Closeable {

    private static final int TIMEOUT_MS = 60_000;
    private static final int BUFFER = 256 * 1024;

    /**
     * An answer.
     *
     * @param length bytes of the body
     * @param body its text, unless it was only counted
     */
    public record Answer(int status, long length, String body) {

        /** Fails unless it is a success. */
        public Answer expectSuccess() {
            if (status / 100 != 2) {
                throw new LoadFailure("answered " + status + ": " + body);
            }
            return this;
        }
    }

    /** Takes the body's bytes. */
    @FunctionalInterface
    private interface Sink {
        void take(byte[] bytes, int count);
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];

    public HttpConnection(URI target) throws IOException {
        socket = new Socket(target.getHost(), target.getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
        out = socket.getOutputStream();
    }

    /** Sends a request and reads the answer with its body. */
    public Answer exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        return answer();
    }

    /** Reads the answer to what was written to {@link #out}. */
    public Answer answer() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(512);
        return read((bytes, count) -> body.write(bytes, 0, count), body);
    }

    /** Sends a request, counts the bytes of the answer's body and drops them. */
    public Answer exchangeAndDrop(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        return read((_, _) -> {}, new ByteArrayOutputStream());
    }

    /** Where a request with a long body is written. */
    public OutputStream out() {
        return out;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Answer read(Sink sink, ByteArrayOutputStream body) throws IOException {
        String status = line();
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        long taken = chunked ? chunks(sink) : body(length, sink);
        return new Answer(
                Integer.parseInt(status.substring(9, 12)),
                taken,
                body.toString(StandardCharsets.UTF_8));
    }

    private long chunks(Sink sink) throws IOException {
        long taken = 0;
        while (true) {
            long length = Long.parseLong(line(), 16);
            taken += body(length, sink);
            String end = line();
            if (length == 0) {
                return taken;
            }
            if (!end.isEmpty()) {
                throw new IOException("a chunk is not as long as it says");
            }
        }
    }

    private long body(long length, Sink sink) throws IOException {
        for (long left = length; left > 0; ) {
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException("the body ends early");
            }
            sink.take(buffer, count);
            left -= count;
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
