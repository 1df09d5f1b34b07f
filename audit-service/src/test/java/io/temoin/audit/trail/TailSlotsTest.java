// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who goes away before anything was answered leaves room for others. */
@QuarkusTest
class TailSlotsTest {

    private static final int PER_USER = 3;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Space space = new Space();

    @Test
    void whoHangsUpBeforeItIsOnRecordMakesRoom() throws SQLException {
        try (Connection held = Database.as("owner")) {
            // Given one more than may, none of whom can be put on record
            held.setAutoCommit(false);
            held.createStatement().execute("lock table event in exclusive mode");
            HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            List<CompletableFuture<HttpResponse<Void>>> answers =
                    IntStream.rangeClosed(0, PER_USER)
                            .mapToObj(
                                    _ -> http.sendAsync(request(LIMIT), BodyHandlers.discarding()))
                            .toList();
            HttpResponse<?> first =
                    (HttpResponse<?>)
                            CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                                    .join();
            assertThat(first.statusCode()).isEqualTo(429);

            // When all of them hang up
            http.shutdownNow();

            // Then another one is let in, and waits as they did
            await().atMost(LIMIT).until(this::isLetIn);
        }
        await().atMost(LIMIT)
                .until(
                        () -> {
                            try (Tail next = Tail.from(token(), "looks=false")) {
                                return next.status() == 200;
                            }
                        });
    }

    private boolean isLetIn() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            http.send(request(Duration.ofSeconds(1)), BodyHandlers.discarding());
            return false;
        } catch (HttpTimeoutException _) {
            return true;
        }
    }

    private HttpRequest request(Duration limit) {
        return HttpRequest.newBuilder(
                        URI.create(
                                RestAssured.baseURI
                                        + ":"
                                        + RestAssured.port
                                        + "/v1/entries/stream"))
                .header("Authorization", "Bearer " + token())
                .timeout(limit)
                .build();
    }

    private String token() {
        return TestTokens.tenantWide(space.tenant(), "rhone-telecom", Space.ACTOR, "dpo");
    }
}
