// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.temoin.audit.Database;
import io.temoin.audit.SavedSearches;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked, and why, goes on record for good: a phone number is in none of it. */
@QuarkusTest
class PersonalQuestionsTest {

    private static final String PERSON = "5b0f6c1d3e4f5a60718293a4b5c6d7e8";

    private final Space space = new Space();

    @ParameterizedTest
    @CsvSource({
        "actor,0612345678",
        "actor,0033612345678",
        "reasonReference,06-12-34-56-78",
        "recording,tel:0612345678",
        "decision,06.12.34.56.78",
        "workstation,030-123456789"
    })
    void noFilterIsANumber(String filter, String value) throws SQLException {
        Response listed = space.as("dpo").queryParam(filter, value).get("/v1/entries");
        Response saved =
                SavedSearches.create(
                        space.as("dpo"), Map.of("name", "N", "filters", Map.of(filter, value)));
        Response exported =
                post(
                        "/v1/exports",
                        Map.of(
                                "format",
                                "CSV",
                                "filters",
                                Map.of(filter, value),
                                "reason",
                                Map.of("code", "INCIDENT", "reference", "INC-1")));

        assertRefused(listed, filter, value);
        assertRefused(saved, "/filters/" + filter, value);
        assertRefused(exported, "/filters/" + filter, value);
        assertNothingIsOnRecord();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0612345678", "0033612345678", "06-12-34-56-78"})
    void noTimelineIsThatOfANumber(String number) throws SQLException {
        assertRefused(space.as("dpo").get("/v1/timelines/" + number), "decision", number);
        assertNothingIsOnRecord();
    }

    @Test
    void nobodyFollowsANumber() throws SQLException {
        String dpo = TestTokens.tenantWide(space.tenant(), "rhone-telecom", Space.ACTOR, "dpo");

        try (Tail tail = Tail.from(dpo, "actor=0612345678")) {
            assertThat(tail.status()).isEqualTo(400);
        }

        assertNothingIsOnRecord();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0612345678", "0033612345678", "06-12-34-56-78", "TEL/0612345678"})
    void noReasonRefersToANumber(String number) throws SQLException {
        Response exported =
                post("/v1/exports", Map.of("format", "CSV", "reason", reason("INCIDENT", number)));
        Response handedOut =
                post(
                        "/v1/evidence-bundles",
                        Map.of("recording", "r1", "reason", reason("COURT_ORDER", number)));
        Response erased =
                post(
                        "/v1/subject-erasures",
                        Map.of("subject", PERSON, "reason", reason("OBJECTION_UPHELD", number)));

        assertRefused(exported, "/reason/reference", number);
        assertRefused(handedOut, "/reason/reference", number);
        assertRefused(erased, "/reason/reference", number);
        assertNothingIsOnRecord();
    }

    @Test
    void noCodeOfAReasonIsANumber() throws SQLException {
        Response exported =
                post(
                        "/v1/exports",
                        Map.of("format", "CSV", "reason", reason("CALL_0612345678", "INC-1")));

        assertRefused(exported, "/reason/code", "0612345678");
        assertNothingIsOnRecord();
    }

    /** Times and ids are made of digits too. */
    @ParameterizedTest
    @CsvSource({
        "from,2026-01-02T03:04:05.060708090Z",
        "to,2026-11-24T09:00:00+01:00",
        "correlation,06123456-7812-3456-7812-061234567812",
        "decision,5c9d4c1e-2f0b-4a53-9a0e-012345678901",
        "actor,00612345678061234567806123456780",
        "subject,00612345678061234567806123456780",
        "reasonReference,TCK-2026-1187"
    })
    void whatOnlyLooksLikeOneIsAsked(String filter, String value) {
        space.as("dpo").queryParam(filter, value).get("/v1/entries").then().statusCode(200);
    }

    private Response post(String path, Map<String, ?> body) {
        return space.as("dpo")
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .body(body)
                .post(path);
    }

    private static Map<String, String> reason(String code, String reference) {
        return Map.of("code", code, "reference", reference);
    }

    /** A problem names the path of its request, which is the asker's own; it says no more of it. */
    private static void assertRefused(Response answer, String pointer, String number) {
        assertProblem(answer, 400, "personal-data-refused");
        assertThat(answer.<List<String>>path("violations.pointer")).containsExactly(pointer);
        assertThat(answer.<String>path("detail")).startsWith("This looks like a phone number. ");
        String path = answer.path("instance");
        assertThat(answer.asString().replace(path, "")).doesNotContain(number);
    }

    private void assertNothingIsOnRecord() throws SQLException {
        assertThat(
                        Database.text(
                                "feed",
                                "select count(*) from event where tenant = '%s'"
                                        .formatted(space.tenant())))
                .isEqualTo("0");
    }
}
