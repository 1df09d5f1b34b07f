// SPDX-License-Identifier: Apache-2.0
package io.temoin.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class RequestTemplateTest {

    private static final URI SERVICE = URI.create("http://127.0.0.1:8080");

    @Test
    void contentLengthHoldsForEveryNumber() {
        // Given
        RequestTemplate template = Requests.consent(SERVICE, "token");

        for (long number : new long[] {0, 7, 99_999_999}) {
            // When
            String request = new String(template.fill(number, number), StandardCharsets.US_ASCII);

            // Then
            int end = request.indexOf("\r\n\r\n") + 4;
            assertThat(request.substring(0, end))
                    .contains("Content-Length: " + (request.length() - end) + "\r\n");
        }
    }

    @Test
    void everyRequestHasItsOwnKeyAndNumber() {
        String request =
                new String(
                        Requests.decision(SERVICE, "token").fill(12, 34),
                        StandardCharsets.US_ASCII);

        assertThat(request)
                .startsWith("POST /v1/call-decisions HTTP/1.1\r\n")
                .contains("Authorization: Bearer token\r\n")
                .contains("Idempotency-Key: bench-000000000012\r\n")
                .contains("\"number\":\"+33600000034\"");
    }

    @Test
    void theRivalGetsNoToken() {
        String request =
                new String(Requests.decision(SERVICE, null).fill(1, 1), StandardCharsets.US_ASCII);

        assertThat(request).doesNotContain("Authorization");
    }
}
