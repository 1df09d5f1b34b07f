// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temoin.launcher.suite.Json;
import io.temoin.launcher.suite.ServiceName;
import io.temoin.launcher.suite.SuiteState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Answers over HTTP, as a test says, where the parts of a suite would: for what the story makes of
 * answers. What the services really answer, {@code StoryJourneyIT} sees.
 */
final class Scripted implements AutoCloseable {

    private static final Pattern USERNAME = Pattern.compile("(?:username|client_id)=([\\w-]+)$");

    private final HttpServer server;
    private final List<SentRequest> asked = Collections.synchronizedList(new ArrayList<>());

    /**
     * What was asked.
     *
     * @param by the user or client whose token came with it; empty without one
     */
    record SentRequest(String method, String path, String by, JsonNode body) {}

    /** An answer. */
    record Said(int status, Map<String, String> headers, String body) {

        static Said of(int status, Map<String, ?> json) {
            return new Said(status, Map.of(), Json.MAPPER.valueToTree(json).toString());
        }

        Said with(String header, String value) {
            return new Said(status, Map.of(header, value), body);
        }
    }

    Scripted(Function<SentRequest, Said> script) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, script));
        server.start();
    }

    /** Everything but requests for tokens. */
    List<SentRequest> asked() {
        return List.copyOf(asked);
    }

    /** A suite all parts of which answer here. */
    SuiteState state() {
        int port = server.getAddress().getPort();
        return new SuiteState(
                1,
                port,
                port,
                port,
                port,
                Arrays.stream(ServiceName.values())
                        .collect(
                                Collectors.toMap(
                                        name -> name,
                                        _ ->
                                                SuiteState.ServicePorts.of(
                                                        new SuiteState.ReplicaPorts(port, port)))));
    }

    private void answer(HttpExchange exchange, Function<SentRequest, Said> script)
            throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().toString();
        Said said = path.endsWith("/token") ? token(body) : script.apply(asked(exchange, body));
        said.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(said.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private SentRequest asked(HttpExchange exchange, String body) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        SentRequest one =
                new SentRequest(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        authorization == null ? "" : authorization.replace("Bearer ", ""),
                        Json.MAPPER.readTree(body.isEmpty() ? "{}" : body));
        asked.add(one);
        return one;
    }

    /** The token is the name of whom it is for. */
    private static Said token(String form) {
        Matcher name = USERNAME.matcher(form.replaceAll("&(password|client_secret)=.*", ""));
        if (!name.find()) {
            throw new IllegalArgumentException("nobody asks for a token");
        }
        return Said.of(200, Map.of("access_token", name.group(1), "expires_in", 300));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
