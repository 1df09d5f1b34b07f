// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Who sees and changes a saved search, and what is on record of it. */
@QuarkusTest
class SavedSearchResourceTest {

    private static final Map<String, Object> MINE = Map.of("name", "Mine");
    private static final Map<String, Object> OURS =
            Map.of("name", "Ours", "visibility", "ORGANISATION");

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);

    @Nested
    class Sharing {

        @Test
        void aPrivateSearchIsNotThereForAnybodyElse() {
            String id = SavedSearches.created(claire(), MINE);

            for (String role : List.of("supervisor", "dpo", "soc-analyst", "admin")) {
                assertProblem(get(desk.as("paul", role), id), 404, "saved-search-unknown");
                assertProblem(desk.run(desk.as("paul", role), id), 404, "saved-search-unknown");
                assertProblem(
                        SavedSearches.change(desk.as("paul", role), id, "*", OURS),
                        404,
                        "saved-search-unknown");
            }
            for (String role : List.of("supervisor", "soc-analyst", "admin")) {
                assertProblem(
                        SavedSearches.delete(desk.as("paul", role), id),
                        404,
                        "saved-search-unknown");
            }
            assertThat(get(claire(), id).statusCode()).isEqualTo(200);
        }

        @Test
        void aSharedSearchIsThereForItsOrganisation() {
            String id = SavedSearches.created(claire(), OURS);

            for (String role : List.of("supervisor", "dpo", "soc-analyst", "admin")) {
                assertThat(get(desk.as("paul", role), id).<String>path("owner"))
                        .isEqualTo("claire");
                assertProblem(get(desk.as("paul", role, "other"), id), 404, "saved-search-unknown");
                assertProblem(
                        desk.run(desk.as("paul", role, "other"), id), 404, "saved-search-unknown");
            }
            assertThat(get(desk.as("paul", "agent"), id).statusCode()).isEqualTo(403);
        }

        @Test
        void anotherTenantHasNoneOfIt() {
            String id = SavedSearches.created(claire(), OURS);
            SavedSearchDesk foreign = new SavedSearchDesk(new Space());

            assertProblem(get(foreign.as("claire", "supervisor"), id), 404, "saved-search-unknown");
            assertProblem(
                    foreign.run(foreign.as("claire", "supervisor"), id),
                    404,
                    "saved-search-unknown");
            assertProblem(
                    SavedSearches.delete(foreign.as("claire", "supervisor"), id),
                    404,
                    "saved-search-unknown");
            desk.listed(claire(), 1);
            assertThat(
                            foreign.as("claire", "supervisor")
                                    .get(SavedSearches.PATH)
                                    .<List<?>>path("items"))
                    .isEmpty();
        }

        @Test
        void aListHasTheOwnOnesAndThoseThatAreShared() {
            String mine = SavedSearches.created(claire(), MINE);
            String ours = SavedSearches.created(claire(), OURS);
            String theirs = SavedSearches.created(desk.as("paul", "dpo"), MINE);
            SavedSearches.created(desk.as("max", "dpo", "other"), OURS);

            assertThat(desk.listed(claire(), 2)).containsExactly(ours, mine);
            assertThat(desk.listed(desk.as("paul", "dpo"), 2)).containsExactly(theirs, ours);
        }

        @Test
        void stopsWhenItsOwnerSaysSo() {
            // Given
            String id = SavedSearches.created(claire(), OURS);
            assertThat(desk.listed(desk.as("paul", "dpo"), 1)).containsExactly(id);

            // When
            SavedSearches.change(claire(), id, "\"1\"", MINE).then().statusCode(200);

            // Then
            assertProblem(get(desk.as("paul", "dpo"), id), 404, "saved-search-unknown");
            desk.listed(desk.as("paul", "dpo"), 0);
        }
    }

    @Nested
    class Changing {

        @Test
        void makesItWhatIsSaidAndNothingElse() {
            // Given
            Map<String, Object> before = SavedSearches.body();
            before.put("description", "What for");
            before.put("window", "P7D");
            String id = SavedSearches.created(claire(), before);

            // When
            Response changed =
                    SavedSearches.change(
                            claire(),
                            id,
                            "\"1\"",
                            Map.of("name", "New", "filters", Map.of("actor", "a-1")));

            // Then
            assertThat(changed.statusCode()).as(changed.asString()).isEqualTo(200);
            assertThat(changed.header("ETag")).isEqualTo("\"2\"");
            assertThat(changed.<Map<String, Object>>path(""))
                    .containsEntry("name", "New")
                    .containsEntry("filters", Map.of("actor", "a-1"))
                    .containsEntry("version", 2)
                    .doesNotContainKeys("description", "window");
            assertThat(get(claire(), id).asString()).isEqualTo(changed.asString());
        }

        @Test
        void isRefusedToWhoDidNotSeeTheLastChange() {
            String id = SavedSearches.created(claire(), MINE);
            SavedSearches.change(claire(), id, "\"1\"", OURS).then().statusCode(200);

            assertProblem(
                    SavedSearches.change(claire(), id, "\"1\"", Map.of("name", "Lost")),
                    412,
                    "saved-search-stale");
            assertProblem(
                    SavedSearches.change(claire(), id, "W/\"2\"", MINE), 412, "saved-search-stale");
            assertThat(get(claire(), id).<String>path("name")).isEqualTo("Ours");
        }

        @Test
        void succeedsForOneOfManyAtTheSameMoment() {
            // Given
            String id = SavedSearches.created(claire(), MINE);

            // When
            List<CompletableFuture<Integer>> all =
                    IntStream.range(0, 8)
                            .mapToObj(
                                    number ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            SavedSearches.change(
                                                                            claire(),
                                                                            id,
                                                                            "\"1\"",
                                                                            Map.of(
                                                                                    "name",
                                                                                    "N" + number))
                                                                    .statusCode()))
                            .toList();

            // Then
            List<Integer> answers = all.stream().map(CompletableFuture::join).toList();
            assertThat(answers).filteredOn(status -> status == 200).hasSize(1);
            assertThat(answers).filteredOn(status -> status == 412).hasSize(7);
            assertThat(get(claire(), id).header("ETag")).isEqualTo("\"2\"");
        }

        @Test
        void isDoneOnceHoweverOftenItIsAskedFor() throws SQLException {
            // Given
            String id = SavedSearches.created(claire(), MINE);

            // When
            Response first = put("k-1", id, "\"1\"", OURS);
            Response again = put("k-1", id, "\"1\"", OURS);

            // Then
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertThat(again.asString()).isEqualTo(first.asString());
            assertThat(desk.recorded(id))
                    .containsExactly("SavedSearchCreated claire", "SavedSearchChanged claire");
            assertProblem(put("k-1", id, "\"2\"", OURS), 422, "idempotency-key-reused");
        }

        @Test
        void isNoneWhenItIsSoAlready() throws SQLException {
            String id = SavedSearches.created(claire(), MINE);

            Response same = SavedSearches.change(claire(), id, "\"1\"", MINE);

            assertThat(same.header("ETag")).isEqualTo("\"1\"");
            assertThat(desk.recorded(id)).containsExactly("SavedSearchCreated claire");
        }

        @Test
        void wantsToKnowWhatIsChanged() {
            String id = SavedSearches.created(claire(), MINE);

            assertProblem(
                    SavedSearches.asked(claire(), "key-1", MINE).put(SavedSearches.PATH + "/" + id),
                    428,
                    "if-match-missing");
            assertProblem(SavedSearches.change(claire(), id, "1", MINE), 400, "header-invalid");
        }

        @Test
        void isRefusedToOthersWhoSeeIt() {
            String id = SavedSearches.created(claire(), OURS);

            assertProblem(
                    SavedSearches.change(desk.as("paul", "dpo"), id, "*", MINE),
                    403,
                    "saved-search-of-another");
        }

        @Test
        void isReadAsStrictlyAsWhatIsSaved() {
            String id = SavedSearches.created(claire(), MINE);

            Response refused =
                    SavedSearches.change(
                            claire(),
                            id,
                            "*",
                            Map.of("name", "N", "filters", Map.of("colour", "red")));

            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/filters/colour");
        }

        private Response put(String key, String id, String ifMatch, Map<String, ?> body) {
            return SavedSearches.asked(claire(), key, body)
                    .header("If-Match", ifMatch)
                    .put(SavedSearches.PATH + "/" + id);
        }
    }

    @Test
    void everythingThatHappensToItIsAnEntry() {
        // Given
        Map<String, Object> body = SavedSearches.body();
        body.put("filters", Map.of("recording", "r-1", "action", "LISTENING_GRANTED"));
        body.put("window", "P7D");
        body.put("visibility", "ORGANISATION");

        // When
        String id = SavedSearches.created(claire(), body);
        SavedSearches.change(claire(), id, "\"1\"", MINE).then().statusCode(200);
        SavedSearches.change(claire(), id, "\"2\"", OURS).then().statusCode(200);
        SavedSearches.delete(desk.as("paul", "dpo"), id).then().statusCode(204);

        // Then
        assertThat(
                        desk.entries(
                                "concat_ws(' ', action, outcome, actor, organisation, recording,"
                                        + " array_to_string(because, ','))",
                                "stream = 'savedsearch-" + id + "'",
                                4))
                .containsExactly(
                        "SAVED_SEARCH_CREATED DONE claire voix-du-rhone r-1"
                                + " action=LISTENING_GRANTED,savedSearch="
                                + id
                                + ",visibility=ORGANISATION,window=P7D",
                        "SAVED_SEARCH_CHANGED DONE claire voix-du-rhone savedSearch="
                                + id
                                + ",visibility=PRIVATE",
                        "SAVED_SEARCH_CHANGED DONE claire voix-du-rhone savedSearch="
                                + id
                                + ",visibility=ORGANISATION",
                        "SAVED_SEARCH_DELETED DONE paul voix-du-rhone savedSearch=" + id);
    }

    private RequestSpecification claire() {
        return desk.as("claire", "supervisor");
    }

    private static Response get(RequestSpecification request, String id) {
        return request.get(SavedSearches.PATH + "/" + id);
    }
}
