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
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.Tokens;
import io.temoin.retention.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests arrive at the desk, are worked on there, and end. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class RequestResourceTest {

    private static final String COLLEAGUE = "00000000-0000-4000-8000-0000000000a2";

    private final DeskCase its = new DeskCase();
    private final TestClock clock;

    RequestResourceTest(TestClock clock) {
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
        assertThat(published(request, 1)).containsExactly("RequestOpened");
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
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
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
        var body = about(known, "RECTIFICATION");

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
                        .body(about(known, "ERASURE"))
                        .post("/v1/requests"),
                422,
                "idempotency-key-reused");
    }

    @Test
    void aSecondRequestForTheSameJoinsTheFirst() {
        var first = its.received("ACCESS");

        String second =
                its.dpo()
                        .body(about(first, "ACCESS"))
                        .post("/v1/requests")
                        .then()
                        .statusCode(201)
                        .body("state", equalTo("JOINED"))
                        .body("earlier", equalTo(1))
                        .body("outcome.joinedInto", equalTo(first.toString()))
                        .extract()
                        .path("id");

        assertProblem(
                post(its.dpo(), UUID.fromString(second), "refusals", ground("EXCESSIVE")),
                409,
                "request-joined");
    }

    @Test
    void isAnsweredInPartWithGrounds() {
        var request = its.received("ERASURE");

        assertProblem(post(its.dpo(), request, "answers", answer("GRANTED")), 409, "tasks-open");
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        assertProblem(
                post(its.dpo(), request, "answers", answer("REFUSED")), 422, "answer-inconsistent");
        done(request, "answers", answer("REFUSED\", \"ground\": \"LEGAL_CLAIMS"));
        assertProblem(
                post(its.dpo(), request, "refusals", ground("NO_GROUND")), 409, "request-ended");
        done(request, "closures", "");

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("state", equalTo("CLOSED"))
                .body("outcome.partial", equalTo(true))
                .body("outcome.parts[1].ground", equalTo("LEGAL_CLAIMS"));
        assertThat(published(request, 7))
                .containsExactly(
                        "RequestOpened",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "DsrAnswered",
                        "DsrClosed");
    }

    /** B4: a recording that rests on legitimate interest. */
    @Test
    void portabilityOnTheWrongBasisOffersACopy() {
        var request = its.received("PORTABILITY");

        done(request, "refusals", ground("BASIS_MISMATCH"))
                .body("outcome.ground", equalTo("BASIS_MISMATCH"))
                .body("outcome.offered", equalTo("ACCESS"));
    }

    /** A18: due on 5 January, strictly on 24 December. */
    @Test
    void promptProofOfIdentityMovesTheDeadline() {
        var request = its.received("ACCESS");
        clock.set(Instant.parse("2026-11-26T10:00:00Z"));
        done(request, "identity-proof-requests", "");
        clock.set(Instant.parse("2026-12-05T10:00:00Z"));

        done(request, "identity-proofs", "{}")
                .body("deadline.dueAt", equalTo("2027-01-05T23:00:00Z"))
                .body("deadline.strictDueAt", equalTo("2026-12-24T23:00:00Z"));

        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                its.dpo()
                                        .get("/v1/requests")
                                        .then()
                                        .body("items[0].dueAt", equalTo("2027-01-05T23:00:00Z")));
    }

    /** A18, second half. */
    @Test
    void lateProofOfIdentityDoesNot() {
        var request = its.received("ACCESS");
        clock.set(Instant.parse("2026-12-20T10:00:00Z"));
        done(request, "identity-proof-requests", "");
        clock.set(Instant.parse("2026-12-22T10:00:00Z"));

        done(request, "identity-proofs", "{}")
                .body("deadline.dueAt", equalTo("2026-12-24T23:00:00Z"));
    }

    @Test
    void isExtendedBeforeTheFirstDeadlineOnly() {
        var request = its.received("ACCESS");
        var late = its.received("ERASURE");

        done(request, "extensions", "{\"reason\": \"COMPLEX\"}")
                .body("deadline.dueAt", equalTo("2027-02-24T23:00:00Z"));
        assertProblem(
                post(its.dpo(), request, "extensions", "{\"reason\": \"COMPLEX\"}"),
                409,
                "request-extended");
        clock.set(Instant.parse("2026-12-24T23:00:00Z"));
        assertProblem(
                post(its.dpo(), late, "extensions", "{\"reason\": \"COMPLEX\"}"),
                409,
                "deadline-passed");
    }

    @Test
    void anOverdueRequestIsSaidToBeOnce() {
        var request = its.received("ACCESS");
        clock.set(Instant.parse("2026-12-24T23:00:00Z"));

        assertThat(published(request, 2)).containsExactly("RequestOpened", "RequestOverdue");
        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("state", equalTo("OPEN"))
                .body("deadline.overdue", equalTo(true));
    }

    @Test
    void notesAreForTheDeskOfTheController() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID request =
                UUID.fromString(
                        its.agent()
                                .body(its.opening("ACCESS", ""))
                                .post("/v1/requests")
                                .then()
                                .statusCode(201)
                                .extract()
                                .path("id"));

        post(its.agent(), request, "notes", "{\"text\": \"reach me at +33 6 12 34 56 78\"}")
                .then()
                .statusCode(201)
                .body("notes", nullValue());

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("notes[0].text", equalTo("reach me at +33 6 12 34 56 78"))
                .body("notes[0].id", notNullValue());
        assertThat(messages(request, 2))
                .noneMatch(message -> message.contains("+33 6") || message.contains("reach me"));
    }

    @Test
    void theControllerAloneDecides() {
        its.recorded();
        PublishedAgreements.inForce(its.tenant, RHONE, VOIX, "QUALITY");
        UUID request =
                UUID.fromString(
                        its.agent()
                                .body(its.opening("ACCESS", ""))
                                .post("/v1/requests")
                                .then()
                                .extract()
                                .path("id"));

        assertProblem(
                post(its.as(VOIX, AGENT, "dpo"), request, "refusals", ground("EXCESSIVE")),
                403,
                "controller-not-authorised");
        assertProblem(
                post(
                        its.as("loire-assurance", AGENT, "dpo"),
                        request,
                        "refusals",
                        ground("EXCESSIVE")),
                404,
                "request-unknown");
        assertProblem(
                its.as(VOIX, AGENT, "supervisor")
                        .body(its.opening("ACCESS", "").replace("ORAL", "CONTROLLER"))
                        .post("/v1/requests"),
                403,
                "controller-not-authorised");
    }

    /** A filter that is passed over answers with everything. */
    @Test
    void honoursEachFilterAndPages() {
        var access = its.received("ACCESS");
        var erasure = its.received("ERASURE");
        done(erasure, "refusals", ground("MANIFESTLY_UNFOUNDED"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(listed("state=REFUSED"))
                                        .containsExactly(erasure.toString()));

        assertThat(listed("state=OPEN")).containsExactly(access.toString());
        assertThat(listed("type=ERASURE")).containsExactly(erasure.toString());
        assertThat(listed("dueBefore=2026-12-24T23:00:00Z")).isEmpty();
        assertThat(listed("dueBefore=2026-12-24T23:00:00.001Z")).hasSize(2);
        var page = its.dpo().get("/v1/requests?limit=1").then().statusCode(200);
        String next = page.body("items", hasSize(1)).extract().path("next");
        String first = page.extract().path("items[0].id");
        List<String> rest =
                its.dpo()
                        .queryParam("cursor", next)
                        .get("/v1/requests")
                        .then()
                        .statusCode(200)
                        .body("next", nullValue())
                        .extract()
                        .path("items.id");
        assertThat(rest).hasSize(1).doesNotContain(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"state=NOPE", "type=NOPE", "dueBefore=soon", "limit=0", "stat=OPEN"})
    void refusesAQueryThatCannotBeRead(String query) {
        assertProblem(its.dpo().get("/v1/requests?" + query), 400, "request-invalid");
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
                                about(UUID.randomUUID(), "ACCESS")
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

    private String about(UUID request, String type) {
        return "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"request\": \"%s\"}}"
                .formatted(type, request);
    }

    private ValidatableResponse done(UUID request, String what, String body) {
        return post(its.dpo(), request, what, body).then().statusCode(201);
    }

    private List<String> listed(String query) {
        return its.dpo()
                .get("/v1/requests?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    private static String ground(String ground) {
        return "{\"ground\": \"%s\"}".formatted(ground);
    }

    private static String answer(String recording) {
        return """
        {"parts": [
          {"service": "CONSENT", "outcome": "GRANTED"},
          {"service": "RECORDING", "item": "01990000-0000-7000-8000-000000000001", "outcome": "%s"},
          {"service": "RETENTION", "outcome": "GRANTED"},
          {"service": "AUDIT", "outcome": "GRANTED"}]}"""
                .formatted(recording);
    }

    private List<String> published(UUID request, int events) {
        return TopicTail.names(tail(request, events));
    }

    private List<String> messages(UUID request, int events) {
        return tail(request, events).stream()
                .map(message -> new String(message.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> tail(UUID request, int events) {
        return TopicTail.await(
                "retention.events",
                (its.tenant + "/request-" + request)::equals,
                found -> found.size() >= events);
    }
}
