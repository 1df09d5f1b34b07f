// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests of a real server, each of which gives its place back, whenever it was counted. */
class InFlightRequestsTest {

    private static final String HOST = "127.0.0.1";
    private static final String GET = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
    private static final int LIMIT_SECONDS = 20;

    private final Vertx vertx = Vertx.vertx();
    private final InFlight requests = new InFlight();

    /** What the place was asked for. */
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void oneIsCountedUntilItIsAnswered() throws Exception {
        CompletableFuture<RoutingContext> waiting = new CompletableFuture<>();
        ask(
                context -> {
                    begin(context);
                    waiting.complete(context);
                });
        assertThat(begun.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(requests.holders()).isEqualTo(1);

        waiting.get().response().end();

        Awaitility.await()
                .atMost(Duration.ofSeconds(LIMIT_SECONDS))
                .until(() -> requests.holders() == 0);
    }

    @Test
    void oneThatIsAnsweredBeforeItIsCountedKeepsNoPlace() throws Exception {
        ask(context -> context.response().end("too late").onComplete(_ -> begin(context)));

        assertThat(begun.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(requests.holders()).isZero();
    }

    @Test
    void oneWhoseClientIsGoneBeforeItIsCountedKeepsNoPlace() throws Exception {
        NetSocket client = ask(context -> context.response().closeHandler(_ -> begin(context)));

        await(client.close());

        assertThat(begun.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(requests.holders()).isZero();
    }

    private void begin(RoutingContext context) {
        begun.complete(requests.begin(context, "lea", 1));
    }

    /** Sends a request to a server that does this with it, and waits until it has come. */
    private NetSocket ask(Handler<RoutingContext> handler) throws Exception {
        CompletableFuture<RoutingContext> come = new CompletableFuture<>();
        Router router = Router.router(vertx);
        router.get()
                .handler(
                        context -> {
                            handler.handle(context);
                            come.complete(context);
                        });
        int port =
                await(vertx.createHttpServer().requestHandler(router).listen(0, HOST)).actualPort();
        NetSocket client = await(vertx.createNetClient().connect(port, HOST));
        await(client.write(GET));
        come.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return client;
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
