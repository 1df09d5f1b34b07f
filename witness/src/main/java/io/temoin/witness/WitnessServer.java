// SPDX-License-Identifier: Apache-2.0
package io.temoin.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temoin.transparency.trust.WitnessAnswer;
import io.temoin.witness.Outcome.Answered;
import io.temoin.witness.Outcome.Failed;
import io.temoin.witness.Outcome.Reason;
import io.temoin.witness.Outcome.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The witness over HTTP: {@code POST /add-checkpoint} for logs, {@code GET /<hash of the
 * origin>/checkpoint} for monitors. Plain HTTP, because a reverse proxy in front has the
 * certificate. A request may be so long and take so long; reading one holds a virtual thread only,
 * so slow senders wait for themselves.
 */
final class WitnessServer implements Closeable {

    /** Bytes of a body: 63 hashes, and 16 signatures of 5 kB as c2sp.org/signed-note asks for. */
    static final int LONGEST_BODY = 128 * 1024;

    private static final Logger LOG = Logger.getLogger(WitnessServer.class.getName());
    private static final Pattern LAST = Pattern.compile("/([0-9a-f]{64})/checkpoint");
    private static final int BACKLOG = 256;
    private static final int GRACE_SECONDS = 1;

    /** How many requests are verified and signed at a time; the work is the processor's. */
    private final Semaphore workers = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

    private final Witness witness;
    private final Clock clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private WitnessServer(Witness witness, Clock clock, HttpServer server) {
        this.witness = witness;
        this.clock = clock;
        this.server = server;
    }

    /** Listens from now on; port 0 chooses a free one. */
    static WitnessServer start(Witness witness, InetSocketAddress address, Clock clock)
            throws IOException {
        limitTheServerOfTheJdk();
        WitnessServer started =
                new WitnessServer(witness, clock, HttpServer.create(address, BACKLOG));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::handle);
        started.server.start();
        return started;
    }

    /** Its limits are properties of the process, read once; an operator may set others. */
    private static void limitTheServerOfTheJdk() {
        // Seconds for a request to arrive, and for an answer to be taken.
        limit("sun.net.httpserver.maxReqTime", "10");
        limit("sun.net.httpserver.maxRspTime", "10");
        limit("jdk.httpserver.maxConnections", "256");
        // Answers are small, and a log waits for each.
        limit("sun.net.httpserver.nodelay", "true");
    }

    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    /** Ends what is under way, for a second at most. */
    @Override
    public void close() {
        server.stop(GRACE_SECONDS);
        threads.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply = reply(exchange);
            reply.allow().ifPresent(method -> exchange.getResponseHeaders().set("Allow", method));
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Reply reply(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.equals("/add-checkpoint")) {
            return method.equals("POST") ? add(exchange) : Reply.only("POST");
        }
        Matcher last = LAST.matcher(path);
        if (last.matches()) {
            return method.equals("GET") ? last(last.group(1)) : Reply.only("GET");
        }
        return Reply.sentence(404, "There is nothing here.");
    }

    private Reply add(HttpExchange exchange) throws IOException {
        byte[] body;
        try (InputStream sent = exchange.getRequestBody()) {
            body = sent.readNBytes(LONGEST_BODY + 1);
        }
        if (body.length > LONGEST_BODY) {
            return Reply.sentence(413, "The request is longer than 128 KiB.");
        }
        workers.acquireUninterruptibly();
        try {
            return reply(witness.add(body, clock.instant()));
        } catch (RuntimeException bug) {
            LOG.log(Level.SEVERE, "the witness failed while processing a request", bug);
            return Reply.FAILED;
        } finally {
            workers.release();
        }
    }

    private static Reply reply(Outcome outcome) {
        return switch (outcome) {
            case Answered(WitnessAnswer.Cosigned cosigned) ->
                    new Reply(200, Reply.TEXT, cosigned.body());
            case Answered(WitnessAnswer.Conflict conflict) ->
                    new Reply(409, WitnessAnswer.SIZE_TYPE, conflict.body());
            case Refused(Reason reason, String sentence) ->
                    Reply.sentence(status(reason), sentence);
            case Failed() -> Reply.FAILED;
        };
    }

    private static int status(Reason reason) {
        return switch (reason) {
            case MALFORMED -> 400;
            case UNKNOWN_LOG -> 404;
            case UNSIGNED -> 403;
            case INCONSISTENT -> 422;
        };
    }

    private Reply last(String hash) {
        workers.acquireUninterruptibly();
        try {
            return witness.last(hash)
                    .map(last -> new Reply(200, Reply.TEXT, last.note().note()))
                    .orElse(Reply.sentence(404, "This witness has not cosigned this log."));
        } catch (IOException | DamagedState failure) {
            LOG.log(
                    Level.SEVERE,
                    "a request from a monitor could not be answered: {0}",
                    failure.getMessage());
            return Reply.FAILED;
        } finally {
            workers.release();
        }
    }

    /** A status, a media type, a body. */
    private record Reply(int status, String type, String body, Optional<String> allow) {

        static final String TEXT = "text/plain; charset=utf-8";
        static final Reply FAILED =
                sentence(
                        500, "This witness cannot answer at the moment; its log gives the reason.");

        Reply(int status, String type, String body) {
            this(status, type, body, Optional.empty());
        }

        static Reply sentence(int status, String sentence) {
            return new Reply(status, TEXT, sentence + "\n");
        }

        static Reply only(String method) {
            return new Reply(
                    405, TEXT, "Only " + method + " is allowed here.\n", Optional.of(method));
        }
    }
}
