// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TimelineResourceTest {

    private final Space space = new Space();
    private final TimedEvents events = new TimedEvents(space);

    @Test
    void tellsCauseBeforeEffectOverServicesWhoseClocksDiffer() {
        // Given retention's clock is five minutes behind
        Published stored = caused(5, "RecordingStored", "recording-r1", "decision.0");
        Published retained =
                events.at(
                                0,
                                Published.event(
                                        "io.temoin.retention.ItemRetained.v1", "item-r1", "{}"))
                        .with("ce_correlationid", "cor-1")
                        .with("ce_causationid", stored.header("ce_id"));
        Published other = caused(3, "RecordingErased", "recording-r2", "decision.0");
        space.publishAndAwait(List.of(stored, retained, other.with("ce_correlationid", "cor-2")));

        // When
        List<String> listed =
                space.as("dpo")
                        .queryParam("correlation", "cor-1")
                        .get("/v1/entries")
                        .path("items.action");
        Response story = space.as("dpo").get("/v1/timelines/cor-1");

        // Then
        assertThat(listed).containsExactly("ITEM_RETAINED", "RECORDING_STORED");
        assertThat(story.<List<String>>path("items.action"))
                .containsExactly("RECORDING_STORED", "ITEM_RETAINED");
        assertThat(story.<Boolean>path("complete")).isTrue();
    }

    @Test
    void aSupervisorIsToldTheOwnPart() {
        // Given
        Published own =
                caused(1, "RecordingStored", "recording-r1", "c.0")
                        .with("ce_organisation", "voix-du-rhone");
        Published others =
                caused(2, "RecordingErased", "recording-r1", own.header("ce_id"))
                        .with("ce_organisation", "atlas-contact");
        space.publishAndAwait(List.of(own, others));

        // When
        Response story =
                space.as("supervisor", "voix-du-rhone", List.of()).get("/v1/timelines/cor-1");

        // Then
        assertThat(story.<List<String>>path("items.action")).containsExactly("RECORDING_STORED");
    }

    @Test
    void thereIsNoneOfWhatNobodyCausedHere() {
        space.publishAndAwait(List.of(caused(1, "RecordingStored", "recording-r1", "c.0")));

        assertProblem(space.as("dpo").get("/v1/timelines/cor-9"), 404, "timeline-unknown");
        assertProblem(new Space().as("dpo").get("/v1/timelines/cor-1"), 404, "timeline-unknown");
        assertProblem(
                space.as("dpo").get("/v1/timelines/{name}", "Claire Martin"),
                400,
                "request-invalid");
    }

    private Published caused(int minute, String event, String stream, String cause) {
        return events.at(
                        minute,
                        Published.event("io.temoin.recording." + event + ".v1", stream, "{}"))
                .with("ce_correlationid", "cor-1")
                .with("ce_causationid", cause);
    }
}
