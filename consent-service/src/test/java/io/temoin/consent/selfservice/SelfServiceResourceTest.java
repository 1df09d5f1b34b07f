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
import static io.temoin.consent.permission.Parties.nationalDigits;
import static io.temoin.consent.permission.Parties.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.chassis.testing.Backlog;
import io.temoin.consent.permission.CallingClock;
import io.temoin.platform.ServiceComponents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does with a link, and what nobody does without the right one. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class SelfServiceResourceTest {

    private static final String HEADER = "Self-Service-Token";

    @BeforeEach
    @AfterEach
    void startInTheMorning() {
        CallingClock.set(CallingClock.MORNING);
    }

    @Test
    void aLinkNamesNobodyAndIsRecorded() throws Exception {
        String number = freshNumber();
        Response made = link(number, "VIEW", "WITHDRAW");

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(made.<List<String>>path("scopes")).containsExactly("VIEW", "WITHDRAW");
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String said =
                new String(
                        Base64.getUrlDecoder().decode(made.<String>path("token")),
                        StandardCharsets.ISO_8859_1);
        assertThat(said).doesNotContain(nationalDigits(number));
        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from event where type = 'SelfServiceLinkIssued'"
                                        + " and payload::jsonb ->> 'link' = '"
                                        + made.path("id")
                                        + "' and payload::text not like '%"
                                        + made.path("token")
                                        + "%'"))
                .isOne();
    }

    @Test
    void aRepeatedRequestGivesTheSameLink() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> body = wanted(freshNumber(), "VIEW");
        String first = asAgent(key).body(body).post("/v1/self-service-links").path("token");

        assertThat(asAgent(key).body(body).post("/v1/self-service-links").<String>path("token"))
                .isEqualTo(first);
    }

    @Test
    void aLinkIsForSomethingKnownAndForAControllerOfTheCaller() {
        Response nothing =
                as(token("helios", VOIX, "agent"))
                        .body(wanted(freshNumber()))
                        .post("/v1/self-service-links");
        assertProblem(nothing, 400, "request-invalid");
        assertProblem(link(freshNumber(), "EVERYTHING"), 400, "request-invalid");
        Map<String, Object> others = wanted(freshNumber(), "VIEW");
        others.put("controller", "loire-assurance");
        assertProblem(
                as(token("helios", VOIX, "agent")).body(others).post("/v1/self-service-links"),
                403,
                "controller-not-authorised");
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
                RestAssured.given().header(HEADER, token).post("/v1/self-service/withdrawals"),
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

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/self-service/contact,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/receipt,VIEW",
        "GET,/v1/self-service/consents/019a0000-0000-7000-8000-000000000001/proof,VIEW",
        "POST,/v1/self-service/preferences,PREFERENCES",
        "POST,/v1/self-service/withdrawals,WITHDRAW",
        "POST,/v1/self-service/objections,OBJECT",
        "POST,/v1/self-service/data-requests,DATA_REQUEST"
    })
    void nobodyGetsInWithoutTheRightLink(String method, String path, String scope) {
        String number = freshNumber();
        String right = tokenFor(number, scope);
        String others =
                List.of("VIEW", "PREFERENCES", "WITHDRAW", "OBJECT").stream()
                        .filter(one -> !one.equals(scope))
                        .findFirst()
                        .orElseThrow();

        assertProblem(ask(null, method, path), 403, "self-service-token-missing");
        assertProblem(ask(" ", method, path), 403, "self-service-token-missing");
        assertProblem(
                ask(tokenFor(number, others), method, path), 403, "self-service-scope-missing");
        assertThat(ask(altered(right), method, path).statusCode()).isIn(403, 429);
        assertThat(ask(ofTenant(right, "boreal"), method, path).statusCode()).isIn(403, 429);
        // A token of the identity provider is no link
        assertProblem(
                RestAssured.given()
                        .auth()
                        .oauth2(token("helios", RHONE, "dpo"))
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", "k")
                        .body(Map.of())
                        .request(method, path),
                403,
                "self-service-token-missing");

        CallingClock.set(CallingClock.MORNING.plus(Duration.ofHours(73)));
        assertProblem(ask(right, method, path), 403, "self-service-token-expired");
    }

    /** The same person, the same number, another controller: nothing of it is seen. */
    @Test
    void aLinkOpensOneControllerOnly() {
        String number = freshNumber();
        given(number);
        Map<String, Object> wanted = wanted(number, "VIEW");
        wanted.put("controller", "loire-assurance");
        String token =
                as(token("helios", "loire-assurance", "dpo"))
                        .body(wanted)
                        .post("/v1/self-service-links")
                        .path("token");

        assertThat(with(token).get("/v1/self-service/contact").<List<Object>>path("consents"))
                .isEmpty();
    }

    @Test
    void wrongTokensAreSlowedDownAndARightOneIsNot() {
        String right = tokenFor(freshNumber(), "VIEW");
        for (int i = 0; i <= WrongTokens.MOST; i++) {
            with("wrong-" + i).get("/v1/self-service/contact");
        }

        assertProblem(with("wrong").get("/v1/self-service/contact"), 429, "too-many-requests");
        assertThat(with(right).get("/v1/self-service/contact").statusCode()).isEqualTo(200);
    }

    private static Response ask(@Nullable String token, String method, String path) {
        RequestSpecification request =
                RestAssured.given()
                        .contentType(ContentType.JSON)
                        .header("Idempotency-Key", UUID.randomUUID().toString());
        if (token != null) {
            request.header(HEADER, token);
        }
        if (method.equals("POST")) {
            request.body(Map.of("stated", Map.of("reachBy", List.of())));
        }
        return request.request(method, path);
    }

    /** One bit of what it says is another. */
    private static String altered(String token) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        bytes[bytes.length - 1] ^= 1;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The same words, said to be another tenant's. */
    private static String ofTenant(String token, String tenant) {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        String said = new String(bytes, 32, bytes.length - 32, StandardCharsets.UTF_8);
        byte[] text = said.replaceFirst("^helios", tenant).getBytes(StandardCharsets.UTF_8);
        byte[] forged = java.util.Arrays.copyOf(bytes, 32 + text.length);
        System.arraycopy(text, 0, forged, 32, text.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(forged);
    }

    private static Response given(String number) {
        return as(dialerOf(VOIX)).body(consent(number)).post("/v1/consents");
    }

    private static List<String> reasons(String number) {
        return as(dialerOf(VOIX))
                .body(call(number))
                .post("/v1/call-decisions")
                .path("reasons.code");
    }

    private static Response link(String number, String... scopes) {
        return as(token("helios", VOIX, "agent"))
                .body(wanted(number, scopes))
                .post("/v1/self-service-links");
    }

    private static String tokenFor(String number, String... scopes) {
        return link(number, scopes).path("token");
    }

    private static Map<String, Object> wanted(String number, String... scopes) {
        Map<String, Object> wanted = new HashMap<>();
        wanted.put("controller", RHONE);
        wanted.put("number", number);
        wanted.put("scopes", List.of(scopes));
        return wanted;
    }

    private static RequestSpecification asAgent(String key) {
        return RestAssured.given()
                .auth()
                .oauth2(token("helios", VOIX, "agent"))
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", key);
    }

    private static RequestSpecification with(String token) {
        return with(token, UUID.randomUUID().toString());
    }

    private static RequestSpecification with(String token, String key) {
        return RestAssured.given()
                .contentType(ContentType.JSON)
                .header(HEADER, token)
                .header("Idempotency-Key", key);
    }
}
