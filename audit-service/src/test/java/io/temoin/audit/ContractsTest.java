// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.temoin.audit.export.RequestedExport;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.search.domain.SavedSearchProblem;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.OperationsContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ServedContract;
import io.temoin.platform.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

    private static final String SERVICE = "audit-service";

    private final Space own = new Space();
    private final Space foreign = new Space();
    private @Nullable RequestedExport made;

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
        own.publishAndAwait(List.of(entry));
        LogReader log = new LogReader(own);
        log.awaitSize(1);
        log.awaitEnrolment();
        String id = log.id();
        String export = anExport();

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
                        "getTimeline", (request, _, _) -> request.pathParam("decision", DECISION))
                .operation(
                        "followEntries",
                        (request, side, role) ->
                                role.equals(AccessMatrix.NOBODY)
                                        ? request
                                        : request.auth().oauth2(briefToken(side, role)))
                .operation(
                        "addEntries",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON).body(HandedIn.entries()))
                .operation(
                        "addOcsfEvents",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON)
                                        .queryParam("source", "files")
                                        .body(HandedIn.ocsf()))
                .operation(
                        "addEcsEvents",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON)
                                        .queryParam("source", "directory")
                                        .body(HandedIn.ecs()))
                .operation(
                        "getVerifier",
                        (request, _, _) ->
                                request.pathParam(
                                        "sha256",
                                        RestAssured.get("/v1/verifier")
                                                .asString()
                                                .substring(0, 64)))
                .operation("getCheckpoint", (request, _, _) -> request.pathParam("log", id))
                .operation("getPolicy", (request, _, _) -> request.pathParam("log", id))
                .operation("getEnrolment", (request, _, _) -> request.pathParam("log", id))
                .operation("getEnrolmentProof", (request, _, _) -> request.pathParam("log", id))
                .operation("getPruning", (request, _, _) -> request.pathParam("log", id))
                .operation("getPruningProof", (request, _, _) -> request.pathParam("log", id))
                .operation("eraseSubject", (request, _, _) -> Erasures.asked(request))
                .operation(
                        "getSubjectErasure",
                        (request, _, _) -> request.pathParam("id", Erasures.done(own)))
                .operation(
                        "getConsistency",
                        (request, _, _) ->
                                request.pathParam("log", id)
                                        .queryParam("from", 0)
                                        .queryParam("to", 1))
                .operation(
                        "handOutEvidence",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON)
                                        .header("Idempotency-Key", UUID.randomUUID().toString())
                                        .body(
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
                                request.contentType(ContentType.JSON)
                                        .header("Idempotency-Key", UUID.randomUUID())
                                        .body(
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
                        (request, _, _) ->
                                request.pathParam("id", anExport())
                                        .header("Idempotency-Key", UUID.randomUUID()))
                .operation("getDelivery", (request, _, _) -> request.pathParam("id", export))
                .operation(
                        "getExportContent", (request, _, _) -> request.pathParam("id", anExport()))
                .operation("createSavedSearch", (request, _, _) -> SavedSearches.asked(request))
                .operation(
                        "getSavedSearch",
                        (request, _, _) -> request.pathParam("id", SavedSearches.saved(own)))
                .operation(
                        "changeSavedSearch",
                        (request, _, _) ->
                                SavedSearches.asked(request)
                                        .header("If-Match", "*")
                                        .pathParam("id", SavedSearches.saved(own)))
                .operation(
                        "deleteSavedSearch",
                        (request, _, _) ->
                                request.header("Idempotency-Key", UUID.randomUUID())
                                        .header("If-Match", "*")
                                        .pathParam("id", SavedSearches.saved(own)))
                .operation(
                        "runSavedSearch",
                        (request, _, _) -> request.pathParam("id", SavedSearches.saved(own)))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.contentType(ContentType.JSON)
                                        .body(Map.of("consumer", "audit", "key", entry.key())))
                .hasNoDeviation();
    }

    /**
     * The last one that was made, while its file is there: an erasure withdraws those before it. Of
     * a supervisor, since the others see it as well.
     */
    private synchronized String anExport() {
        if (made == null || !"COMPLETED".equals(made.get().path("state"))) {
            made = RequestedExport.of(own, "supervisor", "CSV", Map.of()).awaitCompleted();
        }
        return made.id();
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
                    RestAssured.given().auth().oauth2(token).get("/v1/entries"),
                    401,
                    "unauthenticated");
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
