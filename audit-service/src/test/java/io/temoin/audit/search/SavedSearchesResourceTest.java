// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.ReadYourWrites;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Saving searches and listing them. */
@QuarkusTest
class SavedSearchesResourceTest {

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);

    @Nested
    class Saving {

        @Test
        void answersWithAllOfItAndItsVersion() {
            // Given
            Map<String, Object> body = SavedSearches.body();
            body.put("name", "  Réécoutes refusées ");
            body.put("description", "For Mondays.\nAnd for the audit.");
            body.put("filters", Map.of("action", "LISTENING_REFUSED", "looks", "false"));
            body.put("window", "P7D");
            body.put("visibility", "ORGANISATION");

            // When
            Response answer = SavedSearches.create(desk.as("claire", "supervisor"), body);

            // Then
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
            String id = answer.path("id");
            assertThat(answer.header("Location")).isEqualTo("/v1/saved-searches/" + id);
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            Response read = desk.as("claire", "supervisor").get(answer.header("Location"));
            assertThat(read.header("ETag")).isEqualTo("\"1\"");
            assertThat(read.asString()).isEqualTo(answer.asString());
            assertThat(read.<Map<String, Object>>path(""))
                    .containsEntry("name", "Réécoutes refusées")
                    .containsEntry("description", "For Mondays.\nAnd for the audit.")
                    .containsEntry("window", "P7D")
                    .containsEntry("visibility", "ORGANISATION")
                    .containsEntry("owner", "claire")
                    .containsEntry("version", 1);
            assertThat(read.<Map<String, String>>path("filters"))
                    .isEqualTo(Map.of("action", "LISTENING_REFUSED", "looks", "false"));
        }

        @Test
        void isOnAListThatHasHeardOfIt() throws SQLException {
            // Given
            var list =
                    new ReadYourWrites(
                            () -> desk.as("claire", "supervisor"),
                            asking -> asking.get(SavedSearches.PATH));

            // When
            Response shown =
                    list.after(
                            () ->
                                    SavedSearches.create(
                                            desk.as("claire", "supervisor"),
                                            Map.of("name", "Everything")));

            // Then
            assertThat(shown.<List<String>>path("items.name")).containsExactly("Everything");
            list.refusesForeignPositions(
                    ReadYourWrites.position(
                            SavedSearches.create(
                                    new SavedSearchDesk(new Space()).as("claire", "supervisor"),
                                    Map.of("name", "Everything"))));
        }

        /** The trail takes in events of every service: what it lacks may be on its way. */
        @Test
        void isInTheTrailOnceTheTrailHasHeardOfIt() throws SQLException {
            // Given
            var trail =
                    new ReadYourWrites(
                            () -> desk.as("claire", "supervisor"),
                            asking ->
                                    asking.queryParam("action", "SAVED_SEARCH_CREATED")
                                            .get("/v1/entries"));

            // When
            Response shown =
                    trail.after(
                            () ->
                                    SavedSearches.create(
                                            desk.as("claire", "supervisor"),
                                            Map.of("name", "Everything")));

            // Then
            assertThat(shown.<List<String>>path("items.actor")).containsExactly("claire");
            assertProblem(
                    desk.as("claire", "supervisor")
                            .header("Min-Event-Position", UUID.randomUUID() + ".0")
                            .get("/v1/entries"),
                    503,
                    "position-not-reached");
        }

        @Test
        void isPrivateAndOfEverythingIfNothingElseIsSaid() {
            Response answer =
                    SavedSearches.create(
                            desk.as("claire", "supervisor"), Map.of("name", "Everything"));

            assertThat(answer.<String>path("visibility")).isEqualTo("PRIVATE");
            assertThat(answer.<Map<String, String>>path("filters")).isEmpty();
            assertThat(answer.<Object>path("window")).isNull();
            assertThat(answer.<Object>path("description")).isNull();
        }

        @Test
        void isDoneOnceHoweverOftenItIsAskedFor() throws SQLException {
            // When
            Response first = ask("k-1", SavedSearches.body());
            Response again = ask("k-1", SavedSearches.body());

            // Then
            assertThat(again.statusCode()).isEqualTo(201);
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(first.header("Idempotent-Replay")).isNull();
            assertThat(again.asString()).isEqualTo(first.asString());
            assertThat(desk.recorded(first.path("id")))
                    .containsExactly("SavedSearchCreated claire");
        }

        @Test
        void keepsTheKeysOfTwoPeopleApart() {
            String mine = ask("k-2", SavedSearches.body()).path("id");

            String theirs =
                    SavedSearches.asked(desk.as("paul", "supervisor"), "k-2", SavedSearches.body())
                            .post(SavedSearches.PATH)
                            .path("id");

            assertThat(theirs).isNotNull().isNotEqualTo(mine);
        }

        @Test
        void refusesAKeyThatWasUsedForSomethingElse() {
            ask("k-3", SavedSearches.body());

            assertProblem(ask("k-3", Map.of("name", "Other")), 422, "idempotency-key-reused");
        }

        @Test
        void wantsAKey() {
            assertProblem(
                    desk.as("claire", "supervisor")
                            .contentType(ContentType.JSON)
                            .body(SavedSearches.body())
                            .post(SavedSearches.PATH),
                    400,
                    "idempotency-key-missing");
        }

        /** The values that the list of entries refuses, with what it says. */
        @ParameterizedTest
        @CsvSource({
            "colour,red,/filters/colour",
            "from,yesterday,/filters/from",
            "to,2026-13-01T00:00:00Z,/filters/to",
            "subject,+33199000000,/filters/subject",
            "actor,Jean Dupont,/filters/actor",
            "outcome,MAYBE,/filters/outcome",
            "looks,perhaps,/filters/looks",
            "cursor,abc,/filters/cursor",
            "a/b~c,x,/filters/a~1b~0c"
        })
        void refusesAFilterAsTheTrailDoes(String filter, String value, String pointer) {
            Response refused = create(Map.of("name", "N", "filters", Map.of(filter, value)));

            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo(pointer);
            if (!List.of("colour", "cursor").contains(filter) && !filter.contains("~")) {
                Response asked = space.as("dpo").queryParam(filter, value).get("/v1/entries");
                assertProblem(asked, 400, "request-invalid");
                assertThat(refused.<String>path("violations[0].message"))
                        .isEqualTo(asked.<String>path("violations[0].message"));
            }
        }

        @ParameterizedTest
        @CsvSource({
            "name,''",
            "name,'   '",
            "description,'a\u0007b'",
            "window,7 days",
            "window,P37M",
            "visibility,EVERYBODY",
            "filters,none"
        })
        void refusesWhatIsNoSearch(String field, String value) {
            Map<String, Object> body = SavedSearches.body();
            body.put(field, value);

            Response refused = create(body);

            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/" + field);
        }

        @Test
        void refusesANameThatIsMissingTooLongOrOnTwoLines() {
            Map<String, Object> without = new HashMap<>(SavedSearches.body());
            without.remove("name");

            for (Map<String, Object> body :
                    List.of(
                            without,
                            Map.<String, Object>of("name", "n".repeat(81)),
                            Map.<String, Object>of("name", "a\nb"),
                            Map.<String, Object>of("name", "a\u202Eb"))) {
                Response refused = create(body);
                assertProblem(refused, 400, "request-invalid");
                assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/name");
            }
            assertThat(create(Map.of("name", "n".repeat(80))).statusCode()).isEqualTo(201);
        }

        @ParameterizedTest
        @ValueSource(strings = {"from", "to"})
        void refusesAWindowBesideFixedTimes(String filter) {
            Response refused =
                    create(
                            Map.of(
                                    "name",
                                    "N",
                                    "window",
                                    "P7D",
                                    "filters",
                                    Map.of(filter, "2026-11-01T00:00:00Z")));

            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/window");
        }

        @ParameterizedTest
        @CsvSource({
            "name,Calls of claire@voix.example",
            "name,Calls to 06 12 34 56 78",
            "description,It is about +33 1 99 00 00 00."
        })
        void refusesWhatLooksPersonal(String field, String value) {
            Map<String, Object> body = SavedSearches.body();
            body.put(field, value);

            Response refused = create(body);

            assertProblem(refused, 400, "personal-data-refused");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/" + field);
            assertThat(refused.asString()).doesNotContain(value);
        }

        @Test
        void endsAtTwoHundredOfOnePerson() {
            // Given
            for (int number = 0; number < 200; number++) {
                ask("bound-" + number, Map.of("name", "Number " + number)).then().statusCode(201);
            }
            desk.listed(desk.as("claire", "supervisor"), 200);

            // When
            Response oneMore = create(Map.of("name", "One more"));
            Response repeated = ask("bound-0", Map.of("name", "Number 0"));
            Response ofAnother =
                    SavedSearches.create(desk.as("paul", "supervisor"), SavedSearches.body());

            // Then
            assertProblem(oneMore, 409, "saved-searches-too-many");
            assertThat(repeated.statusCode()).isEqualTo(201);
            assertThat(ofAnother.statusCode()).isEqualTo(201);

            // And there is room again when one is gone
            SavedSearches.delete(desk.as("claire", "supervisor"), repeated.path("id"))
                    .then()
                    .statusCode(204);
            desk.listed(desk.as("claire", "supervisor"), 199);
            assertThat(create(Map.of("name", "One more")).statusCode()).isEqualTo(201);
        }

        private Response create(Map<String, ?> body) {
            return SavedSearches.create(desk.as("claire", "supervisor"), body);
        }

        private Response ask(String key, Map<String, ?> body) {
            return SavedSearches.asked(desk.as("claire", "supervisor"), key, body)
                    .post(SavedSearches.PATH);
        }
    }

    @Nested
    class Listing {

        @Test
        void showsTheNewestFirstInPages() {
            // Given
            List<String> ids = new ArrayList<>();
            for (int number = 0; number < 3; number++) {
                ids.add(
                        SavedSearches.created(
                                desk.as("claire", "supervisor"), Map.of("name", "N" + number)));
            }
            desk.listed(desk.as("claire", "supervisor"), 3);

            // When
            Response first =
                    desk.as("claire", "supervisor").queryParam("limit", 2).get(SavedSearches.PATH);
            Response second = desk.as("claire", "supervisor").get(link(first));

            // Then
            assertThat(first.<List<String>>path("items.id"))
                    .containsExactly(ids.get(2), ids.get(1));
            assertThat(second.<List<String>>path("items.id")).containsExactly(ids.get(0));
            assertThat(second.<String>path("next")).isNull();
        }

        @Test
        void showsASearchAsItIsReadAlone() {
            // Given
            Map<String, Object> body = SavedSearches.body();
            body.put("description", "What for");
            body.put("window", "PT24H");
            String id = SavedSearches.created(desk.as("claire", "supervisor"), body);
            desk.listed(desk.as("claire", "supervisor"), 1);

            // Then
            assertThat(
                            desk.as("claire", "supervisor")
                                    .get(SavedSearches.PATH)
                                    .<Map<String, Object>>path("items[0]"))
                    .isEqualTo(
                            desk.as("claire", "supervisor")
                                    .get(SavedSearches.PATH + "/" + id)
                                    .<Map<String, Object>>path(""));
        }

        @Test
        void refusesACursorOfAnotherTenant() {
            // Given
            for (int number = 0; number < 2; number++) {
                SavedSearches.created(
                        desk.as("claire", "supervisor"), Map.of("name", "N" + number));
            }
            desk.listed(desk.as("claire", "supervisor"), 2);
            String cursor =
                    desk.as("claire", "supervisor")
                            .queryParam("limit", 1)
                            .get(SavedSearches.PATH)
                            .path("next");

            // Then
            assertProblem(
                    new Space()
                            .as("supervisor")
                            .queryParam("cursor", cursor)
                            .get(SavedSearches.PATH),
                    400,
                    "cursor-invalid");
            assertProblem(
                    desk.as("claire", "supervisor").queryParam("limit", 0).get(SavedSearches.PATH),
                    400,
                    "request-invalid");
        }

        /** The target of a Link header. */
        private static String link(Response page) {
            String link = page.header("Link");
            return link.substring(1, link.indexOf('>'));
        }
    }
}
