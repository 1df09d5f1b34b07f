// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Response;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimelineResourceTest {

    private final Space space = new Space();
    private final TimedEvents events = new TimedEvents(space);

    @Test
    void tellsCauseBeforeEffectOverServicesWhoseClocksDiffer() {
        // Given retention's clock is five minutes behind
        Published decided = consent(4, "CallDecided", "{\"decision\": \"d1\"}");
        Published served = consent(5, "NoticeServed", "{\"decision\": \"d1\"}");
        Published registered =
                recording(
                        6,
                        "RecordingRegistered",
                        "r1",
                        "{\"recording\": \"r1\", \"decision\": \"d1\"}");
        Published stored = recording(7, "RecordingStored", "r1", "{\"recording\": \"r1\"}");
        Published retained = caused(0, "io.temoin.retention.ItemRetained.v1", "item-r1", stored);
        Published listened = recording(9, "ListeningGranted", "r1", "{\"recording\": \"r1\"}");
        space.publishAndAwait(List.of(decided, served, registered, stored, retained, listened));

        // When
        Response story = space.as("dpo").get("/v1/timelines/d1");

        // Then
        assertThat(story.<List<String>>path("items.action"))
                .containsExactly(
                        "CALL_REFUSED",
                        "NOTICE_SERVED",
                        "RECORDING_REGISTERED",
                        "RECORDING_STORED",
                        "ITEM_RETAINED",
                        "LISTENING_GRANTED");
        assertThat(story.<Boolean>path("complete")).isTrue();
    }

    /** Whoever knows a correlation id could otherwise write into somebody else's story. */
    @Test
    void takesInNothingThatOnlyClaimsToBelongToIt() {
        // Given
        Published decided =
                consent(1, "CallDecided", "{\"decision\": \"d1\"}")
                        .with("ce_correlationid", "cor-1");
        Published foreign =
                recording(2, "RecordingErased", "r9", "{\"recording\": \"r9\"}")
                        .with("ce_correlationid", "cor-1");
        space.publishAndAwait(List.of(decided, foreign));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("id", "forged-1");
        entry.put("source", "crm");
        entry.put("at", Instant.now().minusSeconds(60).toString());
        entry.put("outcome", "DONE");
        entry.put("actor", "somebody");
        entry.put("organisation", "rhone-telecom");
        entry.put("role", "campaign-manager");
        entry.put("action", "CALL_APPROVED");
        entry.put("how", Map.of("operation", "Approve"));
        entry.put("decision", "d1");
        entry.put("correlationId", "cor-1");
        space.as("business-system")
                .contentType(ContentType.JSON)
                .body(Map.of("entries", List.of(entry)))
                .post("/v1/entries")
                .then()
                .statusCode(201);

        // When
        Response story = space.as("dpo").get("/v1/timelines/d1");

        // Then
        assertThat(story.<List<String>>path("items.action")).containsExactly("CALL_REFUSED");
        assertProblem(space.as("dpo").get("/v1/timelines/cor-1"), 404, "timeline-unknown");
    }

    @Test
    void aSupervisorIsToldTheOwnPart() {
        // Given
        Published own =
                consent(1, "CallDecided", "{\"decision\": \"d1\"}")
                        .with("ce_organisation", "voix-du-rhone");
        Published others =
                recording(
                                2,
                                "RecordingRegistered",
                                "r1",
                                "{\"recording\": \"r1\", \"decision\": \"d1\"}")
                        .with("ce_organisation", "atlas-contact");
        space.publishAndAwait(List.of(own, others));

        // When
        Response story = space.as("supervisor", "voix-du-rhone", List.of()).get("/v1/timelines/d1");

        // Then
        assertThat(story.<List<String>>path("items.action")).containsExactly("CALL_REFUSED");
    }

    @Test
    void thereIsNoneOfACallThatNobodyAskedAbout() {
        space.publishAndAwait(List.of(consent(1, "CallDecided", "{\"decision\": \"d1\"}")));

        assertProblem(space.as("dpo").get("/v1/timelines/d9"), 404, "timeline-unknown");
        assertProblem(new Space().as("dpo").get("/v1/timelines/d1"), 404, "timeline-unknown");
        assertProblem(
                space.as("dpo").get("/v1/timelines/{name}", "Claire Martin"),
                400,
                "request-invalid");
    }

    private Published consent(int minute, String event, String data) {
        return events.at(
                minute,
                Published.event("io.temoin.consent." + event + ".v1", "contact-c1-d1", data));
    }

    private Published recording(int minute, String event, String recording, String data) {
        return events.at(
                minute,
                Published.event(
                        "io.temoin.recording." + event + ".v1", "recording-" + recording, data));
    }

    private Published caused(int minute, String type, String stream, Published cause) {
        return events.at(minute, Published.event(type, stream, "{}"))
                .with("ce_causationid", cause.header("ce_id"));
    }
}
