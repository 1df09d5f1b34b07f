// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class TrailResourceTest {

    private static final Instant NINE = Instant.parse("2026-11-24T09:00:00Z");
    private static final String CALLED = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String OTHER = "00000000000000000000000000000000";

    private final Space space = new Space();

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
                     "verdict": "%s", "reasons": []}"""
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
            return at(
                    minute,
                    Published.event(
                            "io.temoin.consent." + event + ".v1",
                            "contact-rhone-telecom-" + CALLED,
                            data));
        }

        private Published recording(String event, String id, int minute) {
            return at(
                    minute,
                    Published.event(
                            "io.temoin.recording." + event + ".v1", "recording-" + id, links(id)));
        }

        private Published retention(String event, String id, int minute) {
            return at(
                    minute,
                    Published.event(
                            "io.temoin.retention." + event + ".v1", "item-" + id, links(id)));
        }

        private static String links(String recording) {
            return """
            {"recording": "%s", "controller": "rhone-telecom", "subject": "%s",
             "decision": "d1", "consent": "c1"}"""
                    .formatted(recording, CALLED);
        }
    }

    @Nested
    class Filtering {

        @ParameterizedTest
        @CsvSource({
            "recording,r1,0",
            "subject," + OTHER + ",1",
            "actor,quentin,2",
            "workstation,PARIS-1,3",
            "purpose,TRAINING,4",
            "correlation,cor-5,5",
            "service,retention,6",
            "action,LISTENING_REFUSED,7",
            "to,2026-11-24T09:01:00Z,0",
            "from,2026-11-24T09:07:00Z,7"
        })
        void narrowsToWhatWasAskedFor(String filter, String value, int expected) {
            // Given
            space.publishAndAwait(
                    List.of(
                            at(0, event("recording-r1", "{}")),
                            at(1, event("x-1", "{\"subject\": \"" + OTHER + "\"}")),
                            at(2, event("x-2", "{}").with("ce_actor", "quentin")),
                            at(3, event("x-3", "{}").with("ce_workstation", "PARIS-1")),
                            at(4, event("x-4", "{\"purposes\": [\"QUALITY\", \"TRAINING\"]}")),
                            at(5, event("x-5", "{}").with("ce_correlationid", "cor-5")),
                            at(
                                    6,
                                    Published.event(
                                            "io.temoin.retention.ItemRetained.v1", "x-6", "{}")),
                            at(
                                    7,
                                    Published.event(
                                            "io.temoin.recording.ListeningRefused.v1",
                                            "x-7",
                                            "{}"))));

            // When
            List<Integer> found =
                    asDpo().queryParam(filter, value).get("/v1/entries").path("items.sequence");

            // Then
            assertThat(found).containsExactly(expected);
        }

        @Test
        void holdsEveryCondition() {
            // Given
            space.publishAndAwait(
                    List.of(
                            at(0, event("recording-r1", "{}")),
                            at(1, event("recording-r1", "{}"))));

            // When
            List<Integer> found =
                    asDpo().queryParam("recording", "r1")
                            .queryParam("from", NINE.plusSeconds(60).toString())
                            .queryParam("action", "RECORDING_STORED")
                            .get("/v1/entries")
                            .path("items.sequence");

            // Then
            assertThat(found).containsExactly(1);
        }

        @Test
        void refusesATimeThatIsNone() {
            assertProblem(
                    asDpo().queryParam("from", "yesterday").get("/v1/entries"),
                    400,
                    "request-invalid");
        }
    }

    @Nested
    class Paging {

        @Test
        void staysInPlaceWhileEntriesArrive() {
            // Given
            List<Published> first =
                    IntStream.range(0, 60).mapToObj(TrailResourceTest.this::second).toList();
            space.publishAndAwait(first);

            // When
            CompletableFuture<Void> meanwhile =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    Space.publish(
                                            IntStream.range(0, 60)
                                                    .mapToObj(TrailResourceTest.this::second)
                                                    .toList());
                                }
                            });
            List<Object> seen = new ArrayList<>();
            List<String> times = new ArrayList<>();
            Response page = asDpo().queryParam("limit", 7).get("/v1/entries");
            while (true) {
                seen.addAll(page.<List<Object>>path("items.id"));
                times.addAll(page.<List<String>>path("items.at"));
                String next = page.path("next");
                if (next == null) {
                    break;
                }
                page = asDpo().queryParam("limit", 7).queryParam("cursor", next).get("/v1/entries");
            }
            meanwhile.join();

            // Then
            assertThat(seen).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(60);
            assertThat(times.stream().map(Instant::parse).toList()).isSorted();
            assertThat(seen)
                    .containsAll(first.stream().map(event -> event.header("ce_id")).toList());
        }

        @Test
        void leadsToTheNextPageByALink() {
            // Given
            space.publishAndAwait(
                    IntStream.range(0, 3).mapToObj(TrailResourceTest.this::second).toList());

            // When
            Response first =
                    asDpo().queryParam("action", "RECORDING_STORED")
                            .queryParam("limit", 2)
                            .get("/v1/entries");
            String link = first.header("Link");
            Response second =
                    asDpo().urlEncodingEnabled(false)
                            .get(link.substring(link.indexOf('<') + 1, link.indexOf('>')));

            // Then
            assertThat(link).endsWith("rel=\"next\"");
            assertThat(first.<List<Integer>>path("items.sequence")).containsExactly(0, 1);
            assertThat(second.<List<Integer>>path("items.sequence")).containsExactly(2);
            assertThat(second.header("Link")).isNull();
        }

        @Test
        void keepsEntriesOfOneInstantInTheOrderTheyArrived() {
            // Given
            space.publishAndAwait(
                    IntStream.range(0, 5)
                            .mapToObj(number -> second(number).with("ce_time", NINE.toString()))
                            .toList());

            // When
            List<Integer> sequences = asDpo().get("/v1/entries").path("items.sequence");

            // Then
            assertThat(sequences).containsExactly(0, 1, 2, 3, 4);
        }

        @ParameterizedTest
        @CsvSource({"cursor,bm90IG91cnM,cursor-invalid", "limit,0,request-invalid"})
        void refusesWhatItDidNotGiveOut(String parameter, String value, String code) {
            assertProblem(asDpo().queryParam(parameter, value).get("/v1/entries"), 400, code);
        }

        @Test
        void refusesTheCursorOfAnotherTenant() {
            // Given
            space.publishAndAwait(
                    IntStream.range(0, 2).mapToObj(TrailResourceTest.this::second).toList());
            String cursor = asDpo().queryParam("limit", 1).get("/v1/entries").path("next");

            // When
            Response answer = new Space().as("dpo").queryParam("cursor", cursor).get("/v1/entries");

            // Then
            assertProblem(answer, 400, "cursor-invalid");
        }
    }

    @Nested
    class Seeing {

        private final Published own =
                at(0, event("x-1", "{\"controller\": \"somebody-else\"}"))
                        .with("ce_organisation", "voix-du-rhone");
        private final Published served =
                at(1, event("x-2", "{\"controller\": \"rhone-telecom\"}"))
                        .with("ce_organisation", "temoin");
        private final Published others =
                at(2, event("x-3", "{\"controller\": \"loire-assurance\"}"))
                        .with("ce_organisation", "atlas-contact");

        @Test
        void aSupervisorSeesTheOwnOrganisationAndTheControllersItActsFor() {
            // Given
            space.publishAndAwait(List.of(own, served, others));

            // When
            Response list = supervisor().get("/v1/entries");

            // Then
            assertThat(list.<List<Integer>>path("items.sequence")).containsExactly(0, 1);
            assertThat(supervisor().get("/v1/entries/" + served.header("ce_id")).statusCode())
                    .isEqualTo(200);
            assertProblem(
                    supervisor().get("/v1/entries/" + others.header("ce_id")),
                    404,
                    "entry-unknown");
        }

        @Test
        void aSocAnalystSeesTheTenant() {
            // Given
            space.publishAndAwait(List.of(own, served, others));

            // When
            List<Integer> seen = space.as("soc-analyst").get("/v1/entries").path("items.sequence");

            // Then
            assertThat(seen).containsExactly(0, 1, 2);
        }

        private RequestSpecification supervisor() {
            return space.as("supervisor", "voix-du-rhone", List.of("rhone-telecom"));
        }
    }

    @Test
    void anEntryIsReadByItsId() {
        // Given
        Published event =
                at(
                        0,
                        Published.event(
                                "io.temoin.recording.ListeningGranted.v1",
                                "recording-r1",
                                """
                                {"purpose": "TRAINING",
                                 "reason": {"code": "COMPLAINT", "reference": "TCK-1"}}"""));
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

    private Published second(int number) {
        return space.here(event("recording-r1", "{}"))
                .with("ce_time", NINE.plus(Duration.ofSeconds(number)).toString())
                .with("ce_sequence", Integer.toString(number));
    }

    private Published at(int minute, Published event) {
        return space.here(event)
                .with("ce_time", NINE.plus(Duration.ofMinutes(minute)).toString())
                .with("ce_sequence", Integer.toString(minute));
    }

    private static Published event(String stream, String data) {
        return Published.event("io.temoin.recording.RecordingStored.v1", stream, data);
    }
}
