// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams and frames of HTTP/2, and clients that take no answer. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionDeadlinesTest {

    private static final String HOST = "127.0.0.1";
    private static final Duration IDLE = Duration.ofSeconds(4);
    private static final long PAUSE_MS = 4_000;
    private static final int LIMIT_SECONDS = 20;

    /** How much a connection may send that nobody reads (RFC 9113 §6.9.2). */
    private static final int WINDOW = 65_535;

    /** More than both kernels hold for a connection. */
    private static final Buffer LARGE = Buffer.buffer(new byte[40_000_000]);

    private static final String GET_LARGE = "GET /large HTTP/1.1\r\nHost: h\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final ConnectionDeadlines deadlines = new ConnectionDeadlines(vertx, settings());
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));
    private final CompletableFuture<Long> closed = new CompletableFuture<>();
    private int port;

    static LimitSettings settings() {
        Map<String, String> settings = new HashMap<>();
        for (String kind : List.of("people", "systems", "dialers", "anonymous")) {
            settings.put("temoin.limits." + kind + ".requests", "0");
            settings.put("temoin.limits." + kind + ".concurrent", "0");
        }
        settings.put("temoin.limits.tenant-concurrent", "0");
        settings.put("temoin.limits.tenant-requests", "0");
        settings.put("temoin.limits.connection.answer", "2s");
        settings.put("temoin.limits.connection.head", "1s");
        settings.put("temoin.limits.connection.idle", IDLE.toString());
        settings.put("temoin.limits.connection.body-silence", "1s");
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(LimitSettings.class)
                .withSources(new PropertiesConfigSource(settings, "test", 400))
                .build()
                .getConfigMapping(LimitSettings.class);
    }

    @BeforeEach
    void listen() throws Exception {
        Router router = Router.router(vertx);
        deadlines.register(() -> router);
        router.post("/late").handler(this::readLate);
        router.post("/now").handler(ConnectionDeadlinesTest::read);
        router.post("/never").handler(context -> context.request().resume());
        router.get("/").handler(context -> context.response().end("here"));
        router.get("/large").handler(context -> context.response().end(LARGE));
        HttpServer server = vertx.createHttpServer().requestHandler(router);
        server.connectionHandler(
                each -> each.closeHandler(_ -> closed.complete(System.nanoTime())));
        port = await(server.listen(0, HOST)).actualPort();
        deadlines.start(new StartupEvent());
    }

    @AfterEach
    void close() throws Exception {
        deadlines.stop(new ShutdownEvent());
        await(vertx.close());
    }

    /** As an upload whose segments wait for a busy disk. */
    @Test
    void anUploadThatTheServicePausesIsNotSlow() throws Exception {
        HttpClientRequest request = await(client.request(HttpMethod.POST, port, HOST, "/late"));

        Future<Buffer> read =
                request.send(Buffer.buffer(new byte[300_000])).compose(HttpClientResponse::body);

        assertThat(await(read)).hasToString("300000");
    }

    /** All streams of a connection share its window, and nobody may send beyond it. */
    @Test
    void anUploadThatWaitsForAnotherIsNotSlow() throws Exception {
        HttpClientRequest paused = await(client.request(HttpMethod.POST, port, HOST, "/late"));
        HttpClientRequest waiting = await(client.request(HttpMethod.POST, port, HOST, "/now"));
        assertThat(waiting.connection()).isSameAs(paused.connection());
        await(paused.setChunked(true).write(Buffer.buffer(new byte[WINDOW])));

        Future<Buffer> read = waiting.send("late").compose(HttpClientResponse::body);

        assertThat(await(read)).hasToString("4");
        await(paused.end());
    }

    @Test
    void aClientThatFallsSilentIsCutOff() throws Exception {
        HttpClientRequest request = await(client.request(HttpMethod.POST, port, HOST, "/now"));
        request.setChunked(true);
        await(request.write("half"));

        assertThat(await(request.response()).statusCode()).isEqualTo(408);
    }

    /** As behind a database that hangs; the request itself may go on, and come to an end. */
    @Test
    void aRequestThatIsNotAnsweredInTimeIsToldSo() throws Exception {
        HttpClientRequest request = await(client.request(HttpMethod.POST, port, HOST, "/never"));

        Future<Buffer> body = request.send("all of it").compose(HttpClientResponse::body);

        assertThat(await(body).toString()).contains("service-unavailable");
        assertThat(await(request.response()).statusCode()).isEqualTo(503);
        assertThat(await(request.response()).getHeader("Retry-After")).isNotBlank();
    }

    /** A proxy asks whether its connection still lives, and then sends the next request. */
    @Test
    void aPingBeginsNoRequest() throws Exception {
        HttpClientRequest request = await(client.request(HttpMethod.GET, port, HOST, "/"));
        // On the event loop: the answer may overtake a ping from elsewhere, and is lost then.
        await(
                request.send()
                        .compose(HttpClientResponse::body)
                        .compose(_ -> request.connection().ping(Buffer.buffer("are you?"))));
        long idleSince = System.nanoTime();

        long idle = closed.get(LIMIT_SECONDS, TimeUnit.SECONDS) - idleSince;
        assertThat(Duration.ofNanos(idle)).isGreaterThan(IDLE.minusMillis(500));
    }

    @Test
    void aClientThatTakesNoAnswerIsNotWaitedFor() throws Exception {
        NetSocket socket = await(vertx.createNetClient().connect(port, HOST));
        socket.pause();

        await(socket.write(GET_LARGE));

        assertThat(closed).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS));
    }

    /** The answer that it is too slow would wait behind the one before. */
    @Test
    void aClientThatTakesNoAnswerAndSendsHalfABodyIsNotWaitedFor() throws Exception {
        NetSocket socket = await(vertx.createNetClient().connect(port, HOST));
        socket.pause();

        await(
                socket.write(
                        GET_LARGE
                                + "POST /now HTTP/1.1\r\n"
                                + "Host: h\r\n"
                                + "Content-Length: 9\r\n\r\n"
                                + "half"));

        assertThat(closed).succeedsWithin(Duration.ofSeconds(LIMIT_SECONDS));
    }

    @Test
    void aClientThatTakesItsAnswerSlowlyGetsAllOfIt() throws Exception {
        NetSocket socket = await(vertx.createNetClient().connect(port, HOST));
        AtomicLong taken = new AtomicLong();
        CompletableFuture<Long> end = new CompletableFuture<>();
        socket.handler(part -> taken.addAndGet(part.length()))
                .endHandler(_ -> end.complete(taken.get()))
                .pause();
        vertx.setPeriodic(100, _ -> socket.fetch(8)); // parts of at most 64 KiB

        await(socket.write(GET_LARGE));

        assertThat(end.get(5 * LIMIT_SECONDS, TimeUnit.SECONDS)).isGreaterThan(LARGE.length());
    }

    /** A proxy would send its next request through a connection that is just being closed. */
    @Test
    void whileTheServiceLeavesEachAnswerEndsItsConnection() throws Exception {
        deadlines.leave(new ShutdownDelayInitiatedEvent());
        NetSocket socket = await(vertx.createNetClient().connect(port, HOST));
        Buffer answer = Buffer.buffer();
        CompletableFuture<String> end = new CompletableFuture<>();
        socket.handler(answer::appendBuffer).endHandler(_ -> end.complete(answer.toString()));

        await(socket.write("GET / HTTP/1.1\r\nHost: h\r\n\r\n"));

        assertThat(end.get(IDLE.toMillis() / 2, TimeUnit.MILLISECONDS))
                .startsWith("HTTP/1.1 200")
                .containsIgnoringCase("connection: close")
                .endsWith("here");
    }

    private void readLate(RoutingContext context) {
        context.request().pause();
        vertx.setTimer(
                PAUSE_MS,
                _ -> {
                    read(context);
                    context.request().resume();
                });
    }

    private static void read(RoutingContext context) {
        context.request()
                .body()
                .onSuccess(body -> context.response().end(Integer.toString(body.length())));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
