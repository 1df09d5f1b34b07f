// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.audit.Space;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers and their browsers may do without a token, beside reading. */
@QuarkusTest
class PublicAddressesTest {

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);

    @Test
    void everyPublicAddressAnswersHeadAndOptionsAndThePagesOfAnybody() throws Exception {
        log.grow(1);
        log.awaitEnrolment();
        String logs = "/v1/logs/" + log.id() + "/";
        for (String path :
                List.of(
                        logs + "checkpoint",
                        logs + "policy",
                        logs + "tile/0/000.p/1",
                        logs + "tile/entries/000.p/1",
                        logs + "enrolment",
                        logs + "enrolment/proof",
                        logs + "consistency?from=0&to=1",
                        "/v1/verifier")) {
            HttpResponse<byte[]> head = send("HEAD", path, "Origin", "https://auditor.example");
            HttpResponse<byte[]> get = send("GET", path, "Origin", "https://auditor.example");
            HttpResponse<byte[]> options =
                    send(
                            "OPTIONS",
                            path,
                            "Origin",
                            "https://auditor.example",
                            "Access-Control-Request-Method",
                            "GET",
                            "Access-Control-Request-Headers",
                            "range");

            assertThat(get.statusCode()).as(path).isEqualTo(200);
            // From the empty tree every tree has grown: there is nothing to prove.
            assertThat(get.body().length == 0).as(path).isEqualTo(path.contains("from=0"));
            assertThat(header(get, "Access-Control-Allow-Origin")).as(path).isEqualTo("*");
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(header(head, "Cache-Control")).isEqualTo(header(get, "Cache-Control"));
            assertThat(options.statusCode()).as(path).isEqualTo(204);
            assertThat(header(options, "Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(header(options, "Access-Control-Allow-Methods")).contains("GET");
            assertThat(header(options, "Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    /** A log that goes on has no statement of pruning: a page is to read that, too. */
    @ParameterizedTest
    @ValueSource(strings = {"pruning", "pruning/proof", "tile/0/999"})
    void whatThereIsNotIsToldThePagesOfAnybodyAsWell(String what) throws Exception {
        log.grow(1);
        for (String shard : List.of(log.id(), "log-of-logs", "x")) {
            assertMissingToAnybody("/v1/logs/" + shard + "/" + what);
        }
    }

    @Test
    void aLogThatThereIsNotIsToldThePagesOfAnybodyAsWell() throws Exception {
        for (String what : List.of("checkpoint", "policy", "enrolment", "enrolment/proof")) {
            assertMissingToAnybody("/v1/logs/x/" + what);
        }
    }

    private static void assertMissingToAnybody(String path) throws Exception {
        HttpResponse<byte[]> answer = send("GET", path, "Origin", "https://auditor.example");

        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(header(answer, "Content-Type")).as(path).contains("application/problem+json");
        assertThat(header(answer, "Access-Control-Allow-Origin")).as(path).isEqualTo("*");
    }

    @Test
    void nothingElseIsOpenToThePagesOfAnybody() throws Exception {
        for (String path : List.of("/v1/logs", "/v1/entries", "/v1/logs/x/elsewhere")) {
            HttpResponse<byte[]> answer = send("GET", path, "Origin", "https://auditor.example");

            assertThat(answer.statusCode()).as(path).isIn(401, 403, 404);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(send("POST", "/v1/logs/x/checkpoint", "Accept", "*/*").statusCode())
                .isIn(401, 405);
    }

    @Test
    void bundlesAreCompressedForWhoAcceptsIt() throws Exception {
        log.grow(20);
        String path = "/v1/logs/" + log.id() + "/tile/entries/000.p/20";

        HttpResponse<byte[]> plain = send("GET", path, "Accept-Encoding", "identity");
        HttpResponse<byte[]> zipped = send("GET", path, "Accept-Encoding", "br;q=1, gzip;q=0.8");
        HttpResponse<byte[]> tile =
                send("GET", "/v1/logs/" + log.id() + "/tile/0/000.p/20", "Accept-Encoding", "gzip");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(header(plain, "Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(header(zipped, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(zipped, "Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(header(zipped, "Cache-Control")).contains("immutable");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(content.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(tile.headers().firstValue("Content-Encoding")).as("hashes").isEmpty();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static HttpResponse<byte[]> send(String method, String path, String... headers)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + RestAssured.port + path))
                            .method(method, BodyPublishers.noBody())
                            .headers(headers)
                            .build(),
                    BodyHandlers.ofByteArray());
        }
    }
}
