// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Published;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exports through the API; a chunk holds twenty entries here. */
@QuarkusTest
class ExportResourceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The service the events of these tests come from: exports leave entries of their own. */
    private static final Map<String, String> RECORDING = Map.of("service", "recording");

    private final Space space = new Space();

    @Nested
    class Files {

        @Test
        void aFileHasEveryEntryOnceAsTheListShowsIt() throws JsonProcessingException {
            // Given
            space.publishAndAwait(events(70));

            // When
            Response file = download("dpo", "JSON_LINES", RECORDING);

            // Then
            List<JsonNode> lines = new ArrayList<>();
            for (String line : file.asString().split("\n", -1)) {
                if (!line.isEmpty()) {
                    lines.add(JSON.readTree(line));
                }
            }
            assertThat(lines).isEqualTo(listed());
        }

        @ParameterizedTest
        @ValueSource(strings = {"JSON_LINES", "CSV", "OCSF", "SYSLOG", "CEF"})
        void aFileIsWhatWasRecordedOfIt(String format) throws GeneralSecurityException {
            // Given
            space.publishAndAwait(events(45));
            RequestedExport export = RequestedExport.of(space, "dpo", format, RECORDING);

            // When
            Response told = export.awaitState("COMPLETED");
            Response file = export.download("dpo");

            // Then
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(file.asByteArray());
            assertThat(told.<Integer>path("done")).isEqualTo(45);
            assertThat(told.<Integer>path("total")).isEqualTo(45);
            assertThat(told.<Integer>path("bytes")).isEqualTo(file.asByteArray().length);
            assertThat(told.<String>path("sha256")).isEqualTo(HexFormat.of().formatHex(hash));
            assertThat(file.header("Repr-Digest"))
                    .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(hash) + ":");
            assertThat(file.header("Content-Disposition"))
                    .startsWith("attachment; filename=\"trail-" + export.id() + ".");
            assertThat(file.header("Cache-Control")).isEqualTo("private, no-store");
        }

        @Test
        void aFileOfNothingHasItsHeaderOnly() {
            assertThat(download("dpo", "CSV", Map.of("actor", "nobody")).asString())
                    .startsWith("id,at,")
                    .endsWith("reportedBy\r\n")
                    .hasLineCount(1);
            assertThat(download("dpo", "CEF", Map.of("actor", "nobody")).asString()).isEmpty();
        }

        @Test
        void aFileHoldsWhatWasThereWhenItWasAskedFor() throws SQLException {
            // Given a transaction under way, so that nobody begins before it ends
            space.publishAndAwait(events(25));
            try (var connection = Database.as("app")) {
                connection.setAutoCommit(false);
                connection.createStatement().execute("select pg_current_xact_id()");

                // When entries arrive after the question
                RequestedExport export = RequestedExport.of(space, "dpo", "JSON_LINES", RECORDING);
                Space.publish(events(30));
                space.awaitEntries(55);
                assertThat(export.get().<String>path("state")).isEqualTo("REQUESTED");
                connection.rollback();

                // Then
                Response told = export.awaitState("COMPLETED");
                assertThat(told.<Integer>path("total")).isEqualTo(25);
                assertThat(export.download("dpo").asString()).hasLineCount(25);
            }
        }

        @Test
        void aRecordingComesWithWhatItRestsOn() {
            // Given
            space.publishAndAwait(
                    List.of(
                            space.here(
                                    Published.event(
                                            "io.temoin.consent.ConsentGiven.v1",
                                            "contact-rhone-9f2b6c1d3e4f5a60718293a4b5c6d7e8",
                                            "{\"consent\": \"c1\"}")),
                            space.here(
                                    Published.event(
                                            "io.temoin.recording.RecordingStored.v1",
                                            "recording-r1",
                                            "{\"recording\": \"r1\", \"decision\": \"d1\","
                                                    + " \"consent\": \"c1\"}"))));

            // When
            String file = download("dpo", "JSON_LINES", Map.of("recording", "r1")).asString();

            // Then
            assertThat(file).hasLineCount(2).contains("CONSENT_GIVEN").contains("RECORDING_STORED");
        }
    }

    @Nested
    class Asking {

        @Test
        void answersWhereToLook() {
            Response answer = ask(space.as("dpo"), "k-1", "OCSF", Map.of());

            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.header("Location"))
                    .isEqualTo("/v1/exports/" + answer.<String>path("id"));
            assertThat(answer.<Map<String, String>>path("reason"))
                    .isEqualTo(RequestedExport.REASON);
        }

        @Test
        void isOneExportHoweverOftenItIsRepeated() {
            // When
            Response first = ask(space.as("dpo"), "k-2", "CSV", RECORDING);
            Response again = ask(space.as("dpo"), "k-2", "CSV", RECORDING);

            // Then
            assertThat(again.<String>path("id")).isEqualTo(first.<String>path("id"));
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(space.as("dpo").get("/v1/exports").<List<?>>path("items")).hasSize(1);
        }

        @Test
        void refusesAKeyThatWasUsedForSomethingElse() {
            ask(space.as("dpo"), "k-3", "CSV", RECORDING);

            assertProblem(
                    ask(space.as("dpo"), "k-3", "CEF", RECORDING), 422, "idempotency-key-reused");
        }

        @ParameterizedTest
        @CsvSource({
            "colour,red,/filters/colour",
            "from,yesterday,/filters/from",
            "from,5,/filters/from",
            "actor,' ',/filters/actor",
            "a/b~c,x,/filters/a~1b~0c"
        })
        void refusesAFilterThatTheTrailDoesNotHave(String filter, String value, String pointer) {
            Response answer = ask(space.as("dpo"), "k-4", "CSV", Map.of(filter, value));

            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(pointer);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"reason\": {\"code\": \"A\", \"reference\": \"1\"}}",
                    "{\"format\": \"PDF\", \"reason\": {\"code\": \"A\", \"reference\": \"1\"}}",
                    "{\"format\": \"CSV\"}",
                    "{\"format\": \"CSV\", \"reason\": {\"code\": \"because\", \"reference\": \"1\"}}",
                    "{\"format\": \"CSV\", \"reason\": {\"code\": \"A\", \"reference\": \"Mr X\"}}",
                    "{\"format\": \"CSV\", \"filters\": [], \"reason\": {\"code\": \"A\"}}",
                    "[]"
                })
        void refusesWhatIsNoRequest(String body) {
            assertProblem(
                    space.as("dpo")
                            .contentType(ContentType.JSON)
                            .header("Idempotency-Key", "k-5")
                            .body(body)
                            .post("/v1/exports"),
                    400,
                    "request-invalid");
        }

        @Test
        void wantsAKey() {
            assertProblem(
                    space.as("dpo")
                            .contentType(ContentType.JSON)
                            .body(Map.of("format", "CSV", "reason", RequestedExport.REASON))
                            .post("/v1/exports"),
                    400,
                    "idempotency-key-missing");
        }
    }

    @Nested
    class Visibility {

        @Test
        void aSupervisorExportsTheOwnAffairsOnly() {
            // Given
            space.publishAndAwait(
                    List.of(
                            event(1).with("ce_organisation", "rhone-telecom"),
                            event(2).with("ce_organisation", "other"),
                            withController(event(3), "rhone-telecom"),
                            withController(event(4), "other")));

            // When
            String file = download("supervisor", "JSON_LINES", RECORDING).asString();

            // Then
            assertThat(file.lines().map(ExportResourceTest::sequence))
                    .containsExactlyInAnyOrder(1, 3);
        }

        @Test
        void anExportIsOfTheOneWhoAskedAndOfWhoSeesTheTenant() {
            // Given
            RequestedExport export =
                    RequestedExport.of(space, "supervisor", "CSV", Map.of()).awaitCompleted();
            RequestedExport ofDpo =
                    RequestedExport.of(space, "dpo", "CSV", Map.of()).awaitCompleted();
            RequestSpecification other =
                    Http.given()
                            .auth()
                            .oauth2(
                                    TestTokens.token(
                                            space.tenant(),
                                            "rhone-telecom",
                                            List.of(),
                                            "somebody-else",
                                            "supervisor"));

            // Then
            assertThat(export.download("supervisor").statusCode()).isEqualTo(200);
            assertThat(export.download("soc-analyst").statusCode()).isEqualTo(200);
            assertProblem(export.download(other), 404, "export-unknown");
            assertProblem(ofDpo.download("supervisor"), 404, "export-unknown");
            assertThat(space.as("supervisor").get("/v1/exports").<List<String>>path("items.id"))
                    .containsExactly(export.id());
            assertThat(space.as("admin").get("/v1/exports").<List<String>>path("items.id"))
                    .containsExactly(ofDpo.id(), export.id());
        }

        @Test
        void aSupervisorWhoMovedDoesNotGetTheFileAnyMore() {
            // Given
            RequestSpecification before = space.as("supervisor", "voix", List.of("rhone"));
            String id = ask(before, "k-6", "CSV", Map.of()).path("id");
            RequestedExport export = new RequestedExport(space, id).awaitCompleted();

            // When
            Response still = export.download(space.as("supervisor", "voix", List.of("rhone", "x")));
            Response without = export.download(space.as("supervisor", "voix", List.of("x")));
            Response after = export.download(space.as("supervisor", "x", List.of("rhone")));

            // Then
            assertThat(still.statusCode()).isEqualTo(200);
            assertProblem(without, 404, "export-unknown");
            assertProblem(after, 404, "export-unknown");
        }
    }

    @Test
    void theListHasPages() {
        // Given
        List<String> ids =
                IntStream.range(0, 3)
                        .mapToObj(_ -> RequestedExport.of(space, "dpo", "CSV", Map.of()).id())
                        .toList();

        // When
        Response first = space.as("dpo").queryParam("limit", 2).get("/v1/exports");
        Response second =
                space.as("dpo")
                        .queryParam("limit", 2)
                        .queryParam("cursor", first.<String>path("next"))
                        .get("/v1/exports");

        // Then
        assertThat(first.<List<String>>path("items.id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(second.<List<String>>path("items.id")).containsExactly(ids.get(0));
        assertThat(second.<String>path("next")).isNull();
    }

    @Test
    void anotherTenantsExportDoesNotExist() {
        RequestedExport export = RequestedExport.of(space, "dpo", "CSV", Map.of());

        assertProblem(
                new Space().as("dpo").get("/v1/exports/" + export.id()), 404, "export-unknown");
        assertThat(new Space().as("dpo").get("/v1/exports").<List<?>>path("items")).isEmpty();
    }

    private Response download(String role, String format, Map<String, String> filters) {
        Response file =
                RequestedExport.of(space, role, format, filters).awaitCompleted().download(role);
        assertThat(file.statusCode()).as(file.asString()).isEqualTo(200);
        return file;
    }

    private static Response ask(
            RequestSpecification request, String key, String format, Map<String, String> filters) {
        return RequestedExport.ask(request, key, format, filters);
    }

    private List<JsonNode> listed() throws JsonProcessingException {
        String page =
                space.as("dpo")
                        .queryParam("limit", 200)
                        .queryParam("service", "recording")
                        .get("/v1/entries")
                        .asString();
        List<JsonNode> items = new ArrayList<>();
        JSON.readTree(page).path("items").forEach(items::add);
        return items;
    }

    private static int sequence(String line) {
        try {
            return JSON.readTree(line).path("sequence").asInt();
        } catch (JsonProcessingException failure) {
            throw new AssertionError(line, failure);
        }
    }

    private List<Published> events(int number) {
        return IntStream.range(0, number).mapToObj(this::event).toList();
    }

    private Published event(int sequence) {
        return space.here(
                        Published.event(
                                "io.temoin.recording.RecordingStored.v1",
                                "recording-" + UUID.randomUUID(),
                                "{}"))
                .with("ce_sequence", Integer.toString(sequence));
    }

    private static Published withController(Published event, String controller) {
        return event.withData("{\"controller\": \"" + controller + "\"}");
    }
}
