// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Answer;
import io.temoin.chassis.testing.ApiRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
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
    void everyPublicAddressAnswersHeadAndOptionsAndThePagesOfAnybody() {
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
            Answer head = fromAPage().send("HEAD", path);
            Answer get = fromAPage().get(path);
            Answer options =
                    fromAPage()
                            .header("Access-Control-Request-Method", "GET")
                            .header("Access-Control-Request-Headers", "range")
                            .send("OPTIONS", path);

            assertThat(get.status()).as(path).isEqualTo(200);
            // From the empty tree every tree has grown: there is nothing to prove.
            assertThat(get.body().length == 0).as(path).isEqualTo(path.contains("from=0"));
            assertThat(get.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
            assertThat(head.status()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.header("Cache-Control")).isEqualTo(get.header("Cache-Control"));
            assertThat(options.status()).as(path).isEqualTo(204);
            assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(options.header("Access-Control-Allow-Methods")).contains("GET");
            assertThat(options.header("Access-Control-Allow-Origin")).isEqualTo("*");
        }
    }

    /** A log that goes on has no statement of pruning: a page is to read that, too. */
    @ParameterizedTest
    @ValueSource(strings = {"pruning", "pruning/proof", "tile/0/999"})
    void whatThereIsNotIsToldThePagesOfAnybodyAsWell(String what) {
        log.grow(1);
        for (String shard : List.of(log.id(), "log-of-logs", "x")) {
            assertMissingToAnybody("/v1/logs/" + shard + "/" + what);
        }
    }

    @Test
    void aLogThatThereIsNotIsToldThePagesOfAnybodyAsWell() {
        for (String what : List.of("checkpoint", "policy", "enrolment", "enrolment/proof")) {
            assertMissingToAnybody("/v1/logs/x/" + what);
        }
    }

    private static void assertMissingToAnybody(String path) {
        Answer answer = fromAPage().get(path);

        assertThat(answer.status()).as(path).isEqualTo(404);
        assertThat(answer.header("Content-Type")).as(path).contains("application/problem+json");
        assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
    }

    @Test
    void nothingElseIsOpenToThePagesOfAnybody() {
        for (String path : List.of("/v1/logs", "/v1/entries", "/v1/logs/x/elsewhere")) {
            Answer answer = fromAPage().get(path);

            assertThat(answer.status()).as(path).isIn(401, 403, 404);
            assertThat(answer.header("Access-Control-Allow-Origin")).as(path).isEmpty();
        }
        assertThat(ApiRequest.anonymous().post("/v1/logs/x/checkpoint").status()).isIn(401, 405);
    }

    @Test
    void bundlesAreCompressedForWhoAcceptsIt() throws IOException {
        log.grow(20);
        String path = "/v1/logs/" + log.id() + "/tile/entries/000.p/20";

        Answer plain = accepting("identity").get(path);
        Answer zipped = accepting("br;q=1, gzip;q=0.8").get(path);
        Answer tile = accepting("gzip").get("/v1/logs/" + log.id() + "/tile/0/000.p/20");

        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).containsIgnoringCase("Accept-Encoding");
        assertThat(zipped.header("Cache-Control")).contains("immutable");
        try (var content = new GZIPInputStream(new ByteArrayInputStream(zipped.body()))) {
            assertThat(content.readAllBytes()).isEqualTo(plain.body());
        }
        assertThat(tile.header("Content-Encoding")).as("hashes").isEmpty();
    }

    private static ApiRequest fromAPage() {
        return ApiRequest.anonymous().header("Origin", "https://auditor.example");
    }

    private static ApiRequest accepting(String encodings) {
        return ApiRequest.anonymous().header("Accept-Encoding", encodings);
    }
}
