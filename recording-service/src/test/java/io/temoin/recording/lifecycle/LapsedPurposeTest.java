// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A purpose that retention-service says is over gives no access, though the audio is kept. */
@QuarkusTest
class LapsedPurposeTest {

    private static final byte[] AUDIO = Uploads.wave(160_000, 47);

    @Test
    void endsTheAccessUnderThatPurposeAlone() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String token = Listenings.token(Callers.CLAIRE, id);

        // When
        String said = UUID.randomUUID() + ".0";
        ended(id, said);
        ended(id, said);
        ended(id, UUID.randomUUID() + ".0");

        // Then
        Published lapsed = Topic.eventsOf("helios", id, 4).get(3);
        assertThat(lapsed.name()).isEqualTo("PurposeLapsed");
        EventContract.of(lapsed.type()).accepts(lapsed.payload());
        assertThat(lapsed.headers()).containsEntry("ce_causationid", said);
        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"), 403, "purpose-not-alive");
        assertProblem(
                Listenings.audio(Callers.CLAIRE, token).get("/v1/recordings/" + id + "/audio"),
                403,
                "purpose-not-alive");
        Listenings.ask(Callers.CLAIRE.asks(), id, "TRAINING").then().statusCode(201);
        Callers.DIANE
                .asks()
                .get("/v1/recordings/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("STORED"))
                .body(
                        "purposes.find { it.purpose == 'QUALITY' }.lapsedAt",
                        equalTo("2026-12-24T23:00:00Z"));
        assertThat(Topic.eventsOf("helios", id, 6))
                .extracting(Published::name)
                .containsOnlyOnce("PurposeLapsed");
    }

    private static void ended(UUID recording, String eventId) {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.PurposeAccessEnded.v1").exampleNode();
        example.put("recording", recording.toString())
                .put("purpose", "QUALITY")
                .put("endedAt", "2026-12-24T23:00:00Z");
        Topic.retentionSays("helios", recording, eventId, "PurposeAccessEnded", example.toString());
    }
}
