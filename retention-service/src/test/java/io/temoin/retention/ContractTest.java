// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.OperationsContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ServedContract;
import io.temoin.platform.ServiceComponents;
import io.temoin.platform.TestTokens;
import io.temoin.retention.hold.domain.HoldProblem;
import io.temoin.retention.policy.domain.PolicyProblem;
import io.temoin.retention.report.domain.ReportProblem;
import io.temoin.retention.rights.accesspackage.domain.PackageProblem;
import io.temoin.retention.rights.domain.RightsProblem;
import io.temoin.retention.rights.opendsr.OpenDsrComponents;
import io.temoin.retention.rights.opendsr.domain.OpenDsrProblem;
import io.temoin.retention.schedule.domain.ScheduleProblem;
import io.temoin.retention.simulation.domain.SimulationProblem;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** The running service keeps what contracts/ says of it. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
@QuarkusTestResource(OpenDsrComponents.class)
class ContractTest implements ServedContract {

    private static final String SERVICE = "retention-service";
    private static final String RHONE = "rhone-telecom";
    private static final String VOIX = "voix-du-rhone";
    private static final String ATLAS = "atlas-contact";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String POLICY =
            """
            {"controller": "rhone-telecom", "purpose": "QUALITY", "from": "RECORDING_ENDED",
             "atMost": "P3M", "reference": "our decision", "validFrom": "2026-12-01"}""";

    private static final String HOLD =
            """
            {"controller": "rhone-telecom", "criteria": {"purposes": ["INSURANCE_NO_SALE"]},
             "ground": "LITIGATION", "authority": "Legal department", "reference": "RG-1"}""";

    @Test
    void generatesTheCommittedOpenApiDocument() {
        OpenApiContract.of(SERVICE).isInStep();
    }

    @Test
    void documentsEveryOperation() {
        OpenApiContract.of(SERVICE).documentsEveryOperation();
    }

    @Test
    void givesExamplesThatKeepTheirSchemas() {
        OpenApiContract.of(SERVICE).hasExamplesThatKeepTheirSchemas();
    }

    @Test
    void refusesAsTheDocumentSays() {
        ProblemContract.of(SERVICE).agreesWith(ScheduleProblem.values());
        ProblemContract.of(SERVICE).agreesWith(ReportProblem.values());
        ProblemContract.of(SERVICE).agreesWith(HoldProblem.values());
        ProblemContract.of(SERVICE).agreesWith(PolicyProblem.values());
        ProblemContract.of(SERVICE).agreesWith(SimulationProblem.values());
        ProblemContract.of(SERVICE).agreesWith(RightsProblem.values());
        ProblemContract.of(SERVICE).agreesWith(PackageProblem.values());
        ProblemContract.of(SERVICE).agreesWith(OpenDsrProblem.values());
        ProblemContract.of(SERVICE)
                .holdsForParkedMessages(token("helios", "admin"), token("helios", "agent"));
    }

    @Test
    void obeysTheAccessTable() {
        var owner = "t" + UUID.randomUUID();
        var recording = UUID.randomUUID();
        try (var topic = new RecordingTopic()) {
            topic.publish(
                    RecordingTopic.stored(
                            owner, recording, "INVESTMENT_ORDER", "INSURANCE_NO_SALE"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(owner)
                                        .get("/v1/items/{id}", recording)
                                        .then()
                                        .statusCode(200));
        for (String processor : List.of(VOIX, ATLAS)) {
            PublishedAgreements.inForce(
                    owner, RHONE, processor, "INVESTMENT_ORDER", "INSURANCE_NO_SALE");
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> Tokens.dpo(owner).get("/v1/items").then().body("items", hasSize(1)));
        var hold = hold(owner);
        var policy =
                Tokens.dpo(owner)
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .contentType("application/json")
                        .body(POLICY)
                        .post("/v1/policies")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id")
                        .toString();
        var asked = takenIn(owner, recording, "ERASURE");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Tokens.dpo(owner)
                                        .get("/v1/requests")
                                        .then()
                                        .body("items", hasSize(1)));
        var access = takenIn(owner, recording, "ACCESS");
        var passedOn = UUID.randomUUID();
        passOn(owner, passedOn);
        AccessMatrix.of(SERVICE, (side, role) -> token(owner, side, role))
                .shows("listRequests", asked)
                .operation(
                        "getDispositionCalendar",
                        (request, _, _) ->
                                request.queryParam("from", "2026-11-24")
                                        .queryParam("to", "2027-11-23"))
                .operation(
                        "getDispositionRun",
                        (request, _, _) -> request.pathParam("id", UUID.randomUUID()))
                .operation(
                        "openRequest",
                        (request, _, _) -> request.idempotent().json(opening("ACCESS", recording)))
                .operation(
                        "submitOpenDsrRequest",
                        (request, _, _) -> request.json(openDsr(UUID.randomUUID())))
                .operation(
                        "getOpenDsrRequest",
                        (request, _, _) -> request.pathParam("subjectRequestId", passedOn))
                .operation(
                        "requestAccessPackage",
                        (request, _, _) ->
                                request.pathParam("id", access)
                                        .idempotent()
                                        .json("{\"otherVoices\": \"INCLUDED\"}"))
                .operation("getAccessPackage", (request, _, _) -> request.pathParam("id", asked))
                .operation(
                        "issueAccessPackageLink",
                        (request, _, _) -> request.pathParam("id", asked).idempotent().json("{}"))
                .operation(
                        "revokeAccessPackage",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"reason\": \"CONTENT_WRONG\"}"))
                .operation(
                        "getAccessPackageContent",
                        (request, _, _) -> request.pathParam("id", asked))
                .operation("getRequest", (request, _, _) -> request.pathParam("id", asked))
                .operation(
                        "requestIdentityProof",
                        (request, _, _) -> request.pathParam("id", asked).idempotent())
                .operation(
                        "receiveIdentityProof",
                        (request, _, _) -> request.pathParam("id", asked).idempotent().json("{}"))
                .operation(
                        "noteOnRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"text\": \"called back\"}"))
                .operation(
                        "extendRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"reason\": \"COMPLEX\"}"))
                .operation(
                        "assignRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json(
                                                "{\"assignee\":"
                                                        + " \"00000000-0000-4000-8000-0000000000d1\"}"))
                .operation(
                        "answerRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json(
                                                "{\"parts\": [{\"service\": \"CONSENT\","
                                                        + " \"outcome\": \"GRANTED\"}]}"))
                .operation(
                        "refuseRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"ground\": \"EXCESSIVE\"}"))
                .operation(
                        "completeRequestTask",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .pathParam("service", "CONSENT")
                                        .idempotent()
                                        .json("{\"result\": \"DONE\"}"))
                .operation(
                        "getRequestLetter",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .pathParam("kind", "ACKNOWLEDGEMENT")
                                        .queryParam("language", "en"))
                .operation(
                        "recordRequestLetter",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json(
                                                "{\"kind\": \"ACKNOWLEDGEMENT\", \"language\": \"en\","
                                                        + " \"digest\": \"%s\"}"
                                                                .formatted("0".repeat(64))))
                .operation(
                        "nameRecipients",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"recipients\": []}"))
                .operation(
                        "recordRecipientNotification",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .pathParam("recipient", "crm-host")
                                        .idempotent()
                                        .json("{}"))
                .operation(
                        "recordRecipientAcknowledgement",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .pathParam("recipient", "crm-host")
                                        .idempotent()
                                        .json("{}"))
                .operation(
                        "excuseRecipient",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .pathParam("recipient", "crm-host")
                                        .idempotent()
                                        .json("{\"reason\": \"IMPOSSIBLE\"}"))
                .operation("listRestrictedItems", (request, _, _) -> request.pathParam("id", asked))
                .operation(
                        "liftRestriction",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"informedAt\": \"2026-11-24T10:00:00Z\"}"))
                .operation(
                        "closeRequest",
                        (request, _, _) -> request.pathParam("id", asked).idempotent())
                .operation("getRequestErasure", (request, _, _) -> request.pathParam("id", asked))
                .operation(
                        "eraseOnRequest",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"ground\": \"NO_LONGER_NECESSARY\"}"))
                .shows("listItems", recording.toString())
                .shows("listConflicts", recording.toString())
                .operation(
                        "decideConflict",
                        (request, _, _) ->
                                request.pathParam("item", recording)
                                        .idempotent()
                                        .json(
                                                "{\"outcome\": \"KEEP\", \"ground\": \"LEGAL_ADVICE\"}"))
                .shows("listHolds", hold)
                .operation("getHold", (request, _, _) -> request.pathParam("id", hold))
                .operation("listHoldItems", (request, _, _) -> request.pathParam("id", hold))
                .operation("previewHoldRelease", (request, _, _) -> request.pathParam("id", hold))
                .operation("placeHold", (request, _, _) -> request.idempotent().json(HOLD))
                .operation(
                        "proposeHoldRelease",
                        (request, _, _) ->
                                request.pathParam("id", hold)
                                        .idempotent()
                                        .json(
                                                "{\"preview\": \"%s\", \"ground\": \"CASE_CLOSED\", \"reference\": \"RG-1\"}"
                                                        .formatted("0".repeat(64))))
                .operation(
                        "cancelHoldRelease",
                        (request, _, _) -> request.pathParam("id", hold).idempotent())
                .operation(
                        "releaseHold",
                        (request, _, _) ->
                                request.pathParam("id", hold)
                                        .idempotent()
                                        .json("{\"preview\": \"%s\"}".formatted("0".repeat(64))))
                .operation("getItem", (request, _, _) -> request.pathParam("id", recording))
                .operation("explainItem", (request, _, _) -> request.pathParam("id", recording))
                .operation("runDispositions", (request, _, _) -> request.idempotent())
                .operation(
                        "reportBusinessEvent",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(
                                                "{\"event\": \"PROPOSAL_MADE\", \"at\": \"2026-11-24T10:04:30Z\", \"recording\": \"%s\"}"
                                                        .formatted(recording)))
                .shows("listPolicies", policy)
                .operation("getPolicy", (request, _, _) -> request.pathParam("id", policy))
                .operation("proposePolicy", (request, _, _) -> request.idempotent().json(POLICY))
                .operation(
                        "searchPerson",
                        (request, _, _) ->
                                request.json(
                                        "{\"number\": \"+33199001234\", \"controller\": \"rhone-telecom\"}"))
                .operation(
                        "activatePolicy",
                        (request, _, _) -> request.idempotent().pathParam("id", policy))
                .operation(
                        "withdrawPolicy",
                        (request, _, _) -> request.idempotent().pathParam("id", policy).json("{}"))
                .operation(
                        "simulatePolicy",
                        (request, _, _) -> request.idempotent().pathParam("id", policy))
                .operation(
                        "getPolicySimulation",
                        (request, _, _) ->
                                request.pathParam("id", policy)
                                        .pathParam("simulation", UUID.randomUUID()))
                .operation(
                        "listSimulatedCounts",
                        (request, _, _) ->
                                request.pathParam("id", policy)
                                        .pathParam("simulation", UUID.randomUUID()))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.json(
                                        "{\"consumer\": \"retention-service\", \"key\": \"%s/recording-%s\"}"
                                                .formatted(owner, recording)))
                .hasNoDeviation();
    }

    @Test
    void isReadyAndTellsWhatIsDue() {
        // Given
        var management =
                "http://127.0.0.1:"
                        + ConfigProvider.getConfig()
                                .getValue("quarkus.management.port", Integer.class);

        // When
        var health = RestAssured.get(management + "/q/health/ready");
        var metrics = RestAssured.get(management + "/q/metrics").asString();

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(metrics)
                .contains(
                        "temoin_retention_due ",
                        "temoin_retention_overdue ",
                        "temoin_requests_overdue ");
    }

    private static String opening(String type, UUID recording) {
        return "{\"type\": \"%s\", \"way\": \"ORAL\", \"about\": {\"recording\": \"%s\"}}"
                .formatted(type, recording);
    }

    /** By the agent whom the table is played as. */
    private static String takenIn(String owner, UUID recording, String type) {
        return RestAssured.given()
                .auth()
                .oauth2(token(owner, "agent"))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(opening(type, recording))
                .post("/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** By the system of the processor as which the table is played. */
    private static void passOn(String owner, UUID id) {
        RestAssured.given()
                .auth()
                .oauth2(token(owner, "business-system"))
                .contentType("application/json")
                .body(openDsr(id))
                .post("/v1/opendsr/requests")
                .then()
                .statusCode(201);
    }

    private static String openDsr(UUID id) {
        return """
        {"regulation": "gdpr", "subject_request_id": "%s", "subject_request_type": "erasure",
         "submitted_time": "2026-11-23T09:00:00Z",
         "subject_identities": [{"identity_type": "phone_number", "identity_value": "+33199001234",
           "identity_format": "raw"}],
         "extensions": {"%s": {"controller": "%s"}}}"""
                .formatted(id, OpenDsrComponents.DOMAIN, RHONE);
    }

    /** A hold of the controller; no processor of it learns of it. */
    private static String hold(String owner) {
        return Tokens.dpo(owner)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .contentType("application/json")
                .body(HOLD)
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String token(String owner, Side side, String role) {
        return switch (side) {
            case OWN -> token(owner, role);
            case OTHER_PROCESSOR -> token(owner, ATLAS, role);
            case OTHER_CONTROLLER -> token(owner, "loire-assurance", role);
            case FOREIGN -> token("t" + UUID.randomUUID(), role);
        };
    }

    private static String token(String tenant, String role) {
        return token(tenant, VOIX, role);
    }

    private static String token(String tenant, String organisation, String role) {
        return TestTokens.token(
                tenant, organisation, List.of(RHONE), "00000000-0000-4000-8000-00000000000b", role);
    }

    /** Everything that anybody may call. */
    @Override
    public String administrator() {
        return token("helios", "admin");
    }

    @Override
    public OperationsContract operations() {
        return OperationsContract.of(
                SERVICE,
                TestTokens.token(
                        "helios",
                        RHONE,
                        List.of(),
                        "01990000-0000-7000-8000-0000000000aa",
                        AccessMatrix.ROLES.toArray(String[]::new)));
    }
}
