// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.ConcurrentAppend;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A router handler's failures are answered as a resource's are. */
class RouterProblemsTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aConcurrentChangeIsAConflict() throws Exception {
        var answer = answerTo(new ConcurrentAppend(new StreamId("thing", "1"), 4));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("concurrent-change").doesNotContain("thing-1");
    }

    static Stream<RuntimeException> refusals() {
        return Stream.of(new UnauthorizedException(), new AuthenticationFailedException());
    }

    /** RFC 9110 §15.5.2. */
    @ParameterizedTest
    @MethodSource("refusals")
    void whoMustSignInIsToldHow(RuntimeException refusal) throws Exception {
        var answer = answerTo(refusal);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    private HttpResponse<String> answerTo(RuntimeException failure) throws Exception {
        Router router = Router.router(vertx);
        router.get("/").handler(context -> ProblemMapper.answer(context, failure));
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
