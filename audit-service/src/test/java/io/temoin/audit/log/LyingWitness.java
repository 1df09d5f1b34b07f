// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temoin.eventsourcing.Sha256;
import io.temoin.transparency.note.Checkpoint;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.AddCheckpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers as no witness should, of one log; of the others it was not told. */
final class LyingWitness implements AutoCloseable {

    private static final int OK = 200;
    private static final int UNKNOWN = 404;

    private final HttpServer server;
    private final int status;
    private final SignedNote last;
    private final String origin;
    private final AtomicInteger shown = new AtomicInteger();

    /** How often it was asked to cosign, log by log. */
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();

    private LyingWitness(HttpServer server, int status, SignedNote last) {
        this.server = server;
        this.status = status;
        this.last = last;
        this.origin = Checkpoint.parse(last.text()).origin();
    }

    /**
     * Starts it.
     *
     * @param status of the answer to every checkpoint of the log; its body is the size of the last
     * @param last what it says that it cosigned last
     */
    static LyingWitness start(int port, int status, SignedNote last) throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        LyingWitness witness = new LyingWitness(server, status, last);
        server.createContext("/", witness::answer);
        server.start();
        return witness;
    }

    /** How often it was asked what it cosigned last. */
    int shown() {
        return shown.get();
    }

    /**
     * Whether a log was asked for in two looks since it started. In the first, another log may have
     * found it away, which rests for all of them; by the second, that is over.
     */
    boolean isKnownToBeThere() {
        return asked.values().stream().anyMatch(times -> times > 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (exchange.getRequestMethod().equals("POST")) {
            String log = AddCheckpoint.parse(body).checkpoint().origin();
            asked.merge(log, 1, Integer::sum);
            boolean ours = log.equals(origin);
            long size = Checkpoint.parse(last.text()).head().size();
            reply(exchange, ours ? status : UNKNOWN, size + "\n");
        } else if (exchange.getRequestURI().getPath().equals(location())) {
            reply(exchange, OK, last.note());
            shown.incrementAndGet();
        } else {
            reply(exchange, UNKNOWN, "no such log\n");
        }
    }

    private String location() {
        return "/" + Sha256.hex(origin) + "/checkpoint";
    }

    private static void reply(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
