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

    private static final int MEBIBYTE = 1024 * 1024;

    /** Only the head is sent: the answer does not wait for a body. */
    @Test
    void refusesABodyThatIsAnnouncedAsTooLarge() throws IOException {
        assertRefused(answerTo("Content-Length: " + (2 * MEBIBYTE + 1), ""));
    }

    @Test
    void refusesABodyThatIsLargerThanJsonMayBe() throws IOException {
        assertRefused(answerTo("Content-Length: " + (MEBIBYTE + 1), " ".repeat(MEBIBYTE) + " "));
    }

    @Test
    void readsABodyAsLongAsJsonMayBe() throws IOException {
        assertThat(answerTo("Content-Length: " + MEBIBYTE, " ".repeat(MEBIBYTE)))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem:temoin:request-invalid");
    }

    @Test
    void refusesABodyThatTurnsOutTooLarge() throws IOException {
        assertRefused(answerTo("Transfer-Encoding: chunked", chunked(MEBIBYTE + 1)));
    }

    /** It is read to its end, and found to be no JSON. */
    @Test
    void readsABodyOfUnannouncedLengthUpToTheLimit() throws IOException {
        assertThat(answerTo("Transfer-Encoding: chunked", chunked(MEBIBYTE)))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem:temoin:request-invalid");
    }

    /** As most clients do, it sends all of it before it reads: what is cut off there is a reset. */
    @Test
    void answersWhoSendsMuchMoreThanItMayBeforeItReads() throws IOException {
        String large = " ".repeat(11 * MEBIBYTE);

        assertRefused(answerTo("Content-Length: " + large.length(), large));
        assertRefused(answerTo("Transfer-Encoding: chunked", chunked(11 * MEBIBYTE)));
        assertRefused(answerTo("Transfer-Encoding: chunked", chunks(11)));
    }

    private static void assertRefused(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 413 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:problem:temoin:request-too-large", "The body is larger than");
    }

    /** That many blanks, of which nobody can say what they are before the last one. */
    private static String chunked(int length) {
        return "%x\r\n%s\r\n0\r\n\r\n".formatted(length, " ".repeat(length));
    }

    /** As a client sends them that does not know how many there will be. */
    private static String chunks(int mebibytes) {
        String chunk = "%x\r\n%s\r\n".formatted(16 * 1024, " ".repeat(16 * 1024));
        return chunk.repeat(mebibytes * 64) + "0\r\n\r\n";
    }

    private static String answerTo(String header, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /v1/consents HTTP/1.1\r\n"
                            + "Host: temoin\r\n"
                            + "Content-Type: application/json\r\n"
                            + "Connection: close\r\n"
                            + "Idempotency-Key: large\r\n"
                            + "Authorization: Bearer "
                            + Parties.dialerOf(Parties.VOIX)
                            + "\r\n"
                            + header
                            + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
