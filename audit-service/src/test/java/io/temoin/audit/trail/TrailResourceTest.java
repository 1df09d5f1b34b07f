// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TrailResourceTest {

    private static final String CALLED = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space = new Space();
    private final TimedEvents events = new TimedEvents(space);

    @Nested
    class TheLifeOfACall {

        /** A refusal, a consent, an allowed call, its recording, its deletion; and another call. */
        private final List<Published> life =
                List.of(
                        decision("d0", null, "DENY", 0),
                        consent("c1", 1),
                        decision("d1", "c1", "ALLOW", 2),
                        recording("RecordingRegistered", "r1", 3),
                        recording("RecordingStored", "r1", 4),
                        recording("ListeningGranted", "r1", 5),
                        decision("d2", "c1", "ALLOW", 6),
                        retention("DispositionOrdered", "r1", 7),
                        recording("RecordingErased", "r1", 8));

        @Test
        void comesInTheOrderItHappenedWithWhatTheRecordingRestsOn() {
            // Given
            List<Published> shuffled = new ArrayList<>(life);
            Collections.shuffle(shuffled, new Random(20261124));
            space.publishAndAwait(shuffled);

            // When
            List<String> actions =
                    asDpo().queryParam("recording", "r1").get("/v1/entries").path("items.action");

            // Then: neither the refusal nor the other call, which no part of r1 rests on
            assertThat(actions)
                    .containsExactly(
                            "CONSENT_GIVEN",
                            "CALL_ALLOWED",
                            "RECORDING_REGISTERED",
                            "RECORDING_STORED",
                            "LISTENING_GRANTED",
                            "DISPOSITION_ORDERED",
                            "RECORDING_ERASED");
        }

        @Test
        void isWholeForTheSubject() {
            // Given
            space.publishAndAwait(life);

            // When
            List<Integer> sequences =
                    asDpo().queryParam("subject", CALLED).get("/v1/entries").path("items.sequence");

            // Then
            assertThat(sequences).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        }

        private Published decision(
                String id, @Nullable String consent, String verdict, int minute) {
            return contact(
                    "CallDecided",
                    """
                    {"decision": "%s", "consent": %s, "purpose": "PROSPECTING_CALL",
                     "verdict": "%s", "reasons": []}\
                    """
                            .formatted(id, consent == null ? null : '"' + consent + '"', verdict),
                    minute);
        }

        private Published consent(String id, int minute) {
            return contact(
                    "ConsentGiven",
                    "{\"consent\": \"%s\", \"purposes\": [\"PROSPECTING_CALL\"]}".formatted(id),
                    minute);
        }

        private Published contact(String event, String data, int minute) {
            return events.at(
                    minute,
                    Published.event(
                            "io.temoin.consent." + event + ".v1",
                            "contact-rhone-telecom-" + CALLED,
                            data));
        }

        private Published recording(String event, String id, int minute) {
            return events.at(
                    minute,
                    Published.event(
                            "io.temoin.recording." + event + ".v1", "recording-" + id, links(id)));
        }

        private Published retention(String event, String id, int minute) {
            return events.at(
                    minute,
                    Published.event(
                            "io.temoin.retention." + event + ".v1", "item-" + id, links(id)));
        }

        private static String links(String recording) {
            return """
            {"recording": "%s", "controller": "rhone-telecom", "subject": "%s",
             "decision": "d1", "consent": "c1"}\
            """
                    .formatted(recording, CALLED);
        }
    }

    @Nested
    class Seeing {

        private final Published own =
                events.at(0, TimedEvents.event("x-1", "{\"controller\": \"loire-assurance\"}"))
                        .with("ce_organisation", "voix-du-rhone");
        private final Published served =
                events.at(1, TimedEvents.event("x-2", "{\"controller\": \"rhone-telecom\"}"))
                        .with("ce_organisation", "temoin");
        private final Published rival =
                events.at(2, TimedEvents.event("x-3", "{\"controller\": \"rhone-telecom\"}"))
                        .with("ce_organisation", "atlas-contact");

        @Test
        void aControllersSupervisorSeesWhatWasDoneForIt() {
            // Given
            space.publishAndAwait(List.of(own, served, rival));
            RequestSpecification supervisor =
                    space.as("supervisor", "rhone-telecom", List.of("loire-assurance"));

            // When
            List<Integer> seen = supervisor.get("/v1/entries").path("items.sequence");

            // Then
            assertThat(seen).containsExactly(1, 2);
        }

        /** GDPR art. 28(3)(a): another processor of the same controller is none of its business. */
        @Test
        void aProcessorsSupervisorSeesWhatTheOwnOrganisationDidAlone() {
            // Given
            space.publishAndAwait(List.of(own, served, rival));
            var agreement =
                    PublishedAgreements.inForce(
                            space.tenant(), "loire-assurance", "voix-du-rhone", "QUALITY");

            // When
            Response list = supervisor().get("/v1/entries");

            // Then
            assertThat(list.<List<Integer>>path("items.sequence")).containsExactly(0);
            assertThat(supervisor().get("/v1/entries/" + own.header("ce_id")).statusCode())
                    .isEqualTo(200);
            for (Published hidden : List.of(served, rival)) {
                assertProblem(
                        supervisor().get("/v1/entries/" + hidden.header("ce_id")),
                        404,
                        "entry-unknown");
            }
            PublishedAgreements.suspend(agreement);
            assertThat(
                            supervisor()
                                    .queryParam("service", "recording")
                                    .get("/v1/entries")
                                    .<List<?>>path("items"))
                    .as("an agreement that is not in force shows nothing")
                    .isEmpty();
            assertProblem(
                    supervisor().get("/v1/entries/" + own.header("ce_id")), 404, "entry-unknown");
        }

        @ParameterizedTest
        @ValueSource(strings = {"dpo", "soc-analyst", "admin"})
        void noRoleOfAProcessorSeesTheTenant(String role) {
            space.publishAndAwait(List.of(own, served, rival));

            RequestSpecification request =
                    space.as(role, "atlas-contact", List.of("rhone-telecom"));

            assertThat(
                            request.queryParam("service", "recording")
                                    .get("/v1/entries")
                                    .<List<?>>path("items"))
                    .as("not even its own without an agreement")
                    .isEmpty();
        }

        @Test
        void aSocAnalystOfTheTenantSeesTheTenant() {
            // Given
            space.publishAndAwait(List.of(own, served, rival));

            // When
            List<Integer> seen = space.as("soc-analyst").get("/v1/entries").path("items.sequence");

            // Then
            assertThat(seen).containsExactly(0, 1, 2);
        }

        private RequestSpecification supervisor() {
            return space.as(
                    "supervisor", "voix-du-rhone", List.of("rhone-telecom", "loire-assurance"));
        }
    }

    @Test
    void anEntryIsReadByItsId() {
        // Given
        Published event =
                events.at(
                        0,
                        Published.event(
                                "io.temoin.recording.ListeningGranted.v1",
                                "recording-r1",
                                """
                                {"purpose": "TRAINING",
                                 "reason": {"code": "COMPLAINT", "reference": "TCK-1"}}\
                                """));
        space.publishAndAwait(List.of(event));

        // When
        Map<String, Object> entry = asDpo().get("/v1/entries/" + event.header("ce_id")).path("");

        // Then
        assertThat(entry)
                .containsEntry("id", event.header("ce_id"))
                .containsEntry("at", "2026-11-24T09:00:00Z")
                .containsEntry("action", "LISTENING_GRANTED")
                .containsEntry("outcome", "ALLOWED")
                .containsEntry("actor", Space.ACTOR)
                .containsEntry("workstation", "LYON-3-117")
                .containsEntry("recording", "r1")
                .containsEntry("purposes", List.of("TRAINING"))
                .containsEntry("reason", Map.of("code", "COMPLAINT", "reference", "TCK-1"))
                .containsEntry("how", Map.of("operation", "ListeningGranted"))
                .containsEntry("stream", "recording-r1")
                .containsEntry("sequence", 0)
                .doesNotContainKeys("subject", "decision", "consent");
    }

    @Test
    void thereIsNoEntryUnderAnIdThatNobodyUsed() {
        assertProblem(asDpo().get("/v1/entries/nothing.0"), 404, "entry-unknown");
    }

    private RequestSpecification asDpo() {
        return space.as("dpo");
    }
}
