// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class BodyLimitTest {

    /** Only the head is sent: the answer does not wait for a body. */
    @Test
    void refusesABodyThatIsAnnouncedAsTooLarge() throws IOException {
        assertThat(answerTo("Content-Length: " + (1024 * 1024 + 1)))
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:problem:temoin:request-too-large", "The body is too large.");
    }

    private static String answerTo(String header) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /v1/consents HTTP/1.1\r\nHost: temoin\r\nContent-Type: application/json\r\n"
                            + "Idempotency-Key: large\r\nAuthorization: Bearer "
                            + Parties.dialerOf(Parties.VOIX)
                            + "\r\n"
                            + header
                            + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
