// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention;

import static io.temoin.retention.ContractCase.ATLAS;
import static io.temoin.retention.ContractCase.HOLD;
import static io.temoin.retention.ContractCase.POLICY;
import static io.temoin.retention.ContractCase.RHONE;
import static io.temoin.retention.ContractCase.VOIX;
import static io.temoin.retention.ContractCase.hold;
import static io.temoin.retention.ContractCase.openDsr;
import static io.temoin.retention.ContractCase.opening;
import static io.temoin.retention.ContractCase.passOn;
import static io.temoin.retention.ContractCase.proposed;
import static io.temoin.retention.ContractCase.takenIn;
import static io.temoin.retention.ContractCase.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.Http;
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
    private static final String ITEMS =
            "\"kind\": \"SHEET\", \"items\": [\"019a0000-0000-7000-8000-000000000003\"],";
    private static final String RELEASE =
            "{%s \"outcome\": \"RELEASE\", \"ground\": \"NO_LONGER_NEEDED\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

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
        var policy = proposed(owner);
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
                        "cancelOpenDsrRequest",
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
                        "getCorrectionOfRequest", (request, _, _) -> request.pathParam("id", asked))
                .operation(
                        "nameContestedData",
                        (request, _, _) ->
                                request.pathParam("id", asked)
                                        .idempotent()
                                        .json("{\"about\": \"SHEET\"}"))
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
                .operation(
                        "decideItemReviews",
                        (request, _, _) -> request.idempotent().json(RELEASE.formatted(ITEMS)))
                .operation(
                        "decideReview",
                        (request, _, _) ->
                                request.pathParam("item", recording)
                                        .idempotent()
                                        .json(RELEASE.formatted("")))
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
                                        "{\"consumer\": \"retention\", \"key\": \"%s/recording-%s\"}"
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
        var health = Http.get(management + "/q/health/ready");
        var metrics = Http.get(management + "/q/metrics").asString();

        // Then
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(metrics)
                .contains(
                        "temoin_retention_due ",
                        "temoin_retention_overdue ",
                        "temoin_requests_overdue ");
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
