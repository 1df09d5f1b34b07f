// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody who left has left behind: found and deleted by a DPO, and never read. */
@QuarkusTest
class SavedSearchRegisterTest {

    private static final String REGISTER = SavedSearches.PATH + "/register";
    private static final Map<String, Object> MINE = Map.of("name", "Mine");
    private static final Map<String, Object> OURS =
            Map.of("name", "Ours", "visibility", "ORGANISATION");

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);

    @Nested
    class Finding {

        @Test
        void showsWhoseItIsAndNothingOfWhatItAsks() {
            // Given
            Map<String, Object> body = SavedSearches.body();
            body.put("name", "What I look into");
            body.put("description", "Only for me.");
            body.put("filters", Map.of("actor", "paul", "action", "LISTENING_GRANTED"));
            body.put("window", "P7D");
            Response saved = SavedSearches.create(claire(), body);

            // When
            Response register = register(dpo(), 1);

            // Then
            assertThat(register.<Map<String, Object>>path("items[0]"))
                    .isEqualTo(
                            Map.of(
                                    "id",
                                    saved.path("id"),
                                    "owner",
                                    "claire",
                                    "organisation",
                                    SavedSearchDesk.VOIX,
                                    "visibility",
                                    "PRIVATE",
                                    "version",
                                    1,
                                    "createdAt",
                                    saved.path("createdAt"),
                                    "changedAt",
                                    saved.path("changedAt")));
            assertThat(register.asString())
                    .doesNotContain("What I look into", "Only for me", "LISTENING", "paul", "P7D");
        }

        @Test
        void hasAllOfTheTenantTheNewestFirstInPages() {
            // Given
            String first = SavedSearches.created(claire(), MINE);
            String second = SavedSearches.created(desk.as("max", "admin", "other"), MINE);
            String third = SavedSearches.created(desk.as("max", "admin", "other"), OURS);
            register(dpo(), 3);

            // When
            Response page = dpo().queryParam("limit", 2).get(REGISTER);
            Response rest = dpo().get(link(page));

            // Then
            assertThat(page.<List<String>>path("items.id")).containsExactly(third, second);
            assertThat(rest.<List<String>>path("items.id")).containsExactly(first);
            assertThat(rest.<String>path("next")).isNull();
        }

        @Test
        void isNarrowedToOnePerson() {
            String first = SavedSearches.created(claire(), MINE);
            SavedSearches.created(desk.as("paul", "supervisor"), MINE);
            String second = SavedSearches.created(claire(), OURS);
            register(dpo(), 3);

            Response hers =
                    dpo().queryParam("owner", "claire").queryParam("limit", 1).get(REGISTER);

            assertThat(hers.<List<String>>path("items.id")).containsExactly(second);
            assertThat(dpo().get(link(hers)).<List<String>>path("items.id")).containsExactly(first);
            assertThat(dpo().queryParam("owner", "clair%").get(REGISTER).<List<?>>path("items"))
                    .isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Claire Martin", "é"})
        void refusesAnOwnerThatIsNoId(String owner) {
            Response refused = dpo().queryParam("owner", owner).get(REGISTER);

            assertProblem(refused, 400, "request-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("owner");
        }

        /** The address itself is refused, before anybody asks which parameter it is. */
        @Test
        void refusesAnOwnerThatIsNoText() {
            assertProblem(
                    dpo().queryParam("owner", "a\u0000b").get(REGISTER), 400, "request-invalid");
        }

        @Test
        void isOfOneTenant() {
            SavedSearches.created(claire(), MINE);
            SavedSearches.created(claire(), MINE);
            register(dpo(), 2);
            RequestSpecification stranger =
                    new SavedSearchDesk(new Space()).as("paul", "dpo").queryParam("limit", 1);

            String cursor = dpo().queryParam("limit", 1).get(REGISTER).path("next");

            assertThat(stranger.get(REGISTER).<List<?>>path("items")).isEmpty();
            assertProblem(
                    stranger.queryParam("cursor", cursor).get(REGISTER), 400, "cursor-invalid");
            assertProblem(
                    dpo().queryParam("cursor", cursor).get(SavedSearches.PATH),
                    400,
                    "cursor-invalid");
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin", "soc-analyst", "supervisor", "quality-analyst", "agent"})
        void isForNobodyButADpo(String role) {
            assertThat(desk.as("paul", role).get(REGISTER).statusCode()).isEqualTo(403);
        }
    }

    @Nested
    class Deleting {

        @ParameterizedTest
        @ValueSource(strings = {SavedSearchDesk.VOIX, "other"})
        void takesAwayWhatNobodyElseSeesAndSaysWhoDidIt(String organisation) throws SQLException {
            // Given
            String id = SavedSearches.created(claire(), MINE);
            String version =
                    "\"%s\"".formatted(register(dpo(), 1).<Integer>path("items[0].version"));

            // When
            Response deleted = delete(desk.as("paul", "dpo", organisation), id, version);

            // Then
            assertThat(deleted.statusCode()).isEqualTo(204);
            assertThat(desk.recorded(id))
                    .containsExactly("SavedSearchCreated claire", "SavedSearchDeleted paul");
            assertThat(
                            desk.entries(
                                    "concat_ws(' ', action, outcome, actor, organisation, role)",
                                    "stream = 'savedsearch-"
                                            + id
                                            + "' and action = 'SAVED_SEARCH_DELETED'",
                                    1))
                    .containsExactly("SAVED_SEARCH_DELETED DONE paul " + organisation + " dpo");
            assertProblem(claire().get(SavedSearches.PATH + "/" + id), 404, "saved-search-unknown");
            register(dpo(), 0);
        }

        /** A search that is in use is not taken away by mistake. */
        @Test
        void isOfTheVersionThatTheRegisterShowed() throws SQLException {
            String id = SavedSearches.created(claire(), OURS);
            SavedSearches.change(claire(), id, "\"1\"", MINE).then().statusCode(200);

            assertProblem(SavedSearches.delete(dpo(), id), 428, "saved-search-unseen");
            assertProblem(delete(dpo(), id, "*"), 428, "saved-search-unseen");
            assertProblem(delete(dpo(), id, "\"1\""), 412, "saved-search-stale");
            assertProblem(delete(dpo(), id, "2"), 400, "header-invalid");
            assertThat(desk.recorded(id))
                    .containsExactly("SavedSearchCreated claire", "SavedSearchChanged claire");
            assertThat(delete(dpo(), id, "\"2\"").statusCode()).isEqualTo(204);
        }

        @Test
        void isDoneOnceHoweverOftenItIsAskedFor() {
            String id = SavedSearches.created(claire(), MINE);

            Response first = keyed("k-1", id);
            Response again = keyed("k-1", id);
            Response anew = keyed("k-2", id);

            assertThat(first.statusCode()).isEqualTo(204);
            assertThat(again.statusCode()).isEqualTo(204);
            assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
            assertProblem(anew, 404, "saved-search-unknown");
        }

        @Test
        void givesNoSightOfItAndNoOtherPower() {
            String id = SavedSearches.created(claire(), MINE);
            register(dpo(), 1);

            assertProblem(dpo().get(SavedSearches.PATH + "/" + id), 404, "saved-search-unknown");
            assertProblem(desk.run(dpo(), id), 404, "saved-search-unknown");
            assertProblem(
                    SavedSearches.change(dpo(), id, "\"1\"", OURS), 404, "saved-search-unknown");
            assertThat(dpo().get(SavedSearches.PATH).<List<?>>path("items")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"admin", "soc-analyst", "supervisor"})
        void isForNobodyButADpo(String role) {
            String id = SavedSearches.created(claire(), MINE);
            String shared = SavedSearches.created(claire(), OURS);

            assertProblem(delete(desk.as("paul", role), id, "\"1\""), 404, "saved-search-unknown");
            assertProblem(
                    delete(desk.as("paul", role), shared, "\"1\""), 403, "saved-search-of-another");
            assertProblem(
                    delete(desk.as("claire", role, "other"), id, "\"1\""),
                    404,
                    "saved-search-unknown");
        }

        /** The address itself is refused, before anybody asks which parameter it is. */
        @Test
        void refusesAnOwnerThatIsNoText() {
            assertProblem(
                    dpo().queryParam("owner", "a\u0000b").get(REGISTER), 400, "request-invalid");
        }

        @Test
        void isOfOneTenant() {
            String id = SavedSearches.created(claire(), MINE);
            SavedSearchDesk foreign = new SavedSearchDesk(new Space());

            assertProblem(
                    delete(foreign.as("paul", "dpo"), id, "\"1\""), 404, "saved-search-unknown");
            assertThat(claire().get(SavedSearches.PATH + "/" + id).statusCode()).isEqualTo(200);
        }

        private Response keyed(String key, String id) {
            return dpo().header("Idempotency-Key", key)
                    .header("If-Match", "\"1\"")
                    .delete(SavedSearches.PATH + "/" + id);
        }

        private static Response delete(RequestSpecification request, String id, String ifMatch) {
            return SavedSearches.delete(request, id, ifMatch);
        }
    }

    private RequestSpecification claire() {
        return desk.as("claire", "supervisor");
    }

    private RequestSpecification dpo() {
        return desk.as("paul", "dpo");
    }

    /** The register once it shows as many: it is a moment behind. */
    private static Response register(RequestSpecification request, int number) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> Http.given().spec(request).get(REGISTER),
                        page -> page.<List<?>>path("items").size() == number);
    }

    /** The target of a Link header. */
    private static String link(Response page) {
        String link = page.header("Link");
        return link.substring(1, link.indexOf('>'));
    }
}
