// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.export.RequestedExport;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.search.domain.SavedSearchProblem;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.OperationsContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ServedContract;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The running service against contracts/: its API, and who may call what. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractsTest implements ServedContract {

    /** Of the call that was listened to in the example. */
    private static final String DECISION = "01990000-0000-7000-8000-000000000002";

    /** Of the destruction that is confirmed in the example. */
    private static final String ORDER = "01990000-0000-7000-8000-000000000009";

    private static final String SERVICE = "audit-service";

    private final Space own = new Space();
    private final Space foreign = new Space();
    private @Nullable String made;

    /** First, since the others read the document that an update writes. */
    @Test
    @Order(1)
    void theCommittedOpenApiDocumentIsTheGeneratedOne() {
        OpenApiContract.of(SERVICE).isInStep();
    }

    @Test
    void everyOperationIsDocumented() {
        OpenApiContract.of(SERVICE).documentsEveryOperation();
    }

    @Test
    void givesExamplesThatKeepTheirSchemas() {
        OpenApiContract.of(SERVICE).hasExamplesThatKeepTheirSchemas();
    }

    @Test
    void everyRefusalIsAsTheDocumentSays() {
        ProblemContract.of(SERVICE)
                .holdsForParkedMessages(token(Side.OWN, "admin"), token(Side.OWN, "agent"));
        ProblemContract.of(SERVICE).agreesWith(SavedSearchProblem.values());
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        Published entry =
                own.here(
                        Published.example(
                                EventContract.of("io.temoin.recording.ListeningGranted.v1")));
        Published destroyed =
                own.here(
                        Published.example(
                                EventContract.of("io.temoin.retention.DispositionConfirmed.v1")));
        own.publishAndAwait(List.of(entry, destroyed));
        LogReader log = new LogReader(own);
        log.awaitSize(2);
        log.awaitEnrolment();
        String id = log.id();
        String export = anExport();
        String verifier = ApiRequest.anonymous().get("/v1/verifier").text().substring(0, 64);

        PublishedAgreements.inForce(
                own.tenant(), "rhone-telecom", "atlas-contact", "QUALITY", "TRAINING");

        AccessMatrix.of(SERVICE, this::token)
                .shows("listEntries", entry.header("ce_id"))
                .shows("listExports", export)
                .shows("getTimeline", entry.header("ce_id"))
                .operation(
                        "getEntry",
                        (request, _, _) -> request.pathParam("id", entry.header("ce_id")))
                .operation(
                        "getEntryProof",
                        (request, _, _) -> request.pathParam("id", entry.header("ce_id")))
                .operation(
                        "getCertificate",
                        (request, _, _) -> request.pathParam("disposition", ORDER))
                .operation(
                        "searchCertificates",
                        (request, _, _) -> request.json(Map.of("dispositions", List.of(ORDER))))
                .operation(
                        "getTimeline", (request, _, _) -> request.pathParam("decision", DECISION))
                .operation(
                        "followEntries",
                        (request, side, role) ->
                                role.equals(AccessMatrix.NOBODY)
                                        ? request
                                        : request.token(briefToken(side, role)))
                .operation("addEntries", (request, _, _) -> request.json(HandedIn.entries()))
                .operation(
                        "addOcsfEvents",
                        (request, _, _) ->
                                request.queryParam("source", "files").json(HandedIn.ocsf()))
                .operation(
                        "addEcsEvents",
                        (request, _, _) ->
                                request.queryParam("source", "directory").json(HandedIn.ecs()))
                .operation("getVerifier", (request, _, _) -> request.pathParam("sha256", verifier))
                .operation("getCheckpoint", (request, _, _) -> request.pathParam("log", id))
                .operation("getPolicy", (request, _, _) -> request.pathParam("log", id))
                .operation("getEnrolment", (request, _, _) -> request.pathParam("log", id))
                .operation("getEnrolmentProof", (request, _, _) -> request.pathParam("log", id))
                .operation("getPruning", (request, _, _) -> request.pathParam("log", id))
                .operation("getPruningProof", (request, _, _) -> request.pathParam("log", id))
                .operation(
                        "eraseSubject",
                        (request, _, _) -> request.idempotent().json(Erasures.body()))
                .operation(
                        "getSubjectErasure",
                        (request, _, _) -> request.pathParam("id", anErasure()))
                .operation(
                        "getConsistency",
                        (request, _, _) ->
                                request.pathParam("log", id)
                                        .queryParam("from", 0)
                                        .queryParam("to", 1))
                .operation(
                        "handOutEvidence",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(
                                                Map.of(
                                                        "entries",
                                                        List.of(entry.header("ce_id")),
                                                        "reason",
                                                        Map.of(
                                                                "code",
                                                                "COURT_ORDER",
                                                                "reference",
                                                                "RG-26-1"))))
                .operation(
                        "getTile",
                        (request, _, _) ->
                                request.pathParam("log", id).pathParam("path", "0/000.p/1"))
                .operation(
                        "requestExport",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(
                                                Map.of(
                                                        "format",
                                                        "CSV",
                                                        "reason",
                                                        Map.of(
                                                                "code",
                                                                "AUDIT",
                                                                "reference",
                                                                "A-1"))))
                .operation("getExport", (request, _, _) -> request.pathParam("id", export))
                .operation("deleteExport", (request, _, _) -> request.pathParam("id", anExport()))
                .operation(
                        "deliverExport",
                        (request, _, _) -> request.pathParam("id", anExport()).idempotent())
                .operation("getDelivery", (request, _, _) -> request.pathParam("id", export))
                .operation(
                        "getExportContent", (request, _, _) -> request.pathParam("id", anExport()))
                .operation(
                        "createSavedSearch",
                        (request, _, _) -> request.idempotent().json(SavedSearches.body()))
                .operation(
                        "getSavedSearch",
                        (request, _, _) -> request.pathParam("id", aSavedSearch()))
                .operation(
                        "changeSavedSearch",
                        (request, _, _) ->
                                request.idempotent()
                                        .json(SavedSearches.body())
                                        .header("If-Match", "*")
                                        .pathParam("id", aSavedSearch()))
                .operation(
                        "deleteSavedSearch",
                        (request, _, _) ->
                                request.idempotent()
                                        .header("If-Match", "*")
                                        .pathParam("id", aSavedSearch()))
                .operation(
                        "runSavedSearch",
                        (request, _, _) -> request.pathParam("id", aSavedSearch()))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.json(Map.of("consumer", "audit", "key", entry.key())))
                .hasNoDeviation();
    }

    /**
     * The last one that was made, while its file is there: an erasure withdraws those before it. Of
     * a supervisor, since the others see it as well.
     */
    private synchronized String anExport() {
        if (made == null || !stateOf(made).equals("COMPLETED")) {
            made = RequestedExport.of(own, "supervisor", "CSV", Map.of()).awaitCompleted().id();
        }
        return made;
    }

    private String stateOf(String export) {
        return ApiRequest.as(token(Side.OWN, "supervisor"))
                .get("/v1/exports/" + export)
                .at("/state");
    }

    private String anErasure() {
        return ApiRequest.as(
                        TestTokens.tenantWide(own.tenant(), "rhone-telecom", Space.ACTOR, "dpo"))
                .idempotent()
                .json(Erasures.body())
                .post("/v1/subject-erasures")
                .at("/id");
    }

    private String aSavedSearch() {
        return ApiRequest.as(token(Side.OWN, "supervisor"))
                .idempotent()
                .json(SavedSearches.body())
                .post(SavedSearches.PATH)
                .at("/id");
    }

    @Test
    void aTokenThatExpiredOrWasMadeForOthersIsRefused() {
        List<String> tokens =
                List.of(
                        TestTokens.expired(
                                own.tenant(), "rhone-telecom", List.of(), Space.ACTOR, "dpo"),
                        TestTokens.forOtherAudience(
                                own.tenant(), "rhone-telecom", List.of(), Space.ACTOR, "dpo"),
                        "not-a-token");

        for (String token : tokens) {
            assertProblem(
                    Http.given().auth().oauth2(token).get("/v1/entries"), 401, "unauthenticated");
        }
    }

    @Test
    void aTenantReadsNothingOfAnother() {
        // Given
        own.publishAndAwait(
                List.of(
                        own.here(
                                Published.example(
                                        EventContract.of(
                                                "io.temoin.recording.RecordingStored.v1")))));

        // When
        List<Map<String, Object>> seen = foreign.trail();

        // Then
        assertThat(seen).isEmpty();
    }

    private String token(Side side, String role) {
        return TestTokens.token(
                tenant(side), organisation(side), List.of("rhone-telecom"), Space.ACTOR, role);
    }

    /** What is followed ends with the token. */
    private String briefToken(Side side, String role) {
        return TestTokens.lasting(
                Duration.ofSeconds(2),
                tenant(side),
                organisation(side),
                List.of("rhone-telecom"),
                Space.ACTOR,
                role);
    }

    /** The other processor is instructed, too: by whom something was done is what counts. */
    private static String organisation(Side side) {
        return switch (side) {
            case OWN, FOREIGN -> "rhone-telecom";
            case OTHER_PROCESSOR -> "atlas-contact";
            case OTHER_CONTROLLER -> "loire-assurance";
        };
    }

    private String tenant(Side side) {
        return switch (side) {
            case OWN, OTHER_PROCESSOR, OTHER_CONTROLLER -> own.tenant();
            case FOREIGN -> foreign.tenant();
        };
    }

    /** Everything that anybody may call. */
    @Override
    public String administrator() {
        return token(Side.OWN, "admin");
    }

    @Override
    public OperationsContract operations() {
        return OperationsContract.of(
                SERVICE,
                TestTokens.token(
                        own.tenant(),
                        "rhone-telecom",
                        List.of(),
                        "01990000-0000-7000-8000-0000000000aa",
                        AccessMatrix.ROLES.toArray(String[]::new)));
    }
}
