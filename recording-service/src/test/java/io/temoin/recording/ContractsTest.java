// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording;

import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.AccessMatrix;
import io.temoin.chassis.testing.AccessMatrix.Side;
import io.temoin.chassis.testing.ApiRequest;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.OpenApiContract;
import io.temoin.chassis.testing.OperationsContract;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.PublishedAgreements;
import io.temoin.chassis.testing.ServedContract;
import io.temoin.platform.TestTokens;
import io.temoin.recording.documents.DocumentRequester;
import io.temoin.recording.lifecycle.domain.RecordingProblem;
import io.temoin.recording.listening.Listenings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The running service against contracts/: its API, and who may call what. */
@QuarkusTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractsTest implements ServedContract {

    private static final String SERVICE = "recording-service";
    private static final byte[] AUDIO = Uploads.wave(2_000, 51);
    private static final UUID CONTESTING = UUID.randomUUID();
    private static final String SOMEBODY = "00000000-0000-4000-8000-00000000000a";
    private static final String SOMEBODY_ELSE = "00000000-0000-4000-8000-00000000000c";

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
        ProblemContract.of(SERVICE).agreesWith(RecordingProblem.values());
        ProblemContract.of(SERVICE)
                .holdsForParkedMessages(token(Side.OWN, "admin"), token(Side.OWN, "agent"));
    }

    /**
     * The foreign tenant has the same controller and the same processor by name: nothing but the
     * tenant keeps them apart. A listening's token is always the caller's own, of the recording of
     * his side; the foreign caller then asks for the other side's.
     */
    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        UUID id = Uploads.stored(AUDIO);
        PublishedAgreements.ensure(
                "helios", "rhone-telecom", "atlas-contact", "QUALITY", "TRAINING");
        await().until(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .queryParam("limit", 200)
                                        .get("/v1/recordings")
                                        .asString()
                                        .contains(id.toString()));
        UUID sheet = DocumentRequester.addedSheet(id, SOMEBODY);
        UUID recordedByTheController = recordedByTheController();
        UUID contested = contested();
        AccessMatrix.of(SERVICE, ContractsTest::token)
                .role("authority")
                .shows("listRecordings", id.toString())
                .operation("listRecordings", (request, _, _) -> request.queryParam("limit", 200))
                .operation("getRecording", (request, _, _) -> request.pathParam("id", id))
                .operation(
                        "fulfilPurpose",
                        (request, _, role) ->
                                request.pathParam("id", id)
                                        .pathParam("purpose", "TRAINING")
                                        .header("Idempotency-Key", "matrix-" + role))
                .operation(
                        "requestListening",
                        (request, _, _) ->
                                request.pathParam("id", id)
                                        .idempotent()
                                        .header("X-Workstation", Listenings.WORKSTATION)
                                        .json(Listenings.body("QUALITY")))
                .operation(
                        "getAudio",
                        (request, _, role) ->
                                request.pathParam("id", id)
                                        .header("X-Workstation", Listenings.WORKSTATION)
                                        .header("Listening-Token", listening(id, role)))
                .operation(
                        "headAudio",
                        (request, _, role) ->
                                request.pathParam("id", id)
                                        .header("X-Workstation", Listenings.WORKSTATION)
                                        .header("Listening-Token", listening(id, role)))
                .operation(
                        "putAudio",
                        (request, _, _) -> {
                            Instant decidedAt = Uploads.decidedAt();
                            String receipt = receipt(decidedAt);
                            return request.pathParam("id", Uploads.newId())
                                    .header("Call-Receipt", receipt)
                                    .header(
                                            "Notice-Receipt",
                                            Uploads.notice(receipt, decidedAt).sign())
                                    .header(
                                            "Recording-Started-At",
                                            decidedAt.plusSeconds(20).toString())
                                    .header(
                                            "Recording-Ended-At",
                                            decidedAt.plusSeconds(30).toString())
                                    .header("Content-Type", "audio/wav")
                                    .bytes(AUDIO);
                        })
                .operation(
                        "optOut",
                        (request, _, _) -> {
                            Instant decidedAt = Uploads.decidedAt();
                            return request.idempotent()
                                    .header("Call-Receipt", receipt(decidedAt))
                                    .json(
                                            Map.of(
                                                    "at",
                                                    decidedAt.plusSeconds(30).toString(),
                                                    "channel",
                                                    "KEY"));
                        })
                .operation("listDocuments", (request, _, _) -> request.pathParam("id", id))
                .operation(
                        "readDocument",
                        (request, _, _) ->
                                request.pathParam("id", sheet)
                                        .queryParam("purpose", "QUALITY")
                                        .queryParam("reason", "COMPLAINT")
                                        .queryParam("reasonReference", "TCK-2026-1187"))
                .operation(
                        "rectifyDocument",
                        (request, _, _) ->
                                request.pathParam("id", contested)
                                        .idempotent()
                                        .json(request().body("/summary", "Accueil correct.")))
                .operation(
                        "createSheet",
                        (request, _, _) ->
                                request.pathParam("id", id)
                                        .idempotent()
                                        .json(DocumentRequester.sheet("QUALITY", SOMEBODY)))
                .operation(
                        "createTranscript",
                        (request, _, _) ->
                                request.pathParam("id", recordedByTheController)
                                        .idempotent()
                                        .json(DocumentRequester.transcript()))
                .operation(
                        "replayParkedMessages",
                        (request, _, _) ->
                                request.json(Map.of("consumer", "nobody", "key", "nothing")))
                .hasNoDeviation();
    }

    /** Of a controller that calls by itself. */
    private static RequestAtDesk request() {
        return new RequestAtDesk(CONTESTING, "c0ffee00c0ffee00c0ffee00c0ffee00");
    }

    /** A sheet of which the person says that it is inaccurate. */
    private static UUID contested() {
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts call = Receipts.of(decidedAt).with("subject", request().subject());
        Uploads.put(id, call, decidedAt, AUDIO).then().statusCode(201);
        UUID sheet = DocumentRequester.addedSheet(id, SOMEBODY);
        request().contests(_ -> {});
        request().rectified(sheet, "/summary", "Accueil correct.");
        return sheet;
    }

    private static UUID recordedByTheController() {
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        String receipt = receipt(decidedAt);
        Http.given()
                .auth()
                .oauth2(token(Side.OWN, "recorder"))
                .header("Call-Receipt", receipt)
                .header("Notice-Receipt", Uploads.notice(receipt, decidedAt).sign())
                .header("Recording-Started-At", decidedAt.plusSeconds(20).toString())
                .header("Recording-Ended-At", decidedAt.plusSeconds(100).toString())
                .contentType("audio/wav")
                .body(AUDIO)
                .put(Uploads.path(id))
                .then()
                .statusCode(201);
        return id;
    }

    private static String receipt(Instant decidedAt) {
        return Receipts.of(decidedAt).with("processor", "rhone-telecom").sign();
    }

    /** The token that this role got in the recording's tenant; any, for one that gets none. */
    private static String listening(UUID id, String role) {
        String caller =
                role.equals(AccessMatrix.NOBODY) ? Callers.CLAIRE.token() : token(Side.OWN, role);
        return ApiRequest.as(caller)
                .idempotent()
                .header("X-Workstation", Listenings.WORKSTATION)
                .json(Listenings.body("QUALITY"))
                .post("/v1/recordings/" + id + "/listenings")
                .json()
                .path("token")
                .asText("none");
    }

    private static String token(Side side, String role) {
        return switch (side) {
            case OWN -> token("helios", "rhone-telecom", role);
            case OTHER_PROCESSOR -> token("helios", "atlas-contact", role);
            case OTHER_CONTROLLER -> token("helios", "loire-assurance", role);
            case FOREIGN -> token("boreal", "rhone-telecom", role);
        };
    }

    /** Every token lets its party act for the controller: that alone shows nothing. */
    private static String token(String tenant, String organisation, String role) {
        return TestTokens.token(
                tenant,
                organisation,
                List.of("rhone-telecom"),
                organisation.equals("rhone-telecom") ? SOMEBODY : SOMEBODY_ELSE,
                role);
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
                        "helios",
                        "rhone-telecom",
                        List.of(),
                        "01990000-0000-7000-8000-0000000000aa",
                        AccessMatrix.ROLES.toArray(String[]::new)));
    }
}
