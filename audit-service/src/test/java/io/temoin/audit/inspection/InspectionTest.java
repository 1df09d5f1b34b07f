// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.inspection;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who looks at the trail is in the trail. */
@QuarkusTest
class InspectionTest {

    private static final String SUBJECT = "9f2b6c1d3e4f5a60718293a4b5c6d7e8";
    private static final String CORRELATION = "0197a3c2-5a0f-7b22-9d33-4e5f60718293";
    private static final String LOOKS = "select event_id from audit_entry where service = 'audit'";

    private static final String SUBJECTS_OF_LOOKS =
            "select subject from audit_entry"
                    + " where action like 'TRAIL_%' or action = 'EXPORT_REQUESTED'";

    private final Space space = new Space();

    @Test
    void aSearchIsAnEntryThatSaysWhoAskedWhatFromWhere() {
        // When
        space.as("dpo", "rhone-telecom", List.of())
                .header("X-Workstation", "LYON-3-118")
                .header("X-Correlation-Id", CORRELATION)
                .queryParam("subject", SUBJECT)
                .queryParam("actor", "quentin")
                .queryParam("from", "2026-11-01T00:00:00Z")
                .get("/v1/entries")
                .then()
                .statusCode(200);

        // Then
        awaitLooks(1);
        assertThat(seen("subject", SUBJECT))
                .singleElement()
                .satisfies(
                        look ->
                                assertThat(look)
                                        .containsEntry("service", "audit")
                                        .containsEntry("action", "TRAIL_SEARCHED")
                                        .containsEntry("outcome", "DONE")
                                        .containsEntry("actor", Space.ACTOR)
                                        .containsEntry("organisation", "rhone-telecom")
                                        .containsEntry("role", "dpo")
                                        .containsEntry("workstation", "claimed:LYON-3-118")
                                        .containsEntry("subject", SUBJECT)
                                        .containsEntry("correlationId", "claimed:" + CORRELATION)
                                        .containsEntry(
                                                "because",
                                                List.of(
                                                        "actor=quentin",
                                                        "from=2026-11-01T00:00:00Z")));
    }

    /** Nothing of what is kept for ever names a person who was looked for, nor does it later. */
    @Test
    void whoWasLookedForStandsInNoEventAndIsForgottenWithTheirKey() {
        // Given looks of every kind
        Published event = listening();
        space.publishAndAwait(List.of(event));
        space.as("dpo").queryParam("subject", SUBJECT).get("/v1/entries").then().statusCode(200);
        space.as("dpo").queryParam("actor", SUBJECT).get("/v1/entries").then().statusCode(200);
        space.as("dpo")
                .queryParam("subject", SUBJECT)
                .queryParam("correlation", SUBJECT)
                .get("/v1/entries")
                .then()
                .statusCode(200);
        space.as("dpo").get("/v1/entries/" + event.header("ce_id")).then().statusCode(200);
        space.as("dpo")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(
                        Map.of(
                                "format",
                                "CSV",
                                "filters",
                                Map.of("subject", SUBJECT),
                                "reason",
                                Map.of("code", "INCIDENT", "reference", "INC-1")))
                .post("/v1/exports")
                .then()
                .statusCode(202);
        awaitEntries(SUBJECTS_OF_LOOKS, 5);
        assertThat(looks()).hasSize(5).noneMatch(payload -> payload.contains(SUBJECT));
        assertThat(looks()).allMatch(payload -> payload.contains("\"persons\":"));
        assertThat(space.texts(SUBJECTS_OF_LOOKS))
                .as("the trail still leads from the person to who looked")
                .hasSize(5)
                .containsOnly(SUBJECT);
        assertThat(space.texts("select because::text from audit_entry"))
                .noneMatch(because -> because.contains(SUBJECT));

        // When
        Erasures.erase(space, SUBJECT, UUID.randomUUID().toString()).then().statusCode(201);
        space.as("dpo").queryParam("subject", SUBJECT).get("/v1/entries").then().statusCode(200);
        awaitEntries(SUBJECTS_OF_LOOKS, 6);
        awaitEntries("select event_id from audit_entry where action = 'SUBJECT_ERASED'", 1);

        // Then: a look for them since is no look without a filter
        assertThat(
                        space.texts(
                                "select because::text from audit_entry where action = 'TRAIL_SEARCHED'"
                                        + " order by position desc limit 1"))
                .containsExactly("{subject=(erased)}");
        assertThat(space.texts("select payload::text from event"))
                .noneMatch(payload -> payload.contains(SUBJECT));
        assertThat(space.texts("select row_to_json(e)::text from audit_entry e"))
                .noneMatch(entry -> entry.contains(SUBJECT));
    }

    @Test
    void readingOneEntryIsAnEntryOfThePersonItTellsOf() {
        // Given
        Published event = listening();
        space.publishAndAwait(List.of(event));

        // When
        space.as("soc-analyst").get("/v1/entries/" + event.header("ce_id")).then().statusCode(200);

        // Then
        awaitLooks(1);
        List<Map<String, Object>> looks = seen("subject", SUBJECT);
        assertThat(looks)
                .extracting(look -> look.get("action"))
                .containsExactly("LISTENING_GRANTED", "TRAIL_ENTRY_READ");
        assertThat(looks.getLast())
                .containsEntry("recording", "r1")
                .containsEntry("role", "soc-analyst")
                .containsEntry("because", List.of(event.header("ce_id")));
    }

    @Test
    void everyPageIsOnRecordWithTheWholeQuestion() {
        // Given
        space.publishAndAwait(List.of(listening(), listening(), listening()));

        // When
        Response first =
                space.as("dpo")
                        .queryParam("recording", "r1")
                        .queryParam("limit", 2)
                        .get("/v1/entries");
        space.as("dpo")
                .queryParam("recording", "r1")
                .queryParam("action", "LISTENING_GRANTED")
                .queryParam("cursor", first.<String>path("next"))
                .get("/v1/entries")
                .then()
                .statusCode(200);

        // Then
        assertThat(payloads())
                .satisfiesExactly(
                        page ->
                                assertThat(page)
                                        .contains("\"recording\":\"r1\"", "\"shown\":2")
                                        .doesNotContain("after"),
                        page ->
                                assertThat(page)
                                        .contains(
                                                "\"recording\":\"r1\"",
                                                "\"action\":\"LISTENING_GRANTED\"",
                                                "\"shown\":1",
                                                "\"after\":\""));
    }

    /** Each page is an entry that answers the question: it must be on no page after it. */
    @Test
    void readingPageAfterPageComesToAnEnd() {
        // Given
        space.publishAndAwait(List.of(listening(), listening()));
        List<String> actions = new ArrayList<>();

        // When
        String next = page(null, actions);
        for (int pages = 1; next != null; pages++) {
            assertThat(pages).as("pages of %s", actions).isLessThan(10);
            awaitLooks(pages);
            next = page(next, actions);
        }

        // Then
        assertThat(actions).containsExactly("LISTENING_GRANTED", "LISTENING_GRANTED");
    }

    /** To learn that there is nothing is to learn something. */
    @Test
    void askingForAStoryThatIsNotThereIsOnRecord() {
        // When
        space.as("supervisor").get("/v1/timelines/dec-unheard-of").then().statusCode(404);

        // Then
        assertThat(payloads())
                .singleElement()
                .satisfies(
                        look ->
                                assertThat(look)
                                        .contains(
                                                "\"decision\":\"dec-unheard-of\"", "\"shown\":0"));
    }

    @Test
    void aLookMakesOneEventAndItsEntryMakesNone() {
        // When
        space.as("dpo").get("/v1/entries").then().statusCode(200);
        awaitLooks(1);

        // Then what came after it has passed through the same consumer
        space.publishAndAwait(List.of(listening()));
        assertThat(payloads()).hasSize(1);
        assertThat(space.texts(LOOKS)).hasSize(1);
    }

    @Test
    void looksAreLeftOutWhenNotAskedFor() {
        // Given
        space.publishAndAwait(List.of(listening()));
        space.as("dpo").get("/v1/entries").then().statusCode(200);
        awaitLooks(1);

        // When
        List<String> actions =
                space.as("dpo").queryParam("looks", false).get("/v1/entries").path("items.action");

        // Then
        assertThat(actions).containsExactly("LISTENING_GRANTED");
    }

    @Test
    void aSupervisorSeesTheLooksOfTheOwnOrganisationAlone() {
        // Given an investigation for the controller that the supervisor may act for
        space.as("soc-analyst", "rhone-telecom", List.of())
                .queryParam("controller", "rhone-telecom")
                .get("/v1/entries")
                .then()
                .statusCode(200);
        space.as("dpo", "voix-du-rhone", List.of()).get("/v1/entries").then().statusCode(200);
        awaitLooks(2);

        // When
        List<String> organisations =
                space.as("supervisor", "voix-du-rhone", List.of("rhone-telecom"))
                        .get("/v1/entries")
                        .path("items.organisation");

        // Then
        assertThat(organisations).containsExactly("voix-du-rhone");
    }

    /** Else somebody could show a recording the past of a call it has nothing to do with. */
    @Test
    void whoLooksForARecordingDoesNotSayWhatItRestsOn() {
        // Given
        Published decided =
                space.here(
                        Published.event(
                                "io.temoin.consent.CallDecided.v1",
                                "contact-rhone-telecom-" + SUBJECT,
                                "{\"decision\": \"d9\", \"verdict\": \"ALLOW\"}"));
        space.publishAndAwait(List.of(decided));
        space.as("dpo")
                .queryParam("recording", "r9")
                .queryParam("decision", "d9")
                .get("/v1/entries")
                .then()
                .statusCode(200);
        awaitLooks(1);

        // When
        List<String> actions =
                space.as("dpo")
                        .queryParam("recording", "r9")
                        .get("/v1/entries")
                        .path("items.action");

        // Then
        assertThat(actions).containsExactly("TRAIL_SEARCHED");
    }

    @Test
    void nothingIsShownWhenTheLookCannotBePutOnRecord() throws SQLException {
        // Given the disk of the event table is full, for this tenant
        Published event = listening();
        space.publishAndAwait(List.of(event));
        Database.run(
                "owner",
                """
                create function full_disk() returns trigger language plpgsql as $$
                begin raise exception 'no space left' using errcode = '53100'; end $$""",
                """
                create trigger full_disk before insert on event for each row
                  when (new.tenant = '%s') execute function full_disk()"""
                        .formatted(space.tenant()));
        try {
            // When
            Response list = space.as("dpo").get("/v1/entries");
            Response one = space.as("dpo").get("/v1/entries/" + event.header("ce_id"));

            Response stream = space.as("dpo").get("/v1/entries/stream");
            Response story =
                    space.as("dpo").get("/v1/timelines/" + event.header("ce_correlationid"));

            // Then
            assertProblem(list, 503, "service-unavailable");
            assertProblem(one, 503, "service-unavailable");
            assertProblem(stream, 503, "service-unavailable");
            assertProblem(story, 503, "service-unavailable");
        } finally {
            Database.run("owner", "drop trigger full_disk on event", "drop function full_disk()");
        }
    }

    @Test
    void aQuestionThatIsRefusedIsNoLook() {
        // When
        space.as("dpo").get("/v1/entries/nothing.0").then().statusCode(404);
        space.as("agent").get("/v1/entries").then().statusCode(403);
        space.as("dpo").queryParam("subject", "Claire").get("/v1/entries").then().statusCode(400);

        // Then
        assertThat(payloads()).isEmpty();
    }

    private Published listening() {
        return space.here(
                Published.event(
                        "io.temoin.recording.ListeningGranted.v1",
                        "recording-r1",
                        "{\"recording\": \"r1\", \"subject\": \"%s\"}".formatted(SUBJECT)));
    }

    private @Nullable String page(@Nullable String cursor, List<String> actions) {
        var asks = space.as("dpo").queryParam("limit", 1);
        Response page =
                cursor == null
                        ? asks.get("/v1/entries")
                        : asks.queryParam("cursor", cursor).get("/v1/entries");
        actions.addAll(page.<List<String>>path("items.action"));
        return page.path("next");
    }

    private List<Map<String, Object>> seen(String filter, String value) {
        return space.as("dpo").queryParam(filter, value).get("/v1/entries").path("items");
    }

    private List<String> looks() {
        return space.texts(
                "select payload::text from event where type like 'Trail%'"
                        + " or type = 'ExportRequested'");
    }

    private List<String> payloads() {
        return space.texts("select payload::text from event order by written_at");
    }

    private void awaitLooks(int number) {
        awaitEntries(LOOKS, number);
    }

    private void awaitEntries(String query, int number) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> space.texts(query).size(), found -> found >= number);
    }
}
