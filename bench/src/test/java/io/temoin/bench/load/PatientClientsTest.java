// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PatientClientsTest {

    private final Map<String, Integer> tries = new ConcurrentHashMap<>();
    private HttpServer server;
    private URI address;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void repeatOnceWhatFails() {
        answer(tried -> tried == 2 ? 201 : 503);

        var outcome = outcome();

        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.commands()).isEqualTo(tries.size());
        assertThat(outcome.repeated()).isEqualTo(outcome.commands());
        assertThat(outcome.asked()).isGreaterThanOrEqualTo(100);
    }

    @Test
    void tellWhatFailsTwice() {
        answer(_ -> 503);

        var outcome = outcome();

        assertThat(outcome.commands()).isZero();
        assertThat(outcome.failed()).hasSize(tries.size()).allMatch("503 "::equals);
        assertThat(tries.values()).allMatch(tried -> tried == 2);
    }

    @FunctionalInterface
    private interface Status {
        int after(int tries);
    }

    /** Reads are answered at once. */
    private void answer(Status status) {
        server.createContext("/read", exchange -> send(exchange, 200));
        server.createContext(
                "/command",
                exchange -> {
                    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                    send(exchange, status.after(tries.merge(key, 1, Integer::sum)));
                });
        server.start();
    }

    private static void send(HttpExchange exchange, int status) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private PatientClients.Outcome outcome() {
        var command = RequestTemplate.post(address.resolve("/command"), null, "{}");
        var read = RequestTemplate.get(address.resolve("/read"), null, "");
        try (var clients = PatientClients.start(20, address, command, read, 0)) {
            clients.await();
            return clients.end();
        }
    }
}
