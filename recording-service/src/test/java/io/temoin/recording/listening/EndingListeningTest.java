// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is heard of a listening is on record before the listening ends. */
@QuarkusTest
@TestProfile(EndingListeningTest.ShortListenings.class)
class EndingListeningTest {

    private static final byte[] AUDIO = Uploads.wave(160_000, 41);

    /** Nobody is quiet long enough to be recorded for that alone. */
    public static final class ShortListenings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "temoin.recording.listening.ttl", "18s",
                    "temoin.recording.playback.ends-before", "12s",
                    "temoin.recording.playback.idle-timeout", "10m");
        }
    }

    @Test
    void isRecordedInTimeAndOpensNothingThatWouldNotBe() throws IOException {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant until = Instant.parse(granted.path("until"));
        String token = granted.path("token");

        // When
        audio(id, token).then().statusCode(200);

        // Then
        Published heard = Topic.eventsOf("helios", id, 4).get(3);
        assertThat(heard.name()).isEqualTo("PlaybackRecorded");
        assertThat(Instant.parse(heard.data().path("at").textValue())).isBefore(until);

        // The token is still good, and what it opened now would be recorded too late
        assertProblem(audio(id, token), 403, "listening-token-expired");
        assertThat(Instant.now()).as("the token is still good").isBefore(until);
        assertThat(OpenFiles.isOpen(id)).isFalse();
    }

    private static Response audio(UUID id, String token) {
        return Listenings.audio(Callers.CLAIRE, token).get("/v1/recordings/" + id + "/audio");
    }
}
