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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries that are much too many, of a length that was not announced: as from a pipe. */
@QuarkusTest
class EntryStreamLimitTest {

    private static final int LIMIT_MS = 30_000;
    private static final int CHUNK = 16 * 1024;
    private static final int CHUNKS = 11 * 64;

    private final Space space = new Space();

    @ParameterizedTest
    @CsvSource({
        "/v1/entries, application/json",
        "/v1/entries/ocsf, application/x-ndjson",
        "/v1/entries/ecs, application/x-ndjson"
    })
    void areAnsweredAndNotCutOff(String path, String type) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(LIMIT_MS);
            String head =
                    "POST "
                            + path
                            + " HTTP/1.1\r\nHost: temoin\r\nConnection: close\r\nContent-Type: "
                            + type
                            + "\r\nTransfer-Encoding: chunked\r\nIdempotency-Key: stream\r\n"
                            + "Authorization: Bearer "
                            + TestTokens.tenantWide(
                                    space.tenant(), "rhone-telecom", Space.ACTOR, "business-system")
                            + "\r\n\r\n";
            String chunk = Integer.toHexString(CHUNK) + "\r\n" + " ".repeat(CHUNK) + "\r\n";
            String request = head + chunk.repeat(CHUNKS) + "0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413 ")
                    .contains("urn:problem:temoin:request-too-large");
        }
    }
}
