// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.chassis.testing.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request means what it says, or is refused. */
@QuarkusTest
class StrictRequestsTest {

    private final Space space = new Space();

    /** It would have been saved as the question for everything. */
    @Test
    void aMisspeltFilterOfASavedSearchDoesNotMatchEverything() {
        Map<String, Object> body = SavedSearches.body();
        body.put("filter", body.remove("filters"));
        Response answer = SavedSearches.create(space.as("supervisor"), body);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/filter");
        assertThat(answer.<String>path("violations[0].message")).contains("filters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "1"})
    void aFilterOfASavedSearchHasAText(String value) {
        Response answer =
                SavedSearches.asked(space.as("supervisor"), UUID.randomUUID().toString(), Map.of())
                        .body("{\"name\":\"All\",\"filters\":{\"looks\":" + value + "}}")
                        .post(SavedSearches.PATH);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/filters/looks");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/entries?limit=abc, limit",
        "/v1/entries?action=A&action=B, action",
        "/v1/entries?acton=A, acton",
        "/v1/saved-searches?visibility=PRIVATE, visibility",
        "/v1/exports?limit=x, limit",
        "/v1/timelines/c?limit=2, limit"
    })
    void aQueryIsReadAsItIsMeant(String address, String parameter) {
        Response answer = space.as("dpo").get(address);
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(parameter);
    }

    /** Read by hand, and as strictly; of a foreign event, what is unknown is left out. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/entries", "/v1/entries/ocsf?source=crm", "/v1/entries/ecs?source=crm"})
    void entriesAreUtf8(String address) {
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1}) {
            Response answer =
                    space.as("business-system")
                            .contentType("application/json")
                            .body("{\"entries\":[{\"id\":\"é\"}]}".getBytes(charset))
                            .post(address);
            assertProblem(answer, 400, "request-invalid");
            assertThat(answer.<String>path("violations[0].code")).isEqualTo("encoding-invalid");
        }
    }

    @Test
    void anEntryNamesTheFieldThatWasMeant() {
        Response answer =
                space.as("business-system")
                        .contentType(ContentType.JSON)
                        .body("{\"entries\":[{\"workstaton\":\"LYON-3\"}]}")
                        .post("/v1/entries");
        assertProblem(answer, 400, "request-invalid");
        assertThat(
                        answer.<String>path(
                                "violations.find{it.pointer=='/entries/0/workstaton'}.message"))
                .contains("did you mean workstation?");
    }

    /** Entries are read by hand: what is null there is refused all the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"entries":[null]}                               | /entries/0
                    {"entries":[{"purposes":[null]}]}                | /entries/0/purposes/0
                    """)
    void anEntryIsNeverNull(String body, String pointer) {
        Response answer =
                space.as("business-system")
                        .contentType(ContentType.JSON)
                        .body(body)
                        .post("/v1/entries");
        assertProblem(answer, 400, "request-invalid");
        assertThat(answer.<List<String>>path("violations.pointer")).contains(pointer);
    }
}
