// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.documents;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.documents.DocumentRequester.addedSheet;
import static io.temoin.recording.documents.DocumentRequester.addedTranscript;
import static io.temoin.recording.documents.DocumentRequester.awaitListed;
import static io.temoin.recording.documents.DocumentRequester.eventsOf;
import static io.temoin.recording.documents.DocumentRequester.listed;
import static io.temoin.recording.documents.DocumentRequester.post;
import static io.temoin.recording.documents.DocumentRequester.read;
import static io.temoin.recording.documents.DocumentRequester.sheet;
import static io.temoin.recording.documents.DocumentRequester.transcript;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.shredding.postgres.TenantSetting;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sheets and transcripts over HTTP: added, listed, read, and the trace that each leaves. */
@QuarkusTest
class DocumentResourceTest {

    private static final byte[] AUDIO = Uploads.wave(2_000, 71);

    @Test
    void aSheetIsAddedOnceAndReadOnRecord() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        Map<String, Object> body = sheet("QUALITY", Callers.AGATHE.actor());
        Response added = post(Callers.CLAIRE.asks(), recording, "sheets", body, "sheet-1");
        Response again = post(Callers.CLAIRE.asks(), recording, "sheets", body, "sheet-1");

        // When
        UUID document = UUID.fromString(added.then().statusCode(201).extract().path("id"));
        Response shown = read(Callers.QUENTIN, document);

        // Then
        assertThat(again.asString()).isEqualTo(added.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        assertThat(shown.header("Cache-Control")).isEqualTo("no-store");
        assertThat(shown.<String>path("kind")).isEqualTo("SHEET");
        assertThat(shown.<String>path("sheet.criteria[1].remark"))
                .isEqualTo(DocumentRequester.REMARK);
        assertThat(shown.<String>path("sheet.agent")).isEqualTo(Callers.AGATHE.actor());
        assertThat(shown.<String>path("sheet.evaluator.actor")).isEqualTo(Callers.CLAIRE.actor());
        assertThat(shown.<String>path("sheet.evaluator.role")).isEqualTo("supervisor");
        List<Published> events = eventsOf(document, 2);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly("SheetCreated", "DocumentRead");
        assertThat(events)
                .allSatisfy(event -> EventContract.of(event.type()).accepts(event.payload()))
                .noneSatisfy(
                        event ->
                                assertThat(event.payload())
                                        .containsAnyOf(
                                                DocumentRequester.REMARK, Callers.AGATHE.actor()));
        assertThat(shown.header("Event-Position"))
                .isEqualTo(events.getLast().headers().get("ce_id"));
        assertThat(events.getLast().headers()).containsEntry("ce_actor", Callers.QUENTIN.actor());
        assertThat(events.getLast().data().at("/reason/reference").textValue())
                .isEqualTo("TCK-2026-1187");
    }

    /** A22: what was said in the pause is nowhere, nor is a card's number said beside it. */
    @Test
    void a22ATranscriptIsMasked() {
        // Given
        UUID recording = Uploads.stored(AUDIO);

        // When
        UUID document = addedTranscript(recording);
        Response shown = read(Callers.CLAIRE, document);

        // Then
        assertThat(shown.statusCode()).as(shown.asString()).isEqualTo(200);
        assertThat(shown.<List<String>>path("transcript.segments.text"))
                .containsExactly(DocumentRequester.PHRASE, "la carte [****]", null);
        assertThat(shown.<List<Boolean>>path("transcript.segments.masked"))
                .containsExactly(false, true, true);
        assertThat(shown.asString()).doesNotContain("4111", "cryptogramme");
        assertThat(shown.<List<String>>path("purposes")).containsExactly("QUALITY", "TRAINING");
    }

    @Test
    void nothingIsStoredInClear() throws SQLException {
        UUID recording = Uploads.stored(AUDIO);
        addedSheet(recording);
        addedTranscript(recording);
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            try (ResultSet rows =
                    statement.executeQuery(
                            "select sealed from document where recording = '%s'"
                                    .formatted(recording))) {
                int count = 0;
                while (rows.next()) {
                    count++;
                    assertThat(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                            .doesNotContain(
                                    DocumentRequester.REMARK,
                                    DocumentRequester.PHRASE,
                                    "criteria",
                                    "segments");
                }
                assertThat(count).isEqualTo(2);
            }
        }
    }

    /** Whose work it is about goes with the sheet's key, from backups of the table, too. */
    @Test
    void theTableDoesNotSayWhoseWorkASheetIsAbout() throws SQLException {
        UUID recording = Uploads.stored(AUDIO);
        UUID about = addedSheet(recording);
        awaitListed(Callers.AGATHE, recording, about);

        assertThat(
                        Backlog.count(
                                "helios",
                                "select count(*) from document d where recording = '%s'"
                                        .formatted(recording)))
                .isEqualTo(1);
        assertThat(
                        Backlog.count(
                                "helios",
                                """
                                select count(*) from document d where recording = '%s'
                                  and to_jsonb(d)::text like '%%%s%%'"""
                                        .formatted(recording, Callers.AGATHE.actor())))
                .isZero();
    }

    @Test
    void anAgentFindsTheOwnSheetsBehindThoseOfOthers() {
        UUID recording = Uploads.stored(AUDIO);
        UUID first = addedSheet(recording, "agent-of-somewhere-else");
        UUID words = addedTranscript(recording);
        UUID own = addedSheet(recording, Callers.AGATHE.actor());
        UUID later = addedSheet(recording, Callers.AGATHE.actor());
        awaitListed(Callers.DIANE, recording, first, words, own, later);

        Response page =
                Callers.AGATHE
                        .asks()
                        .queryParam("limit", 1)
                        .get("/v1/recordings/" + recording + "/documents");

        assertThat(page.<List<String>>path("items.id")).containsExactly(own.toString());
        assertThat(
                        Callers.AGATHE
                                .asks()
                                .queryParam("cursor", page.<String>path("next"))
                                .get("/v1/recordings/" + recording + "/documents")
                                .<List<String>>path("items.id"))
                .containsExactly(later.toString());
    }

    @Test
    void isListedToThoseWhoSeeTheRecording() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID about = addedSheet(recording);
        UUID words = addedTranscript(recording);
        UUID other =
                UUID.fromString(
                        post(
                                        Callers.CLAIRE.asks(),
                                        recording,
                                        "sheets",
                                        sheet("TRAINING", "agent-of-somewhere-else"),
                                        "other-1")
                                .path("id"));

        // Then
        awaitListed(Callers.DIANE, recording, about, words, other);
        assertThat(listed(Callers.DIANE, recording))
                .containsExactly(about.toString(), words.toString(), other.toString());
        assertThat(listed(Callers.AGATHE, recording)).containsExactly(about.toString());
        assertProblem(
                Callers.ATLAS.asks().get("/v1/recordings/" + recording + "/documents"),
                404,
                "recording-unknown");
        assertProblem(
                Callers.BORIS.asks().get("/v1/recordings/" + recording + "/documents"),
                404,
                "recording-unknown");
    }

    @Test
    void isListedPageByPage() {
        UUID recording = Uploads.stored(AUDIO);
        UUID first = addedSheet(recording);
        UUID second = addedTranscript(recording);
        awaitListed(Callers.DIANE, recording, first, second);
        Response page =
                Callers.DIANE
                        .asks()
                        .queryParam("limit", 1)
                        .get("/v1/recordings/" + recording + "/documents");
        assertThat(page.<List<String>>path("items.id")).containsExactly(first.toString());
        assertThat(
                        Callers.DIANE
                                .asks()
                                .queryParam("cursor", page.<String>path("next"))
                                .get("/v1/recordings/" + recording + "/documents")
                                .<List<String>>path("items.id"))
                .containsExactly(second.toString());
    }

    @Test
    void anAgentReadsTheSheetAboutTheOwnWorkAndNothingElse() {
        UUID recording = Uploads.stored(AUDIO);
        UUID about = addedSheet(recording);
        UUID words = addedTranscript(recording);
        assertThat(read(Callers.AGATHE, about).statusCode()).isEqualTo(200);
        assertProblem(read(Callers.AGATHE, words), 404, "document-unknown");
        assertThat(eventsOf(words, 2).getLast().name()).isEqualTo("DocumentReadRefused");
    }

    @Test
    void aRefusalIsOnRecord() {
        // Given
        UUID recording = Uploads.stored(AUDIO);
        UUID document = addedSheet(recording);
        UUID unknown = UUID.randomUUID();

        // When
        assertProblem(read(Callers.ATLAS, document), 404, "document-unknown");
        assertProblem(read(Callers.ADELE, document), 403, "role-not-allowed");
        assertProblem(read(Callers.CLAIRE.asks(), document, "TRAINING"), 403, "purpose-not-alive");
        assertProblem(read(Callers.BORIS, document), 404, "document-unknown");
        assertProblem(read(Callers.CLAIRE, unknown), 404, "document-unknown");

        // Then
        List<Published> events = eventsOf(document, 4);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly(
                        "SheetCreated",
                        "DocumentReadRefused",
                        "DocumentReadRefused",
                        "DocumentReadRefused");
        assertThat(events)
                .allSatisfy(event -> EventContract.of(event.type()).accepts(event.payload()));
        assertThat(events.get(1).headers()).containsEntry("ce_actor", Callers.ATLAS.actor());
        assertThat(eventsOf(unknown, 1).getFirst().data().path("code").textValue())
                .isEqualTo("DOCUMENT_UNKNOWN");
    }

    @Test
    void noReasonNoReading() {
        UUID document = addedSheet(Uploads.stored(AUDIO));
        Response none = Callers.CLAIRE.asks().get("/v1/documents/" + document);
        Response personal =
                Callers.CLAIRE
                        .asks()
                        .queryParam("purpose", "QUALITY")
                        .queryParam("reason", "COMPLAINT")
                        .queryParam("reasonReference", "0612345678")
                        .get("/v1/documents/" + document);
        assertProblem(none, 400, "request-invalid");
        assertProblem(personal, 400, "personal-data-refused");
        assertThat(read(Callers.CLAIRE, document).statusCode()).isEqualTo(200);
        assertThat(eventsOf(document, 2))
                .extracting(Published::name)
                .containsExactly("SheetCreated", "DocumentRead");
    }

    @ParameterizedTest
    @CsvSource({
        "purpose, quality, 400, request-invalid",
        "agent, 0612345678, 400, personal-data-refused",
        "language, French, 400, request-invalid",
        "purpose, EVALUATION, 403, purpose-not-alive",
        "purpose, CONTRACT_PROOF, 403, role-not-allowed"
    })
    void aSheetThatIsNoneIsRefused(String member, String value, int status, String problem) {
        UUID recording = Uploads.stored(AUDIO);
        Map<String, Object> body = new HashMap<>(sheet("QUALITY", Callers.AGATHE.actor()));
        body.put(member, value);
        assertProblem(
                post(
                        Callers.CLAIRE.asks(),
                        recording,
                        "sheets",
                        body,
                        UUID.randomUUID().toString()),
                status,
                problem);
    }

    @Test
    void aScoreBeyondItsMaximumIsRefusedWithAPointer() {
        UUID recording = Uploads.stored(AUDIO);
        Map<String, Object> body = new HashMap<>(sheet("QUALITY", Callers.AGATHE.actor()));
        body.put("criteria", List.of(Map.of("code", "GREETING", "score", 6, "maximum", 5)));
        Response answer = post(Callers.CLAIRE.asks(), recording, "sheets", body, "beyond-1");
        assertProblem(answer, 400, "document-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo("/criteria/0/score");
    }

    @ParameterizedTest
    @CsvSource({"gaps", "segments", "language", "source"})
    void aTranscriptThatSaysTooLittleIsRefused(String member) {
        UUID recording = Uploads.stored(AUDIO);
        Map<String, Object> body = new HashMap<>(transcript());
        body.remove(member);
        assertProblem(
                post(
                        Callers.RECORDER.asks(),
                        recording,
                        "transcripts",
                        body,
                        UUID.randomUUID().toString()),
                400,
                "request-invalid");
    }

    @Test
    void onlyWhoRecordedAddsATranscript() {
        UUID recording = Uploads.stored(AUDIO);
        assertProblem(
                post(Callers.BUSINESS.asks(), recording, "transcripts", transcript(), "words-1"),
                403,
                "not-the-recorder");
        assertProblem(
                post(
                        Callers.OTHER_RECORDER.asks(),
                        recording,
                        "transcripts",
                        transcript(),
                        "words-2"),
                404,
                "recording-unknown");
    }

    @Test
    void theSameKeyWithAnotherSheetIsRefused() {
        UUID recording = Uploads.stored(AUDIO);
        Map<String, Object> body = sheet("QUALITY", Callers.AGATHE.actor());
        post(Callers.CLAIRE.asks(), recording, "sheets", body, "reused-1").then().statusCode(201);
        assertProblem(
                post(
                        Callers.CLAIRE.asks(),
                        recording,
                        "sheets",
                        sheet("TRAINING", Callers.AGATHE.actor()),
                        "reused-1"),
                422,
                "idempotency-key-reused");
    }
}
