// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A client that takes nothing any more gets nothing any more, also when it reads on. */
@QuarkusTest
@TestProfile(StalledListeningTest.Impatient.class)
class StalledListeningTest {

    /** More than the buffers of both sides hold. */
    private static final byte[] AUDIO = Uploads.wave(30_000_000, 43);

    /** What the client's own buffer may hold, and less than the service keeps ready for it. */
    private static final int IN_ITS_HANDS = 400 * 1024;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Well below the default, and below what closes an idle connection. */
    public static final class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("temoin.recording.playback.stalled-after", "2s");
        }
    }

    @Test
    void breaksTheAnswerOff() throws IOException {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String token = Listenings.token(Callers.CLAIRE, id);
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), RestAssured.port));
            socket.getOutputStream().write(Listenings.rawRequest(Callers.CLAIRE, token, id));
            InputStream body = socket.getInputStream();
            assertThat(body.readNBytes(100_000)).hasSize(100_000);

            // When
            await().atMost(PATIENCE).until(() -> !OpenFiles.isOpen(id));

            // Then
            assertThat(Listenings.untilItEnds(body).length).isLessThan(IN_ITS_HANDS);
            assertThat(Topic.eventsOf("helios", id, 4).get(3).data().path("end").textValue())
                    .isEqualTo("STALLED");
        }
    }
}
