// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
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
import io.temoin.consent.agreement.AgreedParties;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.notice.NoticeBodies;
import io.temoin.consent.notice.domain.NoticeProblem;
import io.temoin.consent.permission.CallingClock;
import io.temoin.consent.permission.domain.ConsentProblem;
import io.temoin.consent.purpose.domain.PurposeProblem;
import io.temoin.consent.rules.domain.RulesProblem;
import io.temoin.consent.screening.domain.ScreeningProblem;
import io.temoin.consent.scrubbing.domain.ScrubProblem;
import io.temoin.consent.selfservice.domain.SelfServiceProblem;
import io.temoin.consent.serving.domain.ServingProblem;
import io.temoin.eventsourcing.Rejected;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed OpenAPI document and the access table against the running service. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "consent"))
class ContractsTest {

    private static final String CONTROLLER = "rhone-telecom";
    private static final String RECORDED = "+33199009995";

    @Test
    void theOpenApiDocumentIsInStep() {
        OpenApiContract.of("consent-service").isInStep();
        OpenApiContract.of("consent-service").documentsEveryOperation();
    }

    @Test
    void everyRefusalIsAsTheDocumentSays() {
        ProblemContract.of("consent-service")
                .agreesWith(
                        Stream.<Rejected.Code>concat(
                                        Stream.of(ConsentProblem.values()),
                                        Stream.of(PurposeProblem.values()))
                                .toArray(Rejected.Code[]::new));
        ProblemContract.of("consent-service").agreesWith(SelfServiceProblem.values());
        ProblemContract.of("consent-service").agreesWith(RulesProblem.values());
        ProblemContract.of("consent-service").agreesWith(ScreeningProblem.values());
        ProblemContract.of("consent-service").agreesWith(ScrubProblem.values());
        ProblemContract.of("consent-service").agreesWith(AgreementProblem.values());
        ProblemContract.of("consent-service").agreesWith(ServingProblem.values());
        ProblemContract.of("consent-service").agreesWith(NoticeProblem.values());
        ProblemContract.of("consent-service")
                .holdsForParkedMessages(token(Side.OWN, "admin"), token(Side.OWN, "agent"));
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        AgreedParties.ensure("helios", CONTROLLER, "voix-du-rhone");
        Response decided =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "dialer")))
                        .body(call())
                        .post("/v1/call-decisions");
        String decision = decided.path("id");
        String subject = decided.path("subject");
        String scrub =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "dialer")))
                        .body(list())
                        .post("/v1/call-decisions/batch")
                        .path("id");
        String place = AgreedParties.agree("helios", AgreedParties.terms(CONTROLLER, "centre-17"));
        Response given =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "agent")))
                        .body(consent())
                        .post("/v1/consents");
        write(RestAssured.given().auth().oauth2(token(Side.OWN, "agent")))
                .body(consentToTraining())
                .post("/v1/consents");
        Response recorded =
                write(RestAssured.given().auth().oauth2(token(Side.OWN, "dialer")))
                        .body(recordedCall())
                        .post("/v1/call-decisions");
        write(RestAssured.given().auth().oauth2(token(Side.OWN, "dialer")))
                .body(served(recorded))
                .post("/v1/notices-served");
        int written = newNotice();
        AccessMatrix.of("consent-service", ContractsTest::token)
                .role("data-subject")
                .operation(
                        "reportNoticeServed",
                        (request, _, _) -> write(request).body(served(recorded)))
                .operation(
                        "draftNotice",
                        (request, _, _) -> write(request).body(NoticeBodies.full(CONTROLLER)))
                .operation(
                        "listNotices",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation("getNotice", (request, _, _) -> notice(request, written))
                .operation("getNoticeText", (request, _, _) -> notice(request, written))
                .operation(
                        "publishNotice",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("notice", NoticeBodies.NOTICE)
                                        .pathParam("version", newNotice())
                                        .body(Map.of("controller", CONTROLLER)))
                .operation(
                        "retireNotice",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("notice", NoticeBodies.NOTICE)
                                        .pathParam("version", newNotice())
                                        .body(Map.of("controller", CONTROLLER)))
                .operation(
                        "getNoticesServed",
                        (request, _, _) ->
                                request.pathParam("decision", recorded.<String>path("id")))
                .operation(
                        "getProcessingRecord",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation("registerParty", (request, _, _) -> write(request).body(party()))
                .operation("getParty", (request, _, _) -> request.pathParam("id", CONTROLLER))
                .operation(
                        "amendParty",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("id", CONTROLLER)
                                        .body(AgreedParties.profile("CONTROLLER")))
                .operation(
                        "draftAgreement",
                        (request, _, _) ->
                                write(request).body(AgreedParties.terms(CONTROLLER, "centre-17")))
                .operation("getAgreement", (request, _, _) -> of(place, request))
                .operation(
                        "activateAgreement",
                        (request, _, _) ->
                                write(of(place, request))
                                        .body(Map.of("document", AgreedParties.document())))
                .operation(
                        "amendInstructions",
                        (request, _, _) ->
                                write(of(place, request))
                                        .body(
                                                Map.of(
                                                        "instructions",
                                                        AgreedParties.instructions(),
                                                        "document",
                                                        AgreedParties.document())))
                .operation("suspendAgreement", (request, _, _) -> write(of(place, request)))
                .operation(
                        "endAgreement",
                        (request, _, _) ->
                                write(of(place, request))
                                        .body(Map.of("endsAt", "2099-01-01T00:00:00Z")))
                .operation(
                        "judgeEngagement",
                        (request, _, _) ->
                                write(of(place, request))
                                        .body(
                                                Map.of(
                                                        "party", "voix-du-rhone",
                                                        "judgement", "AUTHORISED")))
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
                // Staff has no link, so every role of theirs is refused like nobody
                .operation("getOwnContact", (request, _, _) -> own(request))
                .operation(
                        "getOwnReceipt",
                        (request, _, _) -> own(request).pathParam("id", given.<String>path("id")))
                .operation(
                        "getOwnProof",
                        (request, _, _) -> own(request).pathParam("id", given.<String>path("id")))
                .operation(
                        "changeOwnPreferences",
                        (request, _, _) ->
                                write(own(request))
                                        .body(Map.of("stated", Map.of("reachBy", List.of()))))
                .operation(
                        "requestOwnData",
                        (request, _, _) -> write(own(request)).body(Map.of("right", "ACCESS")))
                .operation("withdrawOwnConsent", (request, _, _) -> write(own(request)))
                .operation("objectToMarketing", (request, _, _) -> write(own(request)))
                .operation(
                        "getRulePack",
                        (request, _, _) ->
                                request.pathParam("id", "FR-2026").pathParam("version", "2026.2"))
                .operation("giveConsent", (request, _, _) -> write(request).body(consent()))
                .operation(
                        "declarePurpose", (request, _, role) -> write(request).body(purpose(role)))
                .operation(
                        "listPurposes",
                        (request, _, _) -> request.queryParam("controller", CONTROLLER))
                .operation(
                        "getPurpose",
                        (request, _, _) ->
                                request.pathParam("code", "PROSPECT_FILE")
                                        .queryParam("controller", CONTROLLER))
                .operation(
                        "activatePurpose",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("code", "INCIVILITY")
                                        .body(Map.of("controller", CONTROLLER)))
                .operation(
                        "revisePurpose",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("code", "INCIVILITY")
                                        .body(
                                                Map.of(
                                                        "controller",
                                                        CONTROLLER,
                                                        "replaces",
                                                        1,
                                                        "terms",
                                                        Map.of(
                                                                "legalBasis",
                                                                "LEGITIMATE_INTEREST"))))
                .operation(
                        "retirePurpose",
                        (request, _, _) ->
                                write(request)
                                        .pathParam("code", "INCIVILITY")
                                        .body(Map.of("controller", CONTROLLER)))
                .operation("recordObjection", (request, _, _) -> write(request).body(statement()))
                .operation("reportCallAttempt", (request, _, _) -> write(request).body(attempt()))
                .operation("flagMinor", (request, _, _) -> write(request).body(statement()))
                .operation("scrubList", (request, _, _) -> write(request).body(list()))
                .operation("getScrub", (request, _, _) -> request.pathParam("id", scrub))
                .operation("listScrubResults", (request, _, _) -> request.pathParam("id", scrub))
                .operation(
                        "startScreeningImport",
                        (request, _, _) ->
                                write(request).pathParam("register", "UK-TPS").body(register()))
                .operation(
                        "getScreeningImport",
                        (request, _, _) -> request.pathParam("id", newImport()))
                .operation(
                        "uploadScreeningImport",
                        (request, _, _) ->
                                request.pathParam("id", newImport())
                                        .contentType("text/csv")
                                        .header("Upload-Complete", "?0")
                                        .body("07700900001\n".getBytes(US_ASCII)))
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

    private static Map<String, Object> party() {
        return Map.of("id", CONTROLLER, "profile", AgreedParties.profile("CONTROLLER"));
    }

    private static RequestSpecification of(String place, RequestSpecification request) {
        return request.pathParam("id", place.replaceFirst(".*/([^?]*)[?].*", "$1"))
                .queryParam("controller", CONTROLLER)
                .queryParam("processor", "centre-17");
    }

    /**
     * Only the controller's own people instruct. In the other tenant the caller acts for a
     * controller of that tenant, not for ours.
     */
    private static String token(Side side, String role) {
        if (role.equals("data-subject")) {
            return TestTokens.person(
                    side == Side.OWN ? "helios" : "boreal",
                    "person",
                    Map.of("phone_number", "+33199009998", "phone_number_verified", true),
                    role);
        }
        return switch (side) {
            case OWN ->
                    TestTokens.token(
                            "helios",
                            Set.of("dpo", "admin", "supervisor").contains(role)
                                    ? CONTROLLER
                                    : "voix-du-rhone",
                            List.of(CONTROLLER),
                            "actor-own",
                            role);
            case FOREIGN ->
                    TestTokens.token(
                            "boreal",
                            "centre-boreal",
                            List.of("nord-energie"),
                            "actor-foreign",
                            role);
        };
    }

    private static RequestSpecification own(RequestSpecification request) {
        return request.queryParam("controller", CONTROLLER);
    }

    private static RequestSpecification write(RequestSpecification request) {
        return request.contentType(ContentType.JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString());
    }

    /** For the web: what is heard would be heard in the calls of other tests. */
    private static int newNotice() {
        return write(RestAssured.given().auth().oauth2(token(Side.OWN, "dpo")))
                .body(NoticeBodies.full(CONTROLLER))
                .post("/v1/notices")
                .path("version");
    }

    private static RequestSpecification notice(RequestSpecification request, int version) {
        return request.pathParam("notice", NoticeBodies.NOTICE)
                .pathParam("version", version)
                .queryParam("controller", CONTROLLER);
    }

    private static String newImport() {
        return write(RestAssured.given().auth().oauth2(token(Side.OWN, "dpo")))
                .body(register())
                .post("/v1/screening-registers/UK-TPS/imports")
                .path("id");
    }

    private static Map<String, Object> register() {
        String today = LocalDate.ofInstant(CallingClock.now(), ZoneOffset.UTC).toString();
        return Map.of("asOf", today, "source", "preference-service");
    }

    private static Map<String, Object> list() {
        return Map.of(
                "controller",
                CONTROLLER,
                "purpose",
                "PROSPECTING_CALL",
                "numbers",
                List.of("+33199009996"));
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

    /** Each role's own, as one is declared once; none of recordings, as others share the party. */
    private static Map<String, Object> purpose(String role) {
        return Map.of(
                "controller",
                CONTROLLER,
                "purpose",
                role.equals("admin") ? "ANALYSIS_SHEET" : "PROSPECT_FILE",
                "terms",
                Map.of("legalBasis", "LEGITIMATE_INTEREST", "keepFor", "P3M"));
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

    private static Map<String, Object> consentToTraining() {
        Map<String, Object> consent = new HashMap<>(consent());
        consent.put("number", RECORDED);
        consent.put("processor", "voix-du-rhone");
        consent.put("purposes", List.of("PROSPECTING_CALL", "TRAINING"));
        return consent;
    }

    private static Map<String, Object> recordedCall() {
        Map<String, Object> call = new HashMap<>(call());
        call.put("number", RECORDED);
        return call;
    }

    private static Map<String, Object> served(Response decided) {
        return Map.of(
                "decision", decided.<String>path("id"),
                "controller", CONTROLLER,
                "subject", decided.<String>path("subject"),
                "notice", decided.<String>path("recording.announcement.id"),
                "language", decided.<String>path("recording.announcement.language"),
                "channel", "VOICE",
                "servedAt", decided.<String>path("decidedAt"),
                "outcome", "SERVED");
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
