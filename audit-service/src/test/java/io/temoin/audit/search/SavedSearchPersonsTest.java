// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Erasures;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.RequestSpecification;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a saved search asks for stands in no event and no row in clear, before and after. */
@QuarkusTest
class SavedSearchPersonsTest {

    private final Space space = new Space();
    private final SavedSearchDesk desk = new SavedSearchDesk(space);
    private final String subject = UUID.randomUUID().toString().replace("-", "");

    @ParameterizedTest
    @ValueSource(strings = {"subject", "actor"})
    void isKeptForItsOwnerAndStoredInClearNowhere(String filter) throws SQLException {
        // Given
        Map<String, Object> asking = asking(filter);
        String id = SavedSearches.created(claire(), asking);
        SavedSearches.change(claire(), id, "*", Map.of("name", "M", "filters", Map.of()))
                .then()
                .statusCode(200);
        SavedSearches.change(claire(), id, "*", asking).then().statusCode(200);
        desk.listed(claire(), 1);

        // When the owner asks
        String one = claire().get(SavedSearches.PATH + "/" + id).path("filters." + filter);
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> claire().get(SavedSearches.PATH).path("items[0].filters." + filter),
                        subject::equals);

        // Then
        assertThat(one).isEqualTo(subject);
        assertThat(claire().get(SavedSearches.PATH + "/" + id + "/entries").statusCode())
                .isEqualTo(200);
        assertThat(inClear()).isEqualTo("0 0");
    }

    /** What is the same already is no change, though it would be sealed another way. */
    @Test
    void isNotChangedByBeingSavedAgain() throws SQLException {
        String id = SavedSearches.created(claire(), asking("subject"));

        SavedSearches.change(claire(), id, "*", asking("subject")).then().statusCode(200);

        assertThat(desk.recorded(id)).containsExactly("SavedSearchCreated claire");
    }

    @Test
    void isGoneWithTheErasureOfThePerson() throws SQLException {
        // Given
        String id = SavedSearches.created(claire(), asking("subject"));
        desk.listed(claire(), 1);

        // When
        Erasures.erase(space, subject, UUID.randomUUID().toString()).then().statusCode(201);

        // Then
        assertThat(claire().get(SavedSearches.PATH + "/" + id).statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> space.texts("select id::text from saved_search").isEmpty());
        assertThat(inClear()).isEqualTo("0 0");
    }

    private Map<String, Object> asking(String filter) {
        return Map.of("name", "N", "filters", Map.of(filter, subject, "service", "recording"));
    }

    private RequestSpecification claire() {
        return desk.as("claire", "supervisor");
    }

    /** How many events, and how many rows, have the pseudonym. */
    private String inClear() throws SQLException {
        String events =
                Database.text(
                        "feed",
                        "select count(*) from event where payload::text like '%" + subject + "%'");
        String rows =
                space.texts(
                                "select count(*) from saved_search s where s::text like '%"
                                        + subject
                                        + "%'")
                        .getFirst();
        return events + " " + rows;
    }
}
