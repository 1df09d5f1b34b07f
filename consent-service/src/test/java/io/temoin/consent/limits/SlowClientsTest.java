// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.consent.permission.Parties;
import io.temoin.platform.ServiceComponents;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Half-sent requests do not hold connections; slow ones that go on are served. */
@QuarkusTest
@TestProfile(NarrowLimits.class)
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SlowClientsTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private static final String HALF_A_HEAD = "GET /v1/keys HTTP/1.1\r\nHost: temoin\r\nX-Wa";

    @Test
    void closesHalfSentHeads() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                RawClient client = RawClient.connect();
                client.send(HALF_A_HEAD);
                clients.add(client);
            }
            for (RawClient client : clients) {
                assertThat(client.isClosedWithin(LIMIT)).isTrue();
            }
        } finally {
            for (RawClient client : clients) {
                client.close();
            }
        }
    }

    /** An idle timeout alone would never end this one. */
    @Test
    void closesAHeadThatTrickles() throws IOException {
        try (RawClient client = RawClient.connect()) {
            client.send("GET /v1/keys HTTP/1.1\r\nHost: temoin\r\nX-Waiting: ");

            assertThat(client.isClosedWithin(LIMIT, "a", Duration.ofMillis(300))).isTrue();
        }
    }

    @Test
    void closesAConnectionThatAsksNothing() throws IOException {
        try (RawClient client = RawClient.connect()) {
            assertThat(client.isClosedWithin(LIMIT)).isTrue();
        }
    }

    @Test
    void closesAConnectionThatIsKeptForNothingAndAHalfSentSecondRequest() throws IOException {
        try (RawClient kept = RawClient.connect();
                RawClient half = RawClient.connect()) {
            kept.send("GET /v1/keys HTTP/1.1\r\nHost: temoin\r\n\r\n");
            half.send("GET /v1/keys HTTP/1.1\r\nHost: temoin\r\n\r\n");
            // Whatever it says: anonymous callers may have used up their quota here
            assertThat(kept.readAnswer()).startsWith("HTTP/1.1 ");
            assertThat(half.readAnswer()).startsWith("HTTP/1.1 ");
            half.send(HALF_A_HEAD);

            assertThat(half.isClosedWithin(LIMIT)).isTrue();
            assertThat(kept.isClosedWithin(LIMIT)).isTrue();
        }
    }

    @Test
    void answersABodyThatFallsSilent() throws IOException {
        try (RawClient client = RawClient.connect()) {
            client.send(head("Content-Length: 100") + "{\"contr");

            assertLate(client.readAll());
        }
    }

    /** Who goes on sending may meet the closed connection before the answer. */
    @Test
    void waitsForNoBodyThatTrickles() throws IOException {
        try (RawClient client = RawClient.connect()) {
            client.send(head("Content-Length: 1000") + "{");

            String answer = client.readAllWhileSending(" ".repeat(100), Duration.ofMillis(300));

            if (!answer.isEmpty()) {
                assertLate(answer);
            }
            assertThat(client.isClosedWithin(LIMIT)).isTrue();
        }
    }

    /** 8 kB a second, as a telephone's audio is spoken: longer than any limit, never silent. */
    @Test
    void readsABodyThatIsSlowAndGoesOn() throws IOException {
        try (RawClient client = RawClient.connect()) {
            int parts = 25;
            client.send(head("Content-Length: " + parts * 2_000));
            for (int i = 0; i < parts; i++) {
                assertThat(client.isClosedWithin(Duration.ofMillis(250)))
                        .as("part %d", i)
                        .isFalse();
                client.send(" ".repeat(2_000));
            }

            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("urn:problem:temoin:request-invalid");
        }
    }

    private static void assertLate(String answer) {
        assertThat(answer)
                .startsWith("HTTP/1.1 408 ")
                .containsIgnoringCase("connection: close")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("urn:problem:temoin:request-timeout");
    }

    private static String head(String length) {
        return "POST /v1/consents HTTP/1.1\r\n"
                + "Host: temoin\r\n"
                + "Connection: close\r\n"
                + "Content-Type: application/json\r\n"
                + "Idempotency-Key: slow\r\n"
                + "Authorization: Bearer "
                + Parties.dialerOf(Parties.VOIX)
                + "\r\n"
                + length
                + "\r\n\r\n";
    }
}
