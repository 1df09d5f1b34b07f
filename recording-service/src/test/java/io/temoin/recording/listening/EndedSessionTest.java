// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.AsInProduction;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Nobody listens before the identity provider has said that the session goes on. Here nobody
 * answers; with Keycloak, it is asked in the story.
 */
@QuarkusTest
@TestProfile(AsInProduction.class)
class EndedSessionTest {

    private final UUID id = UUID.randomUUID();

    @Test
    void noListeningIsGranted() {
        assertUnanswered(Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"));
    }

    @Test
    void noAudioIsSent() {
        String audio = "/v1/recordings/" + id + "/audio";
        assertUnanswered(Listenings.audio(Callers.CLAIRE, "token").get(audio));
        assertThat(Listenings.audio(Callers.CLAIRE, "token").head(audio).statusCode())
                .isEqualTo(503);
    }

    @Test
    void recordingsAreListedAllTheSame() {
        assertThat(Callers.CLAIRE.asks().get("/v1/recordings").statusCode()).isEqualTo(200);
    }

    private static void assertUnanswered(Response answer) {
        assertProblem(answer, 503, "service-unavailable");
        assertThat(answer.header("Retry-After")).isNotBlank();
    }
}
