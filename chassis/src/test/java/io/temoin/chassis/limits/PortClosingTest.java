// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients of a service notice that is told to stop and waits before it does. */
class PortClosingTest {

    private static final Duration DELAY = Duration.ofMillis(600);
    private static final int LIMIT_MS = 10_000;
    private static final String GET = "GET %s HTTP/1.1\r\nHost: h\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final ConnectionDeadlines deadlines =
            new ConnectionDeadlines(vertx, ConnectionDeadlinesTest.settings());
    private final CompletableFuture<HttpServerResponse> slow = new CompletableFuture<>();
    private int port;
    private int managementPort;

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        deadlines.register(() -> router);
        router.get("/quick").handler(context -> context.response().end("quick"));
        router.get("/slow").handler(context -> slow.complete(context.response()));
        port = listen(router);
        managementPort = listen(router);
    }

    private int listen(Router router) throws Exception {
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_MS, TimeUnit.MILLISECONDS)
                .actualPort();
    }

    @AfterEach
    void close() throws Exception {
        deadlines.stop(new ShutdownEvent());
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_MS, TimeUnit.MILLISECONDS);
    }

    @Test
    void refusesConnectionsAndEndsIdleOnesButAnswersWhatHasBegun() throws Exception {
        try (Socket idle = connect(port);
                Socket busy = connect(port);
                Socket probe = connect(managementPort)) {
            ask(idle, "/quick");
            assertThat(answer(idle, "quick")).startsWith("HTTP/1.1 200");
            ask(busy, "/slow");
            HttpServerResponse begun = slow.get(LIMIT_MS, TimeUnit.MILLISECONDS);

            new PortClosing(vertx, DELAY, managementPort).leave(new ShutdownDelayInitiatedEvent());

            assertThat(idle.getInputStream().read()).as("end of the idle connection").isEqualTo(-1);
            await().until(this::refuses);
            vertx.runOnContext(_ -> begun.end("slow"));
            assertThat(answer(busy, "slow")).startsWith("HTTP/1.1 200");
            ask(probe, "/quick");
            assertThat(answer(probe, "quick")).startsWith("HTTP/1.1 200");
            connect(managementPort).close();
        }
    }

    private boolean refuses() throws IOException {
        try (Socket _ = connect(port)) {
            return false;
        } catch (ConnectException _) {
            return true;
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port);
        socket.setSoTimeout(LIMIT_MS);
        return socket;
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.getOutputStream().write(GET.formatted(path).getBytes(US_ASCII));
    }

    private static String answer(Socket socket, String body) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().endsWith(body)) {
            int next = socket.getInputStream().read();
            assertThat(next).as("end of " + answer).isNotEqualTo(-1);
            answer.append((char) next);
        }
        return answer.toString();
    }
}
