// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.audit.Space;
import io.temoin.platform.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Entries whose length is not announced, as a stream sends them: what goes over the limit is
 * answered so that its sender can read why.
 */
@QuarkusTest
class BodyLimitTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final int CHUNK = 16 * 1024;

    private final Space space = new Space();

    /** As most clients do, it sends all of it before it reads: what is cut off there is a reset. */
    @ParameterizedTest
    @CsvSource({
        "entries, application/json, 1",
        "entries, application/json, 3",
        "entries, application/json, 11",
        "entries/ecs?source=crm, application/x-ndjson, 3",
        "entries/ocsf?source=crm, application/json, 11"
    })
    void answersWhoStreamsMoreThanItMay(String address, String type, int mebibytes)
            throws IOException {
        String chunk = "%x\r\n%s\r\n".formatted(CHUNK, " ".repeat(CHUNK));
        String body = chunk.repeat(mebibytes * MEBIBYTE / CHUNK) + "1\r\n \r\n0\r\n\r\n";

        assertThat(answer(address, type, body))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:problem:temoin:request-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "entries, application/json",
        "entries/ecs?source=crm, application/x-ndjson",
    })
    void readsAStreamUpToTheLimit(String address, String type) throws IOException {
        String chunk = "%x\r\n%s\r\n".formatted(CHUNK, " ".repeat(CHUNK));

        assertThat(answer(address, type, chunk.repeat(MEBIBYTE / CHUNK) + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem:temoin:request-invalid");
    }

    private String answer(String address, String type, String body) throws IOException {
        String token =
                TestTokens.token(
                        space.tenant(), "rhone-telecom", List.of(), Space.ACTOR, "business-system");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /v1/"
                            + address
                            + " HTTP/1.1\r\nHost: temoin\r\nContent-Type: "
                            + type
                            + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n"
                            + "Authorization: Bearer "
                            + token
                            + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
