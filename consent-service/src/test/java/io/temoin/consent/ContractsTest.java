// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.rules.domain.RulesProblem;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The committed OpenAPI document and the access table against the running service. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ContractsTest {

    private static final String CONTROLLER = "rhone-telecom";

    @Test
    void theOpenApiDocumentIsInStep() {
        OpenApiContract.of("consent-service").isInStep();
        OpenApiContract.of("consent-service").documentsEveryOperation();
    }

    @Test
    void everyRefusalIsAsTheDocumentSays() {
        ProblemContract.of("consent-service").agreesWith(ConsentProblem.values());
        ProblemContract.of("consent-service").agreesWith(SelfServiceProblem.values());
        ProblemContract.of("consent-service").agreesWith(RulesProblem.values());
        ProblemContract.of("consent-service")
                .holdsForParkedMessages(token(Side.OWN, "admin"), token(Side.OWN, "agent"));
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        Response decided =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "dialer")))
                        .body(call())
                        .post("/v1/call-decisions");
        String decision = decided.path("id");
        String subject = decided.path("subject");
        Response given =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "agent")))
                        .body(consent())
                        .post("/v1/consents");
        AccessMatrix.of("consent-service", ContractsTest::token)
                .operation("decideCall", (request, _, _) -> write(request).body(call()))
                .operation(
                        "getCallDecision",
                        (request, _, _) ->
                                request.pathParam("id", decision)
                                        .queryParam("controller", CONTROLLER)
                                        .queryParam("subject", subject))
                .operation("getConsent", (request, _, _) -> contact(request, given))
                .operation("getConsentReceipt", (request, _, _) -> contact(request, given))
                .operation("getConsentProof", (request, _, _) -> contact(request, given))
                .operation(
                        "changePreferences",
                        (request, _, _) -> write(request).body(preferenceChange()))
                .operation(
                        "getPreferences",
                        (request, _, _) ->
                                request.queryParam("controller", CONTROLLER)
                                        .queryParam("subject", given.<String>path("subject")))
                .operation(
                        "issueSelfServiceLink",
                        (request, _, _) ->
                                write(request)
                                        .body(
                                                Map.of(
                                                        "controller",
                                                        CONTROLLER,
                                                        "number",
                                                        "+33199009998",
                                                        "scopes",
                                                        List.of("VIEW"))))
                // Whoever signs in has no link, so every role is refused like nobody
                .operation(
                        "getOwnReceipt",
                        (request, _, _) -> request.pathParam("id", given.<String>path("id")))
                .operation(
                        "getOwnProof",
                        (request, _, _) -> request.pathParam("id", given.<String>path("id")))
                .operation(
                        "changeOwnPreferences",
                        (request, _, _) ->
                                write(request).body(Map.of("stated", Map.of("reachBy", List.of()))))
                .operation(
                        "requestOwnData",
                        (request, _, _) -> write(request).body(Map.of("right", "ACCESS")))
                .operation("withdrawOwnConsent", (request, _, _) -> write(request))
                .operation("objectToMarketing", (request, _, _) -> write(request))
                .operation(
                        "getRulePack",
                        (request, _, _) ->
                                request.pathParam("id", "FR-2026").pathParam("version", "2026.2"))
                .operation("giveConsent", (request, _, _) -> write(request).body(consent()))
                .operation("recordObjection", (request, _, _) -> write(request).body(statement()))
                .operation("reportCallAttempt", (request, _, _) -> write(request).body(attempt()))
                .operation("flagMinor", (request, _, _) -> write(request).body(statement()))
                .operation("withdrawConsent", (request, _, _) -> write(request).body(statement()))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON)
                                        .body(Map.of("consumer", "none", "key", "helios/none")))
                .hasNoDeviation();
    }

    @Test
    void theKeysAreForEverybodyAndMayBeCached() {
        Response keys = RestAssured.given().get("/v1/keys");
        assertThat(keys.statusCode()).isEqualTo(200);
        assertThat(keys.header("Cache-Control")).contains("public").contains("max-age");
        assertThat(keys.<String>path("keys[0].crv")).isEqualTo("Ed25519");
        assertThat(keys.<Object>path("keys[0].d")).isNull();
    }

    /** In the other tenant the caller acts for a controller of that tenant, not for ours. */
    private static String token(Side side, String role) {
        return switch (side) {
            case OWN ->
                    TestTokens.token(
                            "helios", "voix-du-rhone", List.of(CONTROLLER), "actor-own", role);
            case FOREIGN ->
                    TestTokens.token(
                            "boreal",
                            "centre-boreal",
                            List.of("nord-energie"),
                            "actor-foreign",
                            role);
        };
    }

    private static RequestSpecification write(RequestSpecification request) {
        return request.contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** The thing of a contact that was answered with. */
    private static RequestSpecification contact(RequestSpecification request, Response made) {
        return request.pathParam("id", made.<String>path("id"))
                .queryParam("controller", CONTROLLER)
                .queryParam("subject", made.<String>path("subject"));
    }

    private static Map<String, Object> call() {
        return Map.of(
                "controller", CONTROLLER,
                "number", "+33199009999",
                "purpose", "PROSPECTING_CALL");
    }

    private static Map<String, Object> consent() {
        return Map.of(
                "controller",
                CONTROLLER,
                "number",
                "+33199009998",
                "purposes",
                List.of("PROSPECTING_CALL"),
                "channel",
                "WEB",
                "wordingVersion",
                "fibre-2026-09",
                "mentions",
                Map.of(
                        "professionalAndGoods", true,
                        "choice", true,
                        "period", true,
                        "withdrawal", true,
                        "proofAccess", true),
                "positiveAct",
                "CLICK",
                "validFor",
                "P6M",
                "collectedAt",
                CallingClock.now().minusSeconds(60).toString(),
                "evidence",
                Map.of("kind", "WEB_FORM", "reference", "form-17"));
    }

    private static Map<String, Object> preferenceChange() {
        return Map.of(
                "controller",
                CONTROLLER,
                "number",
                "+33199009998",
                "channel",
                "VOICE",
                "statedAt",
                CallingClock.now().minusSeconds(1).toString(),
                "stated",
                Map.of("reachBy", List.of("VOICE", "POST")));
    }

    private static Map<String, Object> statement() {
        return Map.of(
                "controller", CONTROLLER,
                "number", "+33199009997",
                "kind", "MARKETING",
                "channel", "VOICE",
                "statedAt", CallingClock.now().minusSeconds(1).toString());
    }

    private static Map<String, Object> attempt() {
        return Map.of(
                "controller", CONTROLLER,
                "number", "+33199009996",
                "purpose", "PROSPECTING_CALL",
                "outcome", "BUSY",
                "attemptedAt", CallingClock.now().minusSeconds(1).toString());
    }
}
