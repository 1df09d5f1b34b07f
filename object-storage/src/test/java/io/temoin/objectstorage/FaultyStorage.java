// SPDX-License-Identifier: Apache-2.0
package io.temoin.objectstorage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The way to an object storage, with the faults of ways and storages. It passes on what it is sent
 * until it is told otherwise, which holds for connections that are open as well.
 */
public final class FaultyStorage implements AutoCloseable {

    /** Characters of a request that are looked at: its first line is in them. */
    private static final int LINE = 1024;

    /** What it does with a request. */
    sealed interface Fault {

        /** Passes it on. */
        record None() implements Fault {}

        /** Hangs up. */
        record HangUp() implements Fault {}

        /** Never answers. */
        record Silence() implements Fault {}

        /** Answers those that begin so by itself, without passing them on. */
        record Answer(Pattern requests, int status, String code) implements Fault {}

        /** Breaks off each answer that is longer than this. */
        record BreakOff(int after, AtomicInteger times) implements Fault {}
    }

    private final URI storage;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Integer> requestsByMethod = new ConcurrentHashMap<>();
    private volatile Fault fault = new Fault.None();

    private FaultyStorage(URI storage, ServerSocket server) {
        this.storage = storage;
        this.server = server;
    }

    /** A way to the storage that works, for now. */
    public static FaultyStorage before(URI storage) {
        return before(storage, 0);
    }

    /** The same on a port that was chosen before. */
    public static FaultyStorage before(URI storage, int port) {
        try {
            FaultyStorage way =
                    new FaultyStorage(
                            storage, new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(way::accept);
            return way;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where it listens. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** Works again. */
    public void heal() {
        fault = new Fault.None();
    }

    /** Hangs up on whoever asks. */
    public void hangUp() {
        fault = new Fault.HangUp();
    }

    /** Takes every request and answers none. */
    public void fallSilent() {
        fault = new Fault.Silence();
    }

    /** Answers every request so. */
    public void answer(int status, String code) {
        answer("", status, code);
    }

    /**
     * Answers some requests so, and passes the others on.
     *
     * @param requests how their first lines begin, as a regular expression: {@code "PUT "}, say
     */
    public void answer(String requests, int status, String code) {
        fault = new Fault.Answer(Pattern.compile(requests), status, code);
    }

    /** Breaks off the next answers that are longer. */
    public void breakOff(int after, int times) {
        fault = new Fault.BreakOff(after, new AtomicInteger(times));
    }

    /** How many requests there were. */
    public int requests() {
        return requests.get();
    }

    /** How many of them were of a method. */
    public int requests(String method) {
        return requestsByMethod.getOrDefault(method, 0);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (SocketException _) {
                return; // closed
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket onward = new Socket(storage.getHost(), storage.getPort())) {
            Thread answers = Thread.ofVirtual().start(() -> passAnswers(onward, client));
            passRequests(client, onward);
            onward.shutdownOutput();
            answers.join();
        } catch (IOException _) {
            // either end hung up, which is what this is for
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void passRequests(Socket client, Socket onward) throws IOException {
        InputStream in = client.getInputStream();
        byte[] buffer = new byte[64 * 1024];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            String start =
                    new String(buffer, 0, Math.min(count, LINE), StandardCharsets.ISO_8859_1);
            if (start.matches("(?s)(GET|PUT|POST|HEAD|DELETE) .*")) {
                requests.incrementAndGet();
                requestsByMethod.merge(start.substring(0, start.indexOf(' ')), 1, Integer::sum);
            }
            switch (fault) {
                case Fault.None _, Fault.BreakOff _ ->
                        onward.getOutputStream().write(buffer, 0, count);
                case Fault.Silence _ -> {}
                case Fault.HangUp _ -> throw new IOException("hung up");
                case Fault.Answer(Pattern which, _, _) when !which.matcher(start).lookingAt() ->
                        onward.getOutputStream().write(buffer, 0, count);
                case Fault.Answer(_, int status, String code) -> {
                    client.getOutputStream().write(answerOf(status, code));
                    client.shutdownOutput();
                    drain(in);
                    throw new IOException("answered");
                }
            }
        }
    }

    /** So that what the client still sends does not reset what it was answered. */
    private static void drain(InputStream in) throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    private void passAnswers(Socket onward, Socket client) {
        byte[] buffer = new byte[64 * 1024];
        long passed = 0;
        try (client) {
            InputStream in = onward.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                passed = count < buffer.length && passed == 0 ? count : passed + count;
                if (fault instanceof Fault.BreakOff(int after, AtomicInteger times)
                        && passed > after
                        && times.getAndDecrement() > 0) {
                    return;
                }
                client.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException _) {
            // the client hung up
        }
    }

    private static byte[] answerOf(int status, String code) {
        String body =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%s</Code><Message>a test</Message></Error>"
                        .formatted(code);
        String content = status == 200 ? "" : body;
        return ("HTTP/1.1 %d Told\r\nContent-Type: application/xml\r\nETag: \"0\"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(status, content.length(), content))
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket client : open) {
                client.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
