// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who deletes a saved search, in which version, and what becomes of it. */
@QuarkusTest
class SavedSearchDeletionTest {

    private static final Map<String, Object> MINE = Map.of("name", "Mine");
    private static final Map<String, Object> OURS =
            Map.of("name", "Ours", "visibility", "ORGANISATION");

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);

    @Test
    void takesItAway() {
        // Given
        String id = SavedSearches.created(claire(), OURS);
        desk.listed(claire(), 1);

        // When
        SavedSearches.delete(claire(), id).then().statusCode(204);

        // Then
        assertProblem(get(claire(), id), 404, "saved-search-unknown");
        assertProblem(desk.run(claire(), id), 404, "saved-search-unknown");
        assertProblem(SavedSearches.delete(claire(), id), 404, "saved-search-unknown");
        assertProblem(SavedSearches.change(claire(), id, "*", MINE), 404, "saved-search-unknown");
        desk.listed(claire(), 0);
    }

    @Test
    void isDoneOnceHoweverOftenItIsAskedFor() {
        String id = SavedSearches.created(claire(), MINE);
        RequestSpecification first = keyed("k-1");
        RequestSpecification again = keyed("k-1");

        first.delete(SavedSearches.PATH + "/" + id).then().statusCode(204);
        Response repeated = again.delete(SavedSearches.PATH + "/" + id);

        assertThat(repeated.statusCode()).isEqualTo(204);
        assertThat(repeated.header("Idempotent-Replay")).isEqualTo("true");
    }

    @Test
    void isForADataProtectionOfficerTooWhereItIsShared() {
        String id = SavedSearches.created(claire(), OURS);

        assertProblem(
                SavedSearches.delete(desk.as("paul", "admin"), id), 403, "saved-search-of-another");
        SavedSearches.delete(desk.as("paul", "dpo"), id).then().statusCode(204);
    }

    @Test
    void isRefusedToWhoeverDoesNotSayInWhichVersion() {
        String id = SavedSearches.created(claire(), MINE);

        assertProblem(
                claire().header("Idempotency-Key", UUID.randomUUID())
                        .delete(SavedSearches.PATH + "/" + id),
                428,
                "if-match-missing");
        assertThat(get(claire(), id).statusCode()).isEqualTo(200);
    }

    private RequestSpecification keyed(String key) {
        return claire().header("Idempotency-Key", key).header("If-Match", "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"1\"", "\"3\", W/\"2\""})
    void isOfWhatWasSeenWhereThatIsSaid(String ifMatch) {
        String id = SavedSearches.created(claire(), MINE);
        SavedSearches.change(claire(), id, "*", OURS).then().statusCode(200);

        assertProblem(SavedSearches.delete(claire(), id, ifMatch), 412, "saved-search-stale");
        SavedSearches.delete(claire(), id, "\"2\"").then().statusCode(204);
    }

    @Test
    void goesWithAnErasedPersonWhomItAsksFor() throws SQLException {
        // Given
        String subject = UUID.randomUUID().toString().replace("-", "");
        String theirs =
                SavedSearches.created(
                        claire(), Map.of("name", "N", "filters", Map.of("subject", subject)));
        String other = SavedSearches.created(claire(), MINE);
        desk.listed(claire(), 2);

        // When
        desk.as("ines", "dpo", "other")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "e-1")
                .body(
                        Map.of(
                                "subject",
                                subject,
                                "reason",
                                Map.of("code", "OBJECTION_UPHELD", "reference", "DSR-1")))
                .post("/v1/subject-erasures")
                .then()
                .statusCode(201);

        // Then
        assertProblem(get(claire(), theirs), 404, "saved-search-unknown");
        assertThat(desk.listed(claire(), 1)).containsExactly(other);
        assertThat(desk.recorded(theirs))
                .containsExactly("SavedSearchCreated claire", "SavedSearchDeleted ines");
    }

    private RequestSpecification claire() {
        return desk.as("claire", "supervisor");
    }

    private static Response get(RequestSpecification request, String id) {
        return request.get(SavedSearches.PATH + "/" + id);
    }
}
