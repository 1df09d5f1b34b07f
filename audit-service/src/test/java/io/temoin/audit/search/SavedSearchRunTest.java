// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Published;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a saved search finds, for whom, and that this is on record. */
@QuarkusTest
class SavedSearchRunTest {

    private static final String LOOKS = "action = 'TRAIL_SEARCHED'";

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);

    @Test
    void findsWhatTheListOfEntriesFinds() {
        // Given
        space.publishAndAwait(List.of(event(1, Duration.ofDays(1)), event(2, Duration.ZERO)));
        Map<String, String> filters =
                Map.of("service", "recording", "from", Instant.EPOCH.toString());
        String id = SavedSearches.created(dpo(), Map.of("name", "N", "filters", filters));

        // When
        Response run = desk.run(dpo(), id);

        // Then
        assertThat(run.statusCode()).as(run.asString()).isEqualTo(200);
        assertThat(run.<List<?>>path("items")).hasSize(2);
        assertThat(run.asString())
                .isEqualTo(dpo().queryParams(filters).get("/v1/entries").asString());
    }

    @Test
    void hasAWindowThatEndsWhenItIsRun() {
        // Given
        space.publishAndAwait(
                List.of(
                        event(1, Duration.ofDays(7).plusMinutes(5)),
                        event(2, Duration.ofDays(7).minusMinutes(5)),
                        event(3, Duration.ofMinutes(1)),
                        event(4, Duration.ofMinutes(-30))));
        String id = SavedSearches.created(dpo(), ofRecording("P7D"));

        // When
        Instant before = Instant.now();
        Response run = desk.run(dpo(), id);
        Instant after = Instant.now();

        // Then
        assertThat(run.<List<Integer>>path("items.sequence")).containsExactly(2, 3);
        Map<String, String> asked = onRecord(1).getFirst();
        assertThat(asked).containsOnlyKeys("from", "to", "service", "savedSearch");
        assertThat(asked).containsEntry("savedSearch", id).containsEntry("service", "recording");
        Instant end = Instant.parse(asked.get("to"));
        assertThat(end).isBetween(before.minusMillis(1), after);
        assertThat(Instant.parse(asked.get("from"))).isEqualTo(end.minus(Duration.ofDays(7)));
    }

    @Test
    void isOnRecordAsALookOfTheRunnerAtWhatWasAskedFor() {
        // Given
        String subject = "0123456789abcdef0123456789abcdef";
        String id =
                SavedSearches.created(
                        desk.as("claire", "dpo"),
                        Map.of(
                                "name",
                                "N",
                                "visibility",
                                "ORGANISATION",
                                "filters",
                                Map.of("subject", subject, "purpose", "TRAINING")));

        // When
        desk.run(desk.as("paul", "soc-analyst"), id).then().statusCode(200);
        desk.as("paul", "soc-analyst").get("/v1/entries?purpose=TRAINING").then().statusCode(200);

        // Then
        assertThat(
                        desk.entries(
                                "concat_ws(' ', actor, role, subject, array_to_string(because, ','))",
                                LOOKS,
                                2))
                .containsExactly(
                        "paul soc-analyst " + subject + " purpose=TRAINING,savedSearch=" + id,
                        "paul soc-analyst purpose=TRAINING");
    }

    @Test
    void reachesAsFarAsItsRunnerAndNotAsItsOwner() {
        // Given
        space.publishAndAwait(
                List.of(
                        event(1, Duration.ZERO).with("ce_organisation", SavedSearchDesk.VOIX),
                        event(2, Duration.ZERO).with("ce_organisation", "other")));
        Map<String, Object> shared = ofRecording("P1D");
        shared.put("visibility", "ORGANISATION");
        String ofDpo = SavedSearches.created(desk.as("ines", "dpo"), shared);
        String ofSupervisor = SavedSearches.created(desk.as("claire", "supervisor"), shared);

        // Then
        assertThat(sequences(desk.as("ines", "dpo"), ofDpo)).containsExactly(1, 2);
        assertThat(sequences(desk.as("claire", "supervisor"), ofDpo)).containsExactly(1);
        assertThat(sequences(desk.as("ines", "dpo"), ofSupervisor)).containsExactly(1, 2);
    }

    @Test
    void hasPagesOfOneWindow() {
        // Given
        space.publishAndAwait(
                List.of(
                        event(1, Duration.ofMinutes(3)),
                        event(2, Duration.ofMinutes(2)),
                        event(3, Duration.ofMinutes(1))));
        String id = SavedSearches.created(dpo(), ofRecording("PT1H"));

        // When
        Response first = dpo().queryParam("limit", 2).get(path(id));
        Space.publish(List.of(event(4, Duration.ZERO)));
        desk.entries("sequence", "service = 'recording'", 4);
        Response second = dpo().get(link(first));

        // Then what came after the first page was asked for is not on the second
        assertThat(first.<List<Integer>>path("items.sequence")).containsExactly(1, 2);
        assertThat(second.<List<Integer>>path("items.sequence")).containsExactly(3);
        assertThat(second.<String>path("next")).isNull();
        List<Map<String, String>> asked = onRecord(2);
        assertThat(asked.get(1)).containsKey("after").containsEntry("savedSearch", id);
        assertThat(asked.get(1).get("from")).isEqualTo(asked.get(0).get("from"));
        assertThat(asked.get(1).get("to")).isEqualTo(asked.get(0).get("to"));
    }

    @Test
    void refusesACursorOfAnotherSearchOrOfWhatItWasBefore() {
        // Given
        space.publishAndAwait(List.of(event(1, Duration.ofMinutes(2)), event(2, Duration.ZERO)));
        String id = SavedSearches.created(dpo(), ofRecording("P7D"));
        String other = SavedSearches.created(dpo(), ofRecording("P7D"));
        String cursor = dpo().queryParam("limit", 1).get(path(id)).path("next");
        String ofTheList = dpo().queryParam("limit", 1).get("/v1/entries").path("next");

        // Then
        assertProblem(dpo().queryParam("cursor", cursor).get(path(other)), 400, "cursor-invalid");
        assertProblem(dpo().queryParam("cursor", ofTheList).get(path(id)), 400, "cursor-invalid");
        dpo().queryParam("cursor", cursor).get(path(id)).then().statusCode(200);
        SavedSearches.change(dpo(), id, "*", ofRecording("P1D")).then().statusCode(200);
        assertProblem(dpo().queryParam("cursor", cursor).get(path(id)), 400, "cursor-invalid");
    }

    @ParameterizedTest
    @CsvSource({"actor,a-1,actor", "limit,0,limit", "limit,201,limit"})
    void isRunAsItWasSaved(String parameter, String value, String pointer) {
        String id = SavedSearches.created(dpo(), ofRecording("P7D"));

        Response refused = dpo().queryParam(parameter, value).get(path(id));

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
    }

    @Test
    void leavesNoEntryWhereItIsRefused() {
        // Given
        String id = SavedSearches.created(desk.as("claire", "supervisor"), ofRecording("P7D"));

        // When
        desk.run(desk.as("paul", "dpo"), id).then().statusCode(404);
        desk.run(desk.as("claire", "supervisor"), id).then().statusCode(200);

        // Then
        assertThat(desk.entries("actor", LOOKS, 1)).containsExactly("claire");
    }

    private RequestSpecification dpo() {
        return space.as("dpo");
    }

    private List<Integer> sequences(RequestSpecification request, String id) {
        return desk.run(request, id).path("items.sequence");
    }

    /** What the looks at the trail asked for, by name. */
    private List<Map<String, String>> onRecord(int number) {
        return desk.entries("array_to_string(because, ',')", LOOKS, number).stream()
                .map(
                        because ->
                                Arrays.stream(because.split(",", -1))
                                        .map(part -> part.split("=", 2))
                                        .collect(
                                                Collectors.toMap(part -> part[0], part -> part[1])))
                .toList();
    }

    private static Map<String, Object> ofRecording(String window) {
        Map<String, Object> body = SavedSearches.body();
        body.put("window", window);
        return body;
    }

    private static String path(String id) {
        return SavedSearches.PATH + "/" + id + "/entries";
    }

    private static String link(Response page) {
        String link = page.header("Link");
        return link.substring(1, link.indexOf('>'));
    }

    private Published event(int sequence, Duration ago) {
        return space.here(
                        Published.event(
                                "io.temoin.recording.RecordingStored.v1",
                                "recording-" + UUID.randomUUID(),
                                "{}"))
                .with("ce_time", Instant.now().minus(ago).toString())
                .with("ce_sequence", Integer.toString(sequence));
    }
}
