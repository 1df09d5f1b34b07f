// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.documents.DocumentRequester.addedSheet;
import static io.temoin.recording.documents.DocumentRequester.addedTranscript;
import static io.temoin.recording.documents.DocumentRequester.awaitListed;
import static io.temoin.recording.documents.DocumentRequester.eventsOf;
import static io.temoin.recording.documents.DocumentRequester.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.RequestAtDesk;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.RectificationRequestStore;
import io.temoin.shredding.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a document says of a person is put right under their request: readers see the new words, the
 * old ones stay for whoever has to prove something, and both go together (GDPR art. 16).
 */
@QuarkusTest
class RectifiedDocumentTest {

    private static final byte[] AUDIO = Uploads.wave(2_000, 73);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final TenantId HELIOS = new TenantId("helios");
    private static final String CORRECTED = "aiguille-rectifiee-4713";

    private final RectificationRequestStore requests;
    private final EndingDocumentJob job;

    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final RequestAtDesk request = RequestAtDesk.of(subject);
    private final UUID recording = Uploads.newId();

    RectifiedDocumentTest(RectificationRequestStore requests, EndingDocumentJob job) {
        this.requests = requests;
        this.job = job;
    }

    @BeforeEach
    void recorded() {
        Instant decidedAt = Uploads.decidedAt();
        Receipts call = Receipts.of(decidedAt).with("subject", subject);
        Uploads.put(recording, call, decidedAt, AUDIO).then().statusCode(201);
    }

    @Test
    void readersSeeTheNewWordsAndTheOldOnesStayProvable() {
        // Given
        UUID sheet = addedSheet(recording);
        requested();

        // When
        Response done =
                request.rectify(Callers.DIANE, sheet, "/criteria/1/remark", CORRECTED, "right-1");
        Response again =
                request.rectify(Callers.DIANE, sheet, "/criteria/1/remark", CORRECTED, "right-1");
        answered();
        Response late =
                request.rectify(Callers.DIANE, sheet, "/criteria/1/remark", CORRECTED, "right-1");

        // Then
        assertThat(done.statusCode()).as(done.asString()).isEqualTo(201);
        assertThat(done.<Integer>path("version")).isEqualTo(1);
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(late.header("Idempotent-Replay")).isEqualTo("true");
        Response shown = read(Callers.QUENTIN, sheet);
        assertThat(shown.<String>path("sheet.criteria[1].remark")).isEqualTo(CORRECTED);
        assertThat(shown.<Integer>path("version")).isEqualTo(1);
        assertThat(shown.<List<String>>path("rectifications[0].fields"))
                .containsExactly("/criteria/1/remark");
        assertThat(shown.asString())
                .doesNotContain(DocumentRequester.REMARK, request.id().toString());
        assertThat(version(Callers.DIANE, sheet, 0).<String>path("sheet.criteria[1].remark"))
                .isEqualTo(DocumentRequester.REMARK);
        assertProblem(version(Callers.CLAIRE, sheet, 0), 403, "role-not-allowed");
        assertProblem(version(Callers.AGATHE, sheet, 0), 403, "role-not-allowed");
        assertProblem(version(Callers.DIANE, sheet, 2), 404, "document-unknown");
        List<Published> events = eventsOf(sheet, 7);
        Published rectified = events.get(1);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly(
                        "SheetCreated",
                        "DocumentRectified",
                        "DocumentRead",
                        "DocumentRead",
                        "DocumentReadRefused",
                        "DocumentReadRefused",
                        "DocumentReadRefused");
        assertThat(events)
                .allSatisfy(event -> EventContract.of(event.type()).accepts(event.payload()))
                .noneSatisfy(
                        event ->
                                assertThat(event.payload())
                                        .containsAnyOf(CORRECTED, DocumentRequester.REMARK));
        assertThat(rectified.data().path("request").textValue()).isEqualTo(request.id().toString());
        assertThat(rectified.data().path("before").textValue())
                .isEqualTo(events.getFirst().data().path("contentSha256").textValue());
        assertThat(events.get(3).data().path("version").intValue()).isZero();
        assertThat(events.get(3).data().has("version")).isTrue();
    }

    /** A22: also a correction is kept without the numbers of cards. */
    @Test
    void a22TheWordsOfACallAreMaskedAsBefore() {
        UUID words = addedTranscript(recording);
        requested();

        request.rectify(
                        Callers.DIANE,
                        words,
                        "/segments/1/text",
                        "non, 4111 1111 1111 1111",
                        "right-2")
                .then()
                .statusCode(201);
        Response restored =
                request.rectify(
                        Callers.DIANE, words, "/segments/2/text", "cryptogramme 123", "right-3");
        answered();

        assertProblem(restored, 400, "document-invalid");
        assertThat(restored.<String>path("violations[0].pointer")).isEqualTo("/values/0/pointer");
        assertThat(read(Callers.DIANE, words).<List<String>>path("transcript.segments.text"))
                .containsExactly(DocumentRequester.PHRASE, "non, [****]", null);
    }

    /**
     * D12: a request about one segment puts no other one right, nor a sheet; of a consent nothing.
     */
    @Test
    void onlyWhatThePersonContestsIsPutRight() {
        UUID words = addedTranscript(recording);
        UUID sheet = addedSheet(recording);
        request.contests(
                data ->
                        data.putObject("contested")
                                .put("kind", "SEGMENT")
                                .put("document", words.toString())
                                .put("segment", 1));
        awaitKnown(request, true);

        assertProblem(
                request.rectify(Callers.DIANE, words, "/segments/0/text", "x", "right-20"),
                409,
                "rectification-not-contested");
        assertProblem(
                request.rectify(Callers.DIANE, sheet, "/summary", "x", "right-21"),
                409,
                "rectification-not-contested");
        request.says("ContestedNamed", data -> data.putObject("contested").put("kind", "CONSENT"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertProblem(
                                        request.rectify(
                                                Callers.DIANE,
                                                words,
                                                "/segments/1/text",
                                                "non, je n'ai rien dit",
                                                UUID.randomUUID().toString()),
                                        409,
                                        "rectification-not-contested"));
        request.says(
                "ContestedNamed",
                data ->
                        data.putObject("contested")
                                .put("kind", "SEGMENT")
                                .put("document", words.toString())
                                .put("segment", 1));
        request.rectified(words, "/segments/1/text", "non, je n'ai pas dit cela");
        assertThat(eventsOf(words, 2))
                .extracting(Published::name)
                .containsExactly("TranscriptCreated", "DocumentRectified");
    }

    @Test
    void onlyUnderAnOpenRequestOfThatPerson() {
        UUID sheet = addedSheet(recording);
        assertRefused(sheet);

        request.says("ProcessingRestricted", data -> data.put("type", "ERASURE"));
        awaitRestricted(true);
        assertRefused(sheet);

        RequestAtDesk other = RequestAtDesk.of(UUID.randomUUID().toString().replace("-", ""));
        other.contests(_ -> {});
        awaitKnown(other, true);
        assertProblem(
                other.rectify(Callers.DIANE, sheet, "/summary", CORRECTED, "right-4"),
                403,
                "rectification-not-requested");
        assertThat(eventsOf(sheet, 1)).extracting(Published::name).containsExactly("SheetCreated");
    }

    /** Nothing is changed for somebody who may be somebody else. */
    @Test
    void notWhileTheDeskAsksWhoThePersonIs() {
        UUID sheet = addedSheet(recording);
        requested();
        request.says("IdentityProofRequested", _ -> {});
        awaitKnown(request, false);
        assertRefused(sheet);

        request.says("IdentityProofReceived", _ -> {});
        awaitKnown(request, true);

        assertThat(
                        request.rectify(Callers.DIANE, sheet, "/summary", CORRECTED, "right-5")
                                .statusCode())
                .isEqualTo(201);
    }

    @Test
    void onlyTheDpoOfTheControllerDecidesWhatIsTrue() {
        UUID sheet = addedSheet(recording);
        requested();

        assertProblem(
                request.rectify(Callers.CLAIRE, sheet, "/summary", CORRECTED, "right-6"),
                403,
                "forbidden");
        assertProblem(
                rectifyAs(token("helios", "voix-du-rhone"), sheet, "right-7"),
                403,
                "not-the-controller");
        assertProblem(
                rectifyAs(token("helios", "atlas-contact"), sheet, "right-8"),
                404,
                "document-unknown");
        assertProblem(
                rectifyAs(token("boreal", "centre-boreal"), sheet, "right-9"),
                404,
                "document-unknown");
        assertThat(eventsOf(sheet, 1)).hasSize(1);
    }

    /** GDPR art. 18(1)(a): it is restricted, and the controller verifies whether it is accurate. */
    @Test
    void theDpoReadsWhatIsContestedAndNobodyElseDoes() {
        UUID sheet = addedSheet(recording);
        requested();
        awaitRestricted(true);

        assertProblem(read(Callers.DIANE, sheet), 403, "restricted");
        assertThat(verifying(Callers.DIANE, sheet, request.id()).statusCode()).isEqualTo(200);
        assertProblem(verifying(Callers.QUENTIN, sheet, request.id()), 403, "restricted");
        assertProblem(verifying(Callers.DIANE, sheet, UUID.randomUUID()), 403, "restricted");
    }

    @Test
    void theListSaysThatADocumentWasPutRight() {
        UUID sheet = addedSheet(recording);
        UUID words = addedTranscript(recording);
        requested();
        Response done = request.rectify(Callers.DIANE, sheet, "/summary", CORRECTED, "right-10");

        String at = done.path("rectifications[0].at");
        await().atMost(PATIENCE)
                .until(() -> at.equals(list(Callers.CLAIRE).path("items[0].rectifiedAt")));
        awaitListed(Callers.CLAIRE, recording, sheet, words);
        assertThat(list(Callers.CLAIRE).<String>path("items[1].rectifiedAt")).isNull();
        assertThat(list(Callers.AGATHE).<List<String>>path("items.id"))
                .containsExactly(sheet.toString());
        assertThat(list(Callers.AGATHE).<String>path("items[0].rectifiedAt")).isEqualTo(at);
    }

    /** A processor does not decide what is true, and has nothing of the controller to prove. */
    @Test
    void theDpoOfAProcessorReadsWhatIsRightAlone() {
        UUID sheet = addedSheet(recording);
        requested();
        request.rectify(Callers.DIANE, sheet, "/criteria/1/remark", CORRECTED, "right-14")
                .then()
                .statusCode(201);
        answered();
        var processor = Http.given().auth().oauth2(token("helios", "voix-du-rhone"));

        Response refused = read(processor.queryParam("version", 0), sheet, "QUALITY");

        assertProblem(refused, 403, "role-not-allowed");
        assertThat(refused.asString()).doesNotContain(DocumentRequester.REMARK);
        assertThat(read(Callers.CLAIRE, sheet).<String>path("sheet.criteria[1].remark"))
                .isEqualTo(CORRECTED);
    }

    /** The old words go with the new ones, and neither is in clear before. */
    @Test
    void destructionTakesBothContents() throws SQLException {
        UUID sheet = addedSheet(recording);
        requested();
        request.rectify(Callers.DIANE, sheet, "/summary", CORRECTED, "right-11")
                .then()
                .statusCode(201);
        await().atMost(PATIENCE)
                .until(() -> list(Callers.CLAIRE).path("items[0].rectifiedAt") != null);
        assertThat(contents(sheet)).isEqualTo(2);
        assertThat(
                        Backlog.count(
                                "helios",
                                """
                                select count(*) from document d where document = '%s'
                                  and (encode(sealed, 'escape') like '%%%s%%'
                                    or encode(sealed, 'escape') like '%%Bon accueil%%')\
                                """
                                        .formatted(sheet, CORRECTED)))
                .isZero();

        job.look(Instant.now().plus(Duration.ofDays(1)));
        assertThat(contents(sheet)).as("the job removes what no event names").isEqualTo(2);
        UUID batch = UUID.randomUUID();
        Topic.retentionOrders("helios", batch, UUID.randomUUID() + ".0", order(batch, sheet));
        await().atMost(PATIENCE).until(() -> contents(sheet) == 0);

        assertProblem(read(Callers.DIANE, sheet), 410, "document-destroyed");
        assertProblem(version(Callers.DIANE, sheet, 0), 410, "document-destroyed");
        assertProblem(
                request.rectify(Callers.DIANE, sheet, "/summary", "x", "right-12"),
                410,
                "document-destroyed");
    }

    @Test
    void whatIsRightAlreadyIsNotPutRight() {
        UUID sheet = addedSheet(recording);
        requested();
        Response done =
                request.rectify(Callers.DIANE, sheet, "/summary", "Bon accueil.", "right-13");
        assertThat(done.statusCode()).isEqualTo(201);
        assertThat(done.<Integer>path("version")).isZero();
        assertThat(eventsOf(sheet, 1)).hasSize(1);
    }

    private void assertRefused(UUID sheet) {
        assertProblem(
                request.rectify(
                        Callers.DIANE,
                        sheet,
                        "/summary",
                        CORRECTED,
                        "refused-" + UUID.randomUUID()),
                403,
                "rectification-not-requested");
    }

    private Response rectifyAs(String token, UUID document, String key) {
        return Http.given()
                .auth()
                .oauth2(token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(request.body("/summary", CORRECTED))
                .post("/v1/documents/" + document + "/rectifications");
    }

    private static String token(String tenant, String organisation) {
        return TestTokens.token(
                tenant, organisation, List.of("rhone-telecom"), "dpo-of-" + organisation, "dpo");
    }

    private static Response version(Callers by, UUID document, int version) {
        return read(by.asks().queryParam("version", version), document, "QUALITY");
    }

    private static Response verifying(Callers by, UUID document, UUID request) {
        return by.asks()
                .queryParam("purpose", "QUALITY")
                .queryParam("reason", "DATA_SUBJECT_REQUEST")
                .queryParam("reasonReference", request.toString())
                .get("/v1/documents/" + document);
    }

    private Response list(Callers by) {
        return by.asks().get("/v1/recordings/" + recording + "/documents");
    }

    private static long contents(UUID document) throws SQLException {
        return Backlog.count(
                "helios",
                "select count(*) from document where document = '%s'".formatted(document));
    }

    private static String order(UUID batch, UUID sheet) {
        return """
        {"batch": "%s", "kind": "SHEET", "owner": "RECORDING",
         "controller": "rhone-telecom", "items": ["%s"], "basis": "PERIOD_ENDED",
         "orderedAt": "2027-12-01T23:10:00Z"}\
        """
                .formatted(batch, sheet);
    }

    private void requested() {
        request.contests(_ -> {});
        awaitKnown(request, true);
    }

    private void answered() {
        request.isAnswered();
        awaitKnown(request, false);
        awaitRestricted(false);
    }

    private void awaitKnown(RequestAtDesk of, boolean known) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                requests.find(HELIOS, of.id()).await().atMost(PATIENCE).isPresent()
                                        == known);
    }

    private void awaitRestricted(boolean restricted) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Callers.DIANE
                                                .asks()
                                                .get("/v1/recordings/" + recording)
                                                .<Boolean>path("restricted")
                                        == restricted);
    }
}
