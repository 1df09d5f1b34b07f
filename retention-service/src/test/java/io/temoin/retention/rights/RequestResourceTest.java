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
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.rights.RequestDeadlineQueries.Passed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    private final DeadlineJob deadlines;
    private final RequestDeadlineQueries queries;

    RequestResourceTest(TestClock clock, DeadlineJob deadlines, RequestDeadlineQueries queries) {
        this.clock = clock;
        this.deadlines = deadlines;
        this.queries = queries;
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
    void isAnsweredInPartWithGrounds() {
        var request = its.received("ERASURE");

        assertProblem(
                post(its.dpo(), request, "answers", DeskCase.answer("GRANTED")), 409, "tasks-open");
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }
        assertProblem(
                post(its.dpo(), request, "answers", DeskCase.answer("REFUSED")),
                422,
                "answer-inconsistent");
        var partly = DeskCase.answer("REFUSED\", \"ground\": \"LEGAL_CLAIMS");
        assertProblem(post(its.dpo(), request, "answers", partly), 409, "tasks-open");
        new ErasureCase(its).completed(request);
        its.done(request, "answers", partly);
        assertProblem(
                post(its.dpo(), request, "refusals", DeskCase.ground("NO_GROUND")),
                409,
                "erasure-begun");
        assertProblem(post(its.dpo(), request, "closures", ""), 409, "recipients-open");
        its.done(request, "recipients", "{\"recipients\": []}");
        its.done(request, "closures", "");

        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("state", equalTo("CLOSED"))
                .body("outcome.partial", equalTo(true))
                .body("outcome.parts[1].ground", equalTo("LEGAL_CLAIMS"));
        assertThat(its.published(request, 10))
                .containsExactly(
                        "RequestOpened",
                        "ProcessingRestricted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "RequestTaskCompleted",
                        "ErasureDecided",
                        "DsrAnswered",
                        "RecipientsNamed",
                        "DsrClosed");
    }

    /** B4: a recording that rests on legitimate interest. */
    @Test
    void portabilityOnTheWrongBasisOffersACopy() {
        var request = its.received("PORTABILITY");

        its.done(request, "refusals", DeskCase.ground("BASIS_MISMATCH"))
                .body("outcome.ground", equalTo("BASIS_MISMATCH"))
                .body("outcome.offered", equalTo("ACCESS"));
    }

    /** A18: due on 5 January, strictly on 24 December. */
    @Test
    void promptProofOfIdentityMovesTheDeadline() {
        var request = its.received("ACCESS");
        clock.set(Instant.parse("2026-11-26T10:00:00Z"));
        its.done(request, "identity-proof-requests", "");
        clock.set(Instant.parse("2026-12-05T10:00:00Z"));

        its.done(request, "identity-proofs", "{}")
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
        its.done(request, "identity-proof-requests", "");
        clock.set(Instant.parse("2026-12-22T10:00:00Z"));

        its.done(request, "identity-proofs", "{}")
                .body("deadline.dueAt", equalTo("2026-12-24T23:00:00Z"));
    }

    @Test
    void isExtendedBeforeTheFirstDeadlineOnly() {
        var request = its.received("ACCESS");
        var late = its.received("ERASURE");

        its.done(request, "extensions", "{\"reason\": \"COMPLEX\"}")
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

        assertThat(its.published(request, 2)).containsExactly("RequestOpened", "RequestOverdue");
        its.dpo()
                .get("/v1/requests/{id}", request)
                .then()
                .body("state", equalTo("OPEN"))
                .body("deadline.overdue", equalTo(true));
    }

    /** Else every replica looked at it every few seconds, until it is answered. */
    @Test
    void whatWasSaidToBeOverdueIsNotLookedAtAgain() {
        var request = its.received("ACCESS");
        var late = Instant.parse("2026-12-24T23:00:00Z");
        clock.set(late);

        deadlines.run();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(passed(late)).doesNotContain(request));
        assertThat(its.published(request, 2)).containsExactly("RequestOpened", "RequestOverdue");
        assertThat(queries.count(late).await().atMost(PATIENCE)).isPositive();
    }

    private List<UUID> passed(Instant now) {
        return queries.passed(now, Passed.START, 10_000).await().atMost(PATIENCE).stream()
                .map(Passed::request)
                .toList();
    }

    @Test
    void aLateAnswerStaysLate() {
        var request = its.received("ACCESS");
        clock.set(Instant.parse("2026-12-24T23:00:00Z"));

        its.done(request, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"))
                .body("state", equalTo("REFUSED"))
                .body("deadline.overdue", equalTo(true));

        assertThat(its.published(request, 3))
                .containsExactly("RequestOpened", "RequestOverdue", "DsrRefused");
    }

    @Test
    void isRefusedPartByPart() {
        var request = its.received("ERASURE");
        for (String service : List.of("CONSENT", "RECORDING", "RETENTION", "AUDIT")) {
            its.done(request, "tasks/" + service + "/completions", "{\"result\": \"DONE\"}");
        }

        its.done(
                        request,
                        "answers",
                        DeskCase.answer("REFUSED\", \"ground\": \"LEGAL_CLAIMS")
                                .replace(
                                        "\"GRANTED\"",
                                        "\"REFUSED\", \"ground\": \"LEGAL_OBLIGATION\""))
                .body("state", equalTo("REFUSED"))
                .body("outcome.ground", nullValue())
                .body("outcome.parts", hasSize(4))
                .body("outcome.parts[1].ground", equalTo("LEGAL_CLAIMS"))
                .body("outcome.parts[3].ground", equalTo("LEGAL_OBLIGATION"));
    }

    /** A name would be in the trail for good. */
    @ParameterizedTest
    @ValueSource(strings = {"Marie Curie", "marie.curie", "dpo-1"})
    void assignsToAnActorNotToAName(String name) {
        var request = its.received("ACCESS");

        assertProblem(
                post(its.dpo(), request, "assignments", "{\"assignee\": \"%s\"}".formatted(name)),
                400,
                "request-invalid");
        its.done(request, "assignments", "{\"assignee\": \"%s\"}".formatted(AGENT))
                .body("assignee", equalTo(AGENT));
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
        assertThat(its.messages(request, 2))
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
                post(its.as(VOIX, AGENT, "dpo"), request, "refusals", DeskCase.ground("EXCESSIVE")),
                403,
                "controller-not-authorised");
        assertProblem(
                post(
                        its.as("loire-assurance", AGENT, "dpo"),
                        request,
                        "refusals",
                        DeskCase.ground("EXCESSIVE")),
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
        its.done(erasure, "refusals", DeskCase.ground("MANIFESTLY_UNFOUNDED"));
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
    @ValueSource(
            strings = {
                "state=NOPE",
                "type=NOPE",
                "dueBefore=soon",
                "dueBefore=0001-01-01T00:00:00Z",
                "dueBefore=9999-12-31T23:59:59-01:00",
                "limit=0",
                "stat=OPEN"
            })
    void refusesAQueryThatCannotBeRead(String query) {
        assertProblem(its.dpo().get("/v1/requests?" + query), 400, "request-invalid");
    }

    private List<String> listed(String query) {
        return its.dpo()
                .get("/v1/requests?" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }
}
