// SPDX-License-Identifier: Apache-2.0
package io.temoin.launcher.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.launcher.suite.ServiceName;
import org.junit.jupiter.api.Test;

class AskTest {

    @Test
    void isShownAsACurlLineWithoutSecrets() {
        // When
        var ask =
                Ask.put(ServiceName.RECORDING, "/v1/recordings/r/audio")
                        .as(Actor.RECORDER)
                        .with("Call-Receipt", "eyJsecret", "$RECEIPT")
                        .json(Fields.of("purpose", "QUALITY", "count", 2));

        // Then
        assertThat(ask.curl())
                .isEqualTo(
                        """
                        curl -i -X PUT "$RECORDING/v1/recordings/r/audio" \\
                            -H "Authorization: Bearer $TOKEN_RECORDER" \\
                            -H "Call-Receipt: $RECEIPT" \\
                            -H "Content-Type: application/json" \\
                            -d '{"purpose":"QUALITY","count":2}'""");
        assertThat(ask.headers()).containsEntry("Call-Receipt", "eyJsecret");
    }

    @Test
    void ofAPersonNamesTheWorkstationAndACommandItsKey() {
        // When
        var headers = Ask.post(ServiceName.CONSENT, "/v1/objections").as(Actor.AGATHE).headers();

        // Then
        assertThat(headers).containsEntry("X-Workstation", "pc-agathe");
        assertThat(headers).containsKey("Idempotency-Key");
    }
}
