// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.rights.DeskCase.AGENT;
import static io.temoin.retention.rights.DeskCase.NOON;
import static io.temoin.retention.rights.DeskCase.PATIENCE;
import static io.temoin.retention.rights.DeskCase.RHONE;
import static io.temoin.retention.rights.DeskCase.VOIX;
import static io.temoin.retention.rights.DeskCase.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests arrive at the desk: through a link, or taken in by somebody. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RequestIntakeTest {

    private static final String COLLEAGUE = "00000000-0000-4000-8000-0000000000a2";

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    RequestIntakeTest(TestClock clock) {
        this.clock = clock;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    @AfterEach
    void close() {
        its.close();
    }

    @Test
    void whatAPersonAsksForWithALinkIsOpenedOnce() {
        var request = UUID.randomUUID();
        var event = UUID.randomUUID() + ".0";

        its.asked(event, request, _ -> {});
        its.asked(event, request, _ -> {});
        its.asked(UUID.randomUUID() + ".0", request, _ -> {});
        var after = its.received("PORTABILITY"); // whatever was sent before has arrived

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("type", equalTo("ACCESS"))
                .body("state", equalTo("OPEN"))
                .body("intake.way", equalTo("SELF_SERVICE"))
                .body("deadline.dueAt", equalTo("2026-12-24T23:00:00Z"))
                .body("tasks.service", contains("CONSENT", "RECORDING", "RETENTION", "AUDIT"));
        assertThat(after).isNotEqualTo(request);
        assertThat(its.published(request, 1)).containsExactly("RequestOpened");
    }

    /** A message that cannot be read waits for an operator; the next ones do not. */
    @Test
    void anUnknownRightIsParked() {
        var strange = UUID.randomUUID();

        its.asked(UUID.randomUUID() + ".0", strange, data -> data.put("right", "SOMETHING"));
        its.received("ACCESS");

        assertProblem(its.dpo().get("/v1/requests/{id}", strange), 404, "request-unknown");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.admin(its.tenant)
                                        .get("/v1/parked-messages")
                                        .then()
                                        .statusCode(200)
                                        .body(containsString(strange.toString())));
    }

    @Test
    void anAgentTakesInWhatIsSaidOnThePhone() {
        its.recorded();
        var agreement = PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        var body = its.opening("ERASURE", ", \"receivedAt\": \"2026-11-24T10:00:00Z\"");

        var first = its.agent().body(body).post("/v1/requests");
        UUID request = UUID.fromString(first.then().statusCode(201).extract().path("id"));

        its.agent()
                .get("/v1/requests/{id}", request)
                .then()
                .statusCode(200)
                .body("intake.receivedBy", equalTo(VOIX))
                .body("intake.receivedAt", equalTo("2026-11-24T10:00:00Z"))
                .body("notes", nullValue());
        sees(its.as(VOIX, COLLEAGUE, "agent").get("/v1/requests/{id}", request), false);
        sees(its.as(VOIX, COLLEAGUE, "supervisor").get("/v1/requests/{id}", request), true);
        sees(its.as("atlas-contact", AGENT, "dpo").get("/v1/requests/{id}", request), false);
        sees(its.as("loire-assurance", AGENT, "dpo").get("/v1/requests/{id}", request), false);
        its.awaitListed(request);
        its.as(VOIX, COLLEAGUE, "supervisor").get("/v1/requests").then().body("items", hasSize(1));
        its.as("loire-assurance", AGENT, "dpo").get("/v1/requests").then().body("items", empty());

        PublishedAgreements.suspend(agreement);

        sees(its.as(VOIX, COLLEAGUE, "supervisor").get("/v1/requests/{id}", request), false);
        sees(its.dpo().get("/v1/requests/{id}", request), true);
    }

    private static void sees(Response answer, boolean seen) {
        if (seen) {
            answer.then().statusCode(200);
        } else {
            assertProblem(answer, 404, "request-unknown");
        }
    }

    @Test
    void aRepeatedIntakeIsTheSameRequest() {
        var known = its.received("ACCESS");
        var key = UUID.randomUUID().toString();
        var body = DeskCase.about(known, "RESTRICTION");

        String first =
                Tokens.dpo(its.tenant)
                        .header("Idempotency-Key", key)
                        .contentType("application/json")
                        .body(body)
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .header("Idempotent-Replay", nullValue())
                        .extract()
                        .path("id");
        its.awaitListed(UUID.fromString(first));

        Tokens.dpo(its.tenant)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .header("Idempotent-Replay", "true")
                .body("id", equalTo(first))
                .body("state", equalTo("OPEN"));
        assertProblem(
                Tokens.dpo(its.tenant)
                        .header("Idempotency-Key", key)
                        .contentType("application/json")
                        .body(DeskCase.about(known, "ERASURE"))
                        .post("/v1/requests"),
                422,
                "idempotency-key-reused");
    }

    @Test
    void aSecondRequestForTheSameJoinsTheFirst() {
        var first = its.received("ACCESS");

        String second =
                its.dpo()
                        .body(DeskCase.about(first, "ACCESS"))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("JOINED"))
                        .body("earlier", equalTo(1))
                        .body("outcome.joinedInto", equalTo(first.toString()))
                        .extract()
                        .path("id");

        var refused =
                post(its.dpo(), UUID.fromString(second), "refusals", DeskCase.ground("EXCESSIVE"));
        assertProblem(refused, 409, "request-joined");
        assertThat(refused.asString()).doesNotContain(first.toString());
        its.dpo()
                .get("/v1/requests/{id}", first)
                .then()
                .body("state", equalTo("OPEN"))
                .body("attached", contains(second));
    }

    /** Whoever takes a request in learns nothing of others that the person made elsewhere. */
    @Test
    void onlyTheDeskOfTheControllerLearnsOfOtherRequests() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID first = takenIn("ACCESS");

        String second =
                its.agent()
                        .body(its.opening("ACCESS", ""))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("earlier", nullValue())
                        .body("state", equalTo("OPEN"))
                        .body("outcome", nullValue())
                        .extract()
                        .path("id");

        for (String role : new String[] {"agent", "dpo"}) {
            its.as(VOIX, AGENT, role)
                    .get("/v1/requests/{id}", second)
                    .then()
                    .body("state", equalTo("OPEN"))
                    .body("outcome", nullValue());
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.dpo()
                                        .get("/v1/requests?state=JOINED")
                                        .then()
                                        .body("items.id", contains(second)));
        its.as(VOIX, AGENT, "dpo").get("/v1/requests?state=JOINED").then().body("items", empty());
        its.as(VOIX, AGENT, "dpo")
                .get("/v1/requests?state=OPEN")
                .then()
                .body("items.id", containsInAnyOrder(first.toString(), second))
                .body("items.state", everyItem(equalTo("OPEN")));
        its.dpo()
                .get("/v1/requests?state=OPEN")
                .then()
                .body("items.id", contains(first.toString()));
        its.agent()
                .get("/v1/requests/{id}", first)
                .then()
                .statusCode(200)
                .body("attached", nullValue())
                .body("earlier", nullValue());
        its.dpo()
                .get("/v1/requests/{id}", second)
                .then()
                .body("earlier", equalTo(1))
                .body("outcome.joinedInto", equalTo(first.toString()));
    }

    /** A copy of one recording is not the copy of another. */
    @Test
    void requestsAboutDifferentThingsAreDifferentRequests() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID copy = takenIn("INSURANCE_RECORDING_COPY");

        its.dpo()
                .body(DeskCase.about(copy, "INSURANCE_RECORDING_COPY"))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("OPEN"))
                .body("about", nullValue())
                .body("earlier", equalTo(0));
        its.dpo()
                .body(its.opening("INSURANCE_RECORDING_COPY", ""))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .body("state", equalTo("JOINED"))
                .body("about.recording", equalTo(its.recording.toString()))
                .body("outcome.joinedInto", equalTo(copy.toString()));
    }

    private UUID takenIn(String type) {
        UUID request =
                UUID.fromString(
                        its.agent()
                                .body(its.opening(type, ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .body("about.recording", equalTo(its.recording.toString()))
                                .extract()
                                .path("id"));
        its.awaitListed(request);
        return request;
    }

    /** Taken in here, they would stop no call. */
    @ParameterizedTest
    @ValueSource(strings = {"MARKETING_OBJECTION", "CONSENT_WITHDRAWAL"})
    void sendsWhatStopsCallsToConsentService(String type) {
        assertProblem(
                its.dpo().body(DeskCase.about(UUID.randomUUID(), type)).post("/v1/requests"),
                422,
                "request-for-consent-service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"way\": \"ORAL\", \"about\": {\"request\": \"%s\"}} | /type",
                "{\"type\": \"ACCESS\", \"about\": {\"request\": \"%s\"}} | /way",
                "{\"type\": \"ACCESS\", \"way\": \"SELF_SERVICE\", \"about\": {\"request\": \"%s\"}} | /way",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\"} | /about",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"about\": {}} | /about",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"about\": {\"request\": \"1\"}} | /about/request",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"about\": {\"recording\": \"%s\", \"request\": \"%s\"}} | /about",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"about\": {\"decision\": \"%s\"}} | /about/controller",
                "{\"type\": \"ACCESS\", \"way\": \"REPRESENTATIVE\", \"about\": {\"request\": \"%s\"}} | /mandate",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"mandate\": \"M1\", \"about\": {\"request\": \"%s\"}} | /mandate",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"receivedAt\": \"2026-11-24T11:02:00Z\", \"about\": {\"request\": \"%s\"}} | /receivedAt",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"receivedAt\": \"2018-05-24T23:59:59Z\", \"about\": {\"request\": \"%s\"}} | /receivedAt",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"receivedAt\": \"-999999999-01-01T00:00:00Z\", \"about\": {\"request\": \"%s\"}} | /receivedAt",
                "{\"type\": \"ACCESS\", \"way\": \"ORAL\", \"receivedAt\": \"yesterday\", \"about\": {\"request\": \"%s\"}} | /receivedAt"
            })
    void refusesAnIntakeThatCannotBeRead(String body, String pointer) {
        var id = UUID.randomUUID().toString();

        assertThat(assertInvalid(its.dpo().body(body.replace("%s", id)).post("/v1/requests")))
                .contains(pointer);
    }

    private static List<String> assertInvalid(Response answer) {
        assertProblem(answer, 400, "request-invalid");
        return answer.path("violations.pointer");
    }

    @Test
    void refusesAMandateThatLooksLikeANumber() {
        assertProblem(
                its.dpo()
                        .body(
                                DeskCase.about(UUID.randomUUID(), "ACCESS")
                                        .replace(
                                                "\"ORAL\"",
                                                "\"REPRESENTATIVE\", \"mandate\": \"33612345678\""))
                        .post("/v1/requests"),
                400,
                "personal-data-refused");
    }

    @Test
    void findsNobodyByWhatItDoesNotKnow() {
        for (String about :
                List.of(
                        "\"recording\": \"%s\"",
                        "\"request\": \"%s\"",
                        "\"decision\": \"%s\", \"controller\": \"rhone-telecom\"")) {
            assertProblem(
                    its.dpo()
                            .body(
                                    "{\"type\": \"ACCESS\", \"way\": \"LETTER\", \"about\": {%s}}"
                                            .formatted(about.formatted(UUID.randomUUID())))
                            .post("/v1/requests"),
                    404,
                    "reference-unknown");
        }
    }

    /** What is known to another controller is not known. */
    @Test
    void findsNobodyByWhatIsNotTheCallers() {
        its.recorded();

        assertProblem(
                its.as("loire-assurance", AGENT, "dpo")
                        .body(its.opening("ACCESS", ""))
                        .post("/v1/requests"),
                404,
                "reference-unknown");
        assertProblem(
                its.agent().body(its.opening("ACCESS", "")).post("/v1/requests"),
                404,
                "reference-unknown");
    }
}
