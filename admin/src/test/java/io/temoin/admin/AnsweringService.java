// SPDX-License-Identifier: Apache-2.0
package io.temoin.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** A service on a port of its own that answers as a test wants. */
final class AnsweringService implements AutoCloseable {

    /**
     * A request.
     *
     * @param line method and path, such as {@code GET /v1/notices}
     * @param body empty if there is none
     */
    record SentRequest(String line, String body) {}

    /** A response; its body is JSON. */
    record Answer(int status, String body) {}

    private final HttpServer server;
    private final Function<SentRequest, Answer> answers;

    AnsweringService(Function<SentRequest, Answer> answers) throws IOException {
        this.answers = answers;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var asked =
                new SentRequest(
                        exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath(),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var answer = answers.apply(asked);
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Retry-After", "0");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
