// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters and pages of the list. */
@QuarkusTest
class TrailQueriesTest {

    private static final String OTHER = "00000000000000000000000000000000";

    private final Space space = new Space();
    private final TimedEvents events = new TimedEvents(space);

    @Nested
    class Filtering {

        @ParameterizedTest
        @CsvSource({
            "recording,r1,0",
            "subject," + OTHER + ",1",
            "actor,quentin,2",
            "workstation,PARIS-1,3",
            "workstation,claimed:PARIS-1,3",
            "workstation,LYON-7,17",
            "workstation,claimed:LYON-7,17",
            "purpose,TRAINING,4",
            "correlation,cor-5,5",
            "correlation,claimed:cor-5,5",
            "correlation,cor-17,17",
            "service,retention,6",
            "action,LISTENING_REFUSED,7",
            "to,2026-11-24T09:01:00Z,0",
            "from,2026-11-24T09:17:00Z,17",
            "organisation,atlas-contact,8",
            "role,soc-analyst,9",
            "reason,COMPLAINT,10",
            "reasonReference,TCK-2026/11,11",
            "outcome,ALLOWED,12",
            "controller,loire-assurance,13",
            "decision,d-14,14",
            "consent,c-15,15",
            "role,admin,16"
        })
        void narrowsToWhatWasAskedFor(String filter, String value, int expected) {
            // Given
            space.publishAndAwait(
                    List.of(
                            events.at(0, TimedEvents.event("recording-r1", "{}")),
                            events.at(
                                    1,
                                    TimedEvents.event("x-1", "{\"subject\": \"" + OTHER + "\"}")),
                            events.at(
                                    2, TimedEvents.event("x-2", "{}").with("ce_actor", "quentin")),
                            events.at(
                                    3,
                                    TimedEvents.event("x-3", "{}")
                                            .with("ce_workstation", "PARIS-1")),
                            events.at(
                                    4,
                                    TimedEvents.event(
                                            "x-4", "{\"purposes\": [\"QUALITY\", \"TRAINING\"]}")),
                            events.at(
                                    5,
                                    TimedEvents.event("x-5", "{}")
                                            .with("ce_correlationid", "cor-5")),
                            events.at(
                                    6,
                                    Published.event(
                                            "io.temoin.retention.ItemRetained.v1", "x-6", "{}")),
                            events.at(
                                    7,
                                    Published.event(
                                            "io.temoin.recording.ListeningRefused.v1",
                                            "x-7",
                                            "{}")),
                            events.at(
                                    8,
                                    TimedEvents.event("x-8", "{}")
                                            .with("ce_organisation", "atlas-contact")),
                            events.at(
                                    9,
                                    TimedEvents.event("x-9", "{}").with("ce_role", "soc-analyst")),
                            events.at(
                                    10,
                                    TimedEvents.event(
                                            "x-10", "{\"reason\": {\"code\": \"COMPLAINT\"}}")),
                            events.at(
                                    11,
                                    TimedEvents.event(
                                            "x-11",
                                            """
                                            {"reason": {"code": "INCIDENT",
                                              "reference": "TCK-2026/11"}}""")),
                            events.at(
                                    12,
                                    Published.event(
                                            "io.temoin.recording.ListeningGranted.v1",
                                            "x-12",
                                            "{}")),
                            events.at(
                                    13,
                                    TimedEvents.event(
                                            "x-13", "{\"controller\": \"loire-assurance\"}")),
                            events.at(14, TimedEvents.event("x-14", "{\"decision\": \"d-14\"}")),
                            events.at(15, TimedEvents.event("x-15", "{\"consent\": \"c-15\"}")),
                            events.at(
                                    16,
                                    TimedEvents.event("x-16", "{}").with("ce_role", "admin,dpo")),
                            events.at(
                                    17,
                                    TimedEvents.event("x-17", "{}")
                                            .with("ce_workstation", "claimed:LYON-7")
                                            .with("ce_correlationid", "claimed:cor-17"))));

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
                            events.at(0, TimedEvents.event("recording-r1", "{}")),
                            events.at(1, TimedEvents.event("recording-r1", "{}"))));

            // When
            List<Integer> found =
                    asDpo().queryParam("recording", "r1")
                            .queryParam("from", TimedEvents.NINE.plusSeconds(60).toString())
                            .queryParam("action", "RECORDING_STORED")
                            .get("/v1/entries")
                            .path("items.sequence");

            // Then
            assertThat(found).containsExactly(1);
        }

        @ParameterizedTest
        @CsvSource({
            "from,yesterday",
            "to,2026-11-24",
            "from,+292000000-01-01T00:00:00Z",
            "subject,Claire Martin",
            "subject,0123456789",
            "actor,+33612345678",
            "actor,claire@example.org",
            "reasonReference,said so on the phone",
            "outcome,REFUSE",
            "looks,maybe",
            "acter,quentin",
            "sort,at"
        })
        void refusesWhatIsNoFilterOrHasNotItsShape(String parameter, String value) {
            // When
            Response answer = asDpo().queryParam(parameter, value).get("/v1/entries");

            // Then
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<List<String>>path("violations.pointer")).containsExactly(parameter);
        }

        @Test
        void refusesAFilterThatIsGivenTwice() {
            assertProblem(
                    asDpo().queryParam("actor", "claire", "quentin").get("/v1/entries"),
                    400,
                    "request-invalid");
        }
    }

    @Nested
    class Paging {

        @Test
        void staysInPlaceWhileEntriesArrive() {
            // Given
            List<Published> first = IntStream.range(0, 60).mapToObj(events::second).toList();
            space.publishAndAwait(first);

            // When
            CompletableFuture<Void> meanwhile =
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 10; i++) {
                                    Space.publish(
                                            IntStream.range(0, 60)
                                                    .mapToObj(events::second)
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
            space.publishAndAwait(IntStream.range(0, 3).mapToObj(events::second).toList());

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
                            .mapToObj(
                                    number ->
                                            events.second(number)
                                                    .with("ce_time", TimedEvents.NINE.toString()))
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
            space.publishAndAwait(IntStream.range(0, 2).mapToObj(events::second).toList());
            String cursor = asDpo().queryParam("limit", 1).get("/v1/entries").path("next");

            // When
            Response answer = new Space().as("dpo").queryParam("cursor", cursor).get("/v1/entries");

            // Then
            assertProblem(answer, 400, "cursor-invalid");
        }
    }

    private RequestSpecification asDpo() {
        return space.as("dpo");
    }
}
