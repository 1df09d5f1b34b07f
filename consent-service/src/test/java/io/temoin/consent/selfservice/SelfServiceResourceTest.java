// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.consent.permission.Parties.RHONE;
import static io.temoin.consent.permission.Parties.VOIX;
import static io.temoin.consent.permission.Parties.as;
import static io.temoin.consent.permission.Parties.call;
import static io.temoin.consent.permission.Parties.consent;
import static io.temoin.consent.permission.Parties.dialerOf;
import static io.temoin.consent.permission.Parties.freshNumber;
import static io.temoin.consent.permission.Parties.token;
import static io.temoin.consent.selfservice.SelfServiceLinks.HEADER;
import static io.temoin.consent.selfservice.SelfServiceLinks.given;
import static io.temoin.consent.selfservice.SelfServiceLinks.tokenFor;
import static io.temoin.consent.selfservice.SelfServiceLinks.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with a link. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SelfServiceResourceTest {

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void thePersonSeesWhatIsKnownAndNothingElse() {
        String number = freshNumber();
        String consent = given(number).path("id");
        as(dialerOf(VOIX)).body(call(number)).post("/v1/call-decisions");
        given(freshNumber());

        Response own = with(tokenFor(number, "VIEW")).get("/v1/self-service/contact");

        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
        assertThat(own.header("Cache-Control")).isEqualTo("private, no-store");
        assertThat(own.<String>path("controller")).isEqualTo(RHONE);
        assertThat(own.<List<String>>path("consents.id")).containsExactly(consent);
        assertThat(own.<String>path("consents[0].status")).isEqualTo("ConsentGiven");
        assertThat(own.<List<String>>path("questions.verdict")).containsExactly("ALLOW");
        assertThat(own.<List<Object>>path("withdrawals")).isEmpty();
    }

    @Test
    void thePersonGetsTheProofWithoutAnAccount() {
        String number = freshNumber();
        Response given = given(number);
        String token = tokenFor(number, "VIEW");

        Response proof =
                with(token).get("/v1/self-service/consents/" + given.path("id") + "/proof");
        Response receipt =
                with(token).get("/v1/self-service/consents/" + given.path("id") + "/receipt");

        assertThat(proof.statusCode()).isEqualTo(200);
        assertThat(proof.header("Content-Security-Policy")).contains("sandbox");
        assertThat(proof.asString())
                .contains(given.<String>path("receipt"), number.replace(" ", ""));
        assertThat(receipt.header("Receipt-Signature")).contains("..");
        assertThat(receipt.<String>path("record_id")).isEqualTo(given.path("id"));
    }

    @Test
    void theConsentOfAnotherIsUnknownToThePerson() {
        String others = given(freshNumber()).path("id");
        String token = tokenFor(freshNumber(), "VIEW");

        for (String part : List.of("receipt", "proof")) {
            assertProblem(
                    with(token).get("/v1/self-service/consents/" + others + "/" + part),
                    404,
                    "consent-unknown");
        }
    }

    @Test
    void thePersonWithdrawsAndTheNextCallIsDeniedA10() {
        String number = freshNumber();
        given(number);

        Response withdrawn =
                with(tokenFor(number, "WITHDRAW")).post("/v1/self-service/withdrawals");

        assertThat(withdrawn.statusCode()).as(withdrawn.asString()).isEqualTo(201);
        assertThat(reasons(number)).containsExactly("CONSENT_WITHDRAWN");
        Response own = with(tokenFor(number, "VIEW")).get("/v1/self-service/contact");
        assertThat(own.<String>path("consents[0].status")).isEqualTo("ConsentWithdrawn");
        assertThat(own.<List<String>>path("withdrawals.channel")).containsExactly("WEB");
    }

    /** A page that names the wrong controller would end the person's consents with another one. */
    @ParameterizedTest
    @ValueSource(strings = {"loire-assurance", "RHONE", "0199000000"})
    void aControllerThatIsNotTheLinksIsRefused(String other) {
        String number = freshNumber();
        String consent = given(number).path("id");
        String token =
                tokenFor(number, "VIEW", "WITHDRAW", "OBJECT", "PREFERENCES", "DATA_REQUEST");
        Map<String, Object> wishes = Map.of("stated", Map.of("reachBy", List.of("POST")));
        String address = "/v1/self-service/%s?controller=" + other;

        for (Response refused :
                List.of(
                        to(token).get(address.formatted("contact")),
                        to(token).get(address.formatted("consents/" + consent + "/receipt")),
                        to(token).get(address.formatted("consents/" + consent + "/proof")),
                        to(token).post(address.formatted("withdrawals")),
                        to(token).post(address.formatted("objections")),
                        to(token).body(wishes).post(address.formatted("preferences")),
                        to(token)
                                .body(Map.of("right", "ACCESS"))
                                .post(address.formatted("data-requests")))) {
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
            assertThat(refused.<String>path("violations[0].pointer")).isEqualTo("controller");
        }
        assertThat(
                        as(dialerOf(VOIX))
                                .body(call(number))
                                .post("/v1/call-decisions")
                                .<String>path("verdict"))
                .isEqualTo("ALLOW");
    }

    @Test
    void theLinksOwnControllerMayBeNamed() {
        Response own =
                with(tokenFor(freshNumber(), "VIEW"))
                        .get("/v1/self-service/contact?controller=" + RHONE);
        assertThat(own.statusCode()).as(own.asString()).isEqualTo(200);
    }

    private static RequestSpecification to(String token) {
        return with(token).urlEncodingEnabled(false);
    }

    @Test
    void thePersonObjectsAndTheNextCallIsDenied() {
        String number = freshNumber();
        given(number);

        Response objected = with(tokenFor(number, "OBJECT")).post("/v1/self-service/objections");

        assertThat(objected.statusCode()).isEqualTo(201);
        assertThat(reasons(number)).containsExactly("MARKETING_OBJECTION");
    }

    @Test
    void thePersonSaysHowToBeReachedAndTheNextCallObeys() {
        String number = freshNumber();
        given(number);
        String token = tokenFor(number, "PREFERENCES");

        Response stated =
                with(token)
                        .body(Map.of("stated", Map.of("reachBy", List.of("POST"))))
                        .post("/v1/self-service/preferences");

        assertThat(stated.statusCode()).as(stated.asString()).isEqualTo(201);
        assertThat(reasons(number)).containsExactly("PREFERENCE");
        assertProblem(
                with(token).body(Map.of("stated", Map.of())).post("/v1/self-service/preferences"),
                400,
                "preferences-contradictory");
        assertProblem(
                with(token).body(Map.of()).post("/v1/self-service/preferences"),
                400,
                "request-invalid");
    }

    @Test
    void thePersonAsksForTheirDataAndIsToldUntilWhen() throws Exception {
        String token = tokenFor(freshNumber(), "DATA_REQUEST");

        Response received =
                with(token).body(Map.of("right", "ACCESS")).post("/v1/self-service/data-requests");

        assertThat(received.statusCode()).as(received.asString()).isEqualTo(201);
        // Received on 24 November: to be answered before the end of 24 December in Paris
        assertThat(received.<String>path("dueBy")).isEqualTo("2026-12-24T23:00:00Z");
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'DsrReceived' and stream ="
                                        + " 'dsr-"
                                        + received.path("id")
                                        + "'"))
                .isOne();
        assertProblem(
                with(token)
                        .body(Map.of("right", "EVERYTHING"))
                        .post("/v1/self-service/data-requests"),
                400,
                "request-invalid");
    }

    @Test
    void whatThePersonDidIsRecordedAsTheirs() throws Exception {
        String number = freshNumber();
        with(tokenFor(number, "WITHDRAW")).post("/v1/self-service/withdrawals");

        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'ConsentWithdrawn' and"
                                        + " metadata::jsonb #>> '{actor,role}' = 'data-subject' and"
                                        + " payload::jsonb ->> 'subject' = metadata::jsonb #>>"
                                        + " '{actor,id}'"))
                .isPositive();
    }

    /** Who made a link holds its token: what was done by it says by which, and so by whose. */
    @Test
    void whatIsDoneByALinkIsCausedByItsIssue() throws Exception {
        String number = freshNumber();
        Response made =
                SelfServiceLinks.link(
                        number, "VIEW", "WITHDRAW", "OBJECT", "PREFERENCES", "DATA_REQUEST");
        String token = made.path("token");

        with(token).post("/v1/self-service/withdrawals").then().statusCode(201);
        with(token).post("/v1/self-service/objections").then().statusCode(201);
        with(token)
                .body(Map.of("stated", Map.of("reachBy", List.of("POST"))))
                .post("/v1/self-service/preferences")
                .then()
                .statusCode(201);
        with(token)
                .body(Map.of("right", "ERASURE"))
                .post("/v1/self-service/data-requests")
                .then()
                .statusCode(201);
        with(token).get("/v1/self-service/contact").then().statusCode(200);

        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event e join event issued on e.metadata::jsonb"
                                        + " ->> 'causation' = issued.command_id || '.' || issued.ordinal where issued.type ="
                                        + " 'SelfServiceLinkIssued' and issued.payload::jsonb ->>"
                                        + " 'link' = '"
                                        + made.path("id")
                                        + "'"))
                .isEqualTo(5);
    }

    @Test
    void aRepeatedStatementIsOne() {
        String number = freshNumber();
        String token = tokenFor(number, "WITHDRAW");
        String key = UUID.randomUUID().toString();

        Response first = with(token, key).post("/v1/self-service/withdrawals");
        Response again = with(token, key).post("/v1/self-service/withdrawals");

        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertProblem(
                Http.given().header(HEADER, token).post("/v1/self-service/withdrawals"),
                400,
                "idempotency-key-missing");
    }

    /** A key is one person's: who happens to choose the same one is heard too. */
    @Test
    void twoPeopleWithTheSameKeyAreTwo() {
        String key = UUID.randomUUID().toString();
        String number = freshNumber();
        given(number);
        with(tokenFor(freshNumber(), "WITHDRAW"), key).post("/v1/self-service/withdrawals");

        Response second =
                with(tokenFor(number, "WITHDRAW"), key).post("/v1/self-service/withdrawals");

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotent-Replay")).isNull();
        assertThat(reasons(number)).containsExactly("CONSENT_WITHDRAWN");
    }

    private static List<String> reasons(String number) {
        return as(dialerOf(VOIX))
                .body(call(number))
                .post("/v1/call-decisions")
                .path("reasons.code");
    }
}
