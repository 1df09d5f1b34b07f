// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who is erased is not looked for any more, however late somebody saved the search. */
@QuarkusTest
class LateSearchJobTest {

    private static final Map<String, Object> NOBODY = Map.of("name", "N");

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);
    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final Map<String, Object> naming =
            Map.of("name", "N", "filters", Map.of("subject", subject));

    @Test
    void oneThatNoListShowsYetGoesWithTheErasure() throws SQLException {
        // Given
        SavedSearches.created(claire(), NOBODY);
        desk.listed(claire(), 1);
        String id;
        try (Connection held = holdTheList()) {
            id = SavedSearches.created(claire(), naming);

            // When
            erase();

            // Then
            assertThat(desk.recorded(id))
                    .containsExactly("SavedSearchCreated claire", "SavedSearchDeleted " + dpo());
            held.rollback();
        }
        awaitListed(SavedSearches.created(claire(), NOBODY));
        assertIsGone(id);
    }

    @Test
    void oneThatNamesThemSinceNoListShowedItGoesWithTheErasure() throws SQLException {
        // Given
        String id = SavedSearches.created(claire(), NOBODY);
        desk.listed(claire(), 1);
        try (Connection held = holdTheList()) {
            SavedSearches.change(claire(), id, "*", naming).then().statusCode(200);

            // When
            erase();

            // Then
            assertThat(desk.recorded(id)).endsWith("SavedSearchDeleted " + dpo());
            held.rollback();
        }
        awaitListed(SavedSearches.created(claire(), NOBODY));
        assertIsGone(id);
    }

    @Test
    void oneThatIsSavedAfterTheErasureIsForgotten() throws SQLException {
        // Given
        erase();

        // When
        String id = SavedSearches.created(claire(), naming);

        // Then
        awaitForgotten(id);
        assertThat(desk.recorded(id))
                .containsExactly("SavedSearchCreated claire", "SavedSearchDeleted audit-service");
        assertIsGone(id);
    }

    @Test
    void oneThatNamesThemAfterTheErasureIsForgottenAndOneThatDoesNotStays() {
        // Given
        String changed = SavedSearches.created(claire(), NOBODY);
        String other = SavedSearches.created(claire(), NOBODY);
        erase();

        // When
        SavedSearches.change(claire(), changed, "*", naming).then().statusCode(200);

        // Then
        awaitForgotten(changed);
        assertThat(desk.listed(claire(), 1)).containsExactly(other);
    }

    /** This process remembers the key, and is not told that another one destroyed it. */
    @Test
    void oneIsForgottenWhereverTheErasureWas() throws SQLException {
        // Given
        tellOfThem();
        Database.runOnKeys(
                "update shreddable_key set wrapped = null, destroyed_at = now(), basis = 'test'"
                        + " where tenant = '%s' and scope = 'subject/%s'"
                                .formatted(space.tenant(), subject));

        // When
        String id = SavedSearches.created(claire(), naming);

        // Then
        awaitForgotten(id);
        assertIsGone(id);
    }

    @Test
    void oneThatNamesSomebodyElseStays() {
        erase();
        String other =
                SavedSearches.created(
                        claire(),
                        Map.of("name", "N", "filters", Map.of("subject", "ab".repeat(16))));

        awaitForgotten(SavedSearches.created(claire(), naming));

        assertThat(desk.listed(claire(), 1)).containsExactly(other);
    }

    private RequestSpecification claire() {
        return desk.as("claire", "supervisor");
    }

    private static String dpo() {
        return Space.ACTOR;
    }

    private void erase() {
        Erasures.erase(space, subject, UUID.randomUUID().toString()).then().statusCode(201);
    }

    /** The reader of the list waits at its checkpoint until this transaction ends. */
    private static Connection holdTheList() throws SQLException {
        Connection connection = Database.as("owner");
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute(
                    "select from feed_checkpoint where reader = '%s' for update"
                            .formatted(SavedSearchProjection.READER));
        }
        return connection;
    }

    private void tellOfThem() {
        space.as("business-system")
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"entries": [{"id": "%s", "at": "%s", "source": "crm",
                          "action": "LIST_EXPORTED", "outcome": "DONE", "actor": "claire-sub",
                          "organisation": "rhone-telecom", "role": "manager",
                          "how": {"operation": "Export"}, "subject": "%s"}]}"""
                                .formatted(
                                        UUID.randomUUID(),
                                        Instant.now().truncatedTo(ChronoUnit.MILLIS),
                                        subject))
                .post("/v1/entries")
                .then()
                .statusCode(201);
    }

    private void awaitListed(String id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> space.texts("select id::text from saved_search"),
                        ids -> ids.contains(id));
    }

    private void awaitForgotten(String id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> claire().get(SavedSearches.PATH + "/" + id).statusCode(),
                        status -> status == 404);
    }

    private void assertIsGone(String id) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                space.texts(
                                        "select filters from saved_search where id = '%s'"
                                                .formatted(id)),
                        List::isEmpty);
        assertThat(
                        claire().queryParam("limit", 200)
                                .get(SavedSearches.PATH)
                                .<List<String>>path("items.id"))
                .doesNotContain(id);
    }
}
