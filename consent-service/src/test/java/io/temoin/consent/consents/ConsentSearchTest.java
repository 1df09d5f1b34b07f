// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.statement;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ReadYourWrites;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.inspection.Readings;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Consents by phone number, and the list by each of its filters. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ConsentSearchTest {

    private final String number = freshNumber();
    private String subject = "";
    private String first = "";
    private String second = "";

    @BeforeEach
    void twoConsentsOfOnePersonAndOneOfAnother() {
        CallingClock.set(CallingClock.MORNING);
        Response given = give(number);
        subject = given.path("subject");
        first = given.path("id");
        second = give(number).path("id");
        String other = give(freshNumber()).path("subject");
        awaitListed(subject, 2);
        awaitListed(other, 1);
    }

    @Test
    void findsThePersonByTheirNumber() {
        Response found = search(Map.of("number", number));

        assertThat(found.statusCode()).as(found.asString()).isEqualTo(200);
        assertThat(found.<List<String>>path("items.id")).containsExactlyInAnyOrder(first, second);
        assertThat(found.<List<String>>path("items.subject")).containsOnly(subject);
        assertThat(found.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(found.asString()).doesNotContain(nationalDigits(number));
    }

    @Test
    void findsWhatTheCallerHasJustRecorded() throws SQLException {
        // Given
        var search =
                new ReadYourWrites(
                        () -> as(token("helios", RHONE, "dpo")),
                        asking ->
                                asking.body(Map.of("number", number, "controller", RHONE))
                                        .post("/v1/consents/search"));
        var list =
                new ReadYourWrites(
                        () -> as(token("helios", RHONE, "dpo")).queryParam("subject", subject),
                        asking -> asking.get("/v1/consents"));

        // When
        Response found = search.after(() -> give(number));
        Response listed = list.after(() -> give(number));

        // Then
        assertThat(found.<List<String>>path("items.id")).hasSize(3).contains(first, second);
        assertThat(listed.<List<String>>path("items.id")).hasSize(4).contains(first, second);
        list.refusesForeignPositions(UUID.randomUUID() + ".1");
    }

    @Test
    void findsItHoweverItIsWritten() {
        String national = "0" + nationalDigits(number);

        assertThat(search(Map.of("number", national)).<List<String>>path("items.id"))
                .containsExactlyInAnyOrder(first, second);
    }

    @Test
    void ofANumberNobodyKnowsNothingIsFound() {
        Response found = search(Map.of("number", freshNumber()));

        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.<List<Object>>path("items")).isEmpty();
    }

    @Test
    void turnsThePages() {
        Map<String, Object> question = new HashMap<>(Map.of("number", number, "limit", 1));
        Response page = search(question);
        question.put("cursor", page.path("next"));
        Response next = search(question);

        assertThat(page.<List<Object>>path("items")).hasSize(1);
        assertThat(next.<List<Object>>path("items")).hasSize(1);
        assertThat(List.of(page.<String>path("items[0].id"), next.<String>path("items[0].id")))
                .containsExactlyInAnyOrder(first, second);
        assertThat(next.<Object>path("next")).isNull();
        assertThat(page.header("Link")).as("a search cannot be followed by address").isNull();
    }

    @Test
    void isNarrowedByControllerAndState() {
        assertThat(ids(search(Map.of("number", number, "controller", RHONE)))).hasSize(2);
        assertThat(ids(search(Map.of("number", number, "controller", "nord-energie")))).isEmpty();
        assertThat(ids(search(Map.of("number", number, "state", "GIVEN")))).hasSize(2);
        assertThat(ids(search(Map.of("number", number, "state", "EXPIRED")))).isEmpty();
        as(dialerOf(VOIX)).body(statement(number)).post("/v1/withdrawals");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                ids(
                                                        search(
                                                                Map.of(
                                                                        "number",
                                                                        number,
                                                                        "state",
                                                                        "WITHDRAWN"))))
                                        .containsExactlyInAnyOrder(first, second));
    }

    @Test
    void findsNothingOfOthers() {
        assertThat(ids(search(token("boreal", RHONE, "dpo"), Map.of("number", number)))).isEmpty();
        assertThat(
                        ids(
                                as(TestTokens.token(
                                                "helios",
                                                "loire-assurance",
                                                List.of(),
                                                "u1",
                                                "dpo"))
                                        .body(Map.of("number", number))
                                        .post("/v1/consents/search")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "quality-analyst", "dialer", "business-system", "recorder"})
    void isForThoseWhoMayList(String role) {
        assertThat(search(token("helios", RHONE, role), Map.of("number", number)).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "number,,/number",
        "number,twelve,/number",
        "controller,Rhône Télécom,/controller",
        "state,PENDING,/state",
        "limit,0,/limit",
        "limit,201,/limit"
    })
    void refusesWhatItCannotAskFor(String field, String value, String pointer) {
        Map<String, Object> question = new HashMap<>(Map.of("number", number));
        question.put(field, "limit".equals(field) ? (Object) Integer.valueOf(value) : value);

        Response refused = search(question);

        assertProblem(refused, 400, "request-invalid");
        assertThat(refused.<List<String>>path("violations.pointer")).contains(pointer);
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        Response parties =
                as(TestTokens.tenantWide("helios", RHONE, "0f0e0d0c", "dpo"))
                        .queryParam("limit", 1)
                        .get("/v1/parties");
        String cursor = parties.<String>path("next");
        assertThat(cursor).as(parties.asString()).isNotNull();

        for (String wrong : List.of(cursor, "c2lnbmVk")) {
            Response refused = search(Map.of("number", number, "cursor", wrong));
            assertProblem(refused, 400, "cursor-invalid");
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("/cursor");
        }
        Response listed =
                as(token("helios", RHONE, "dpo")).queryParam("cursor", cursor).get("/v1/consents");
        assertProblem(listed, 400, "cursor-invalid");
        assertThat(listed.<String>path("violations[0].pointer")).isEqualTo("cursor");
    }

    @Test
    void isOnRecordByPseudonym() throws SQLException {
        String correlation = UUID.randomUUID().toString();
        as(token("helios", RHONE, "dpo"))
                .header("X-Correlation-Id", correlation)
                .body(Map.of("number", number, "state", "GIVEN"))
                .post("/v1/consents/search")
                .then()
                .statusCode(200);

        JsonNode read = Readings.only(correlation);
        assertThat(read.path("type").asText()).isEqualTo("ConsentsListed");
        assertThat(read.at("/payload/filters/subject").asText()).isEqualTo(subject);
        assertThat(read.at("/payload/filters/lookup").asText()).isEqualTo("NUMBER");
        assertThat(read.at("/payload/shown").asInt()).isEqualTo(2);
        assertThat(read.toString()).doesNotContain(nationalDigits(number));
    }

    @Test
    void showsNothingWhenItCannotBePutOnRecord() throws SQLException {
        assertProblem(
                Readings.withoutRoom(() -> search(Map.of("number", number))),
                503,
                "service-unavailable");
    }

    @Test
    void theListHonoursEachOfItsFilters() {
        assertThat(listed("subject", subject)).containsExactlyInAnyOrder(first, second);
        assertThat(listed("controller", RHONE)).contains(first, second);
        assertThat(listed("controller", "nord-energie")).isEmpty();
        assertThat(listed("state", "GIVEN")).contains(first, second);
        assertThat(listed("state", "EXPIRED")).doesNotContain(first, second);
        assertThat(listed("state", "WITHDRAWN")).doesNotContain(first, second);
        assertThat(listed("limit", "1")).hasSize(1);
    }

    private static List<String> listed(String filter, String value) {
        Map<String, String> question = new HashMap<>(Map.of("limit", "200"));
        question.put(filter, value);
        return ids(as(token("helios", RHONE, "dpo")).queryParams(question).get("/v1/consents"));
    }

    private static List<String> ids(Response answer) {
        answer.then().statusCode(200);
        return answer.path("items.id");
    }

    private static Response give(String number) {
        return as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
    }

    private static Response search(Map<String, Object> question) {
        return search(token("helios", RHONE, "dpo"), question);
    }

    private static Response search(String token, Map<String, Object> question) {
        return as(token).body(question).post("/v1/consents/search");
    }

    private static void awaitListed(String subject, int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(listed("subject", subject)).hasSize(number));
    }
}
