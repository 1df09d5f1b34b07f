// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NormalisedTest {

    @Test
    void twoPlaysReadTheSame() {
        // Given
        var one =
                """
                CONSENT=http://127.0.0.1:21345
                $ curl -i "$CONSENT/v1/items/0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d"
                Event-Position: 6b1f3c5d-1111-8222-9333-444455556666.0
                {
                  "id" : "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
                  "decision" : "0197a3c1-9d2c-7f10-8a1b-2c3d4e5f6071",
                  "subject" : "9f2b6c1d3e4f5a60718293a4b5c6d7e8",
                  "number" : "+33199000001",
                  "decidedAt" : "2026-11-25T09:30:00.123456Z",
                  "dueOn" : "2027-05-25",
                  "detail" : "It is 13:30 in the time zone Europe/Paris.",
                  "value" : "13:30"
                }
                    -d '{"subject":"9f2b6c1d3e4f5a60718293a4b5c6d7e8","language":"fr"}'
                RECEIPT=eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ1cm4ifQ.c2lnbmF0dXJl
                """;
        var other =
                one.replace(
                                "0197a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d",
                                "0297a3c2-4b1e-7a55-9c0d-1e2f3a4b5c6d")
                        .replace("6b1f3c5d", "7c2a4d6e")
                        .replace("21345", "30001")
                        .replace("9f2b", "77aa")
                        .replace("2026-11-25T09:30:00.123456Z", "2026-11-26T09:30:01Z")
                        .replace("2027-05-25", "2027-05-26")
                        .replace("13:30", "13:31")
                        .replace("+33199000001", "+33199000002")
                        .replace("c2ln", "AAAA");

        // When
        var normalised = Normalised.of(one);

        // Then
        assertThat(normalised).isEqualTo(Normalised.of(other));
        assertThat(normalised)
                .contains("/v1/items/<id-1>", "\"id\" : \"<id-1>\"", "\"decision\" : \"<id-2>\"")
                .contains("127.0.0.1:<port>", "<subject>", "<number>", "<instant>", "<date>")
                .contains("RECEIPT=<jws>", "Event-Position: <position>\n");
    }
}
