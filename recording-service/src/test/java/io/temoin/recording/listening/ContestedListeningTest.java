// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.recording.documents.DocumentRequester.addedSheet;
import static io.temoin.recording.documents.DocumentRequester.addedTranscript;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.RequestSpecification;
import io.temoin.chassis.testing.Response;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.RequestAtDesk;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * D12: the controller's DPO hears what a person contests before deciding what is true: the passage,
 * while the request is open, and nothing else (GDPR art. 16, 18).
 */
@QuarkusTest
class ContestedListeningTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HEAD = 44;
    private static final int SECOND = 16_000;
    private static final byte[] AUDIO = Uploads.wave(40 * SECOND, 79);

    private final String subject = UUID.randomUUID().toString().replace("-", "");
    private final RequestAtDesk request = RequestAtDesk.of(subject);
    private final UUID recording = Uploads.newId();
    private UUID transcript = recording;

    @BeforeEach
    void recorded() {
        Instant decidedAt = Uploads.decidedAt();
        Receipts call = Receipts.of(decidedAt).with("subject", subject);
        Uploads.put(recording, call, decidedAt, AUDIO).then().statusCode(201);
        transcript = addedTranscript(recording);
    }

    /** The second segment lasts from second 4 to 9; three seconds around it are heard, too. */
    @Test
    void theDpoHearsTheContestedPassageAndNothingElse() {
        request.contests(contested(transcript, 1));
        Response granted = awaitGranted();

        Response heard = audio(granted).get(path());

        assertThat(granted.<Integer>path("passage.fromMs")).isEqualTo(1_000);
        assertThat(granted.<Integer>path("passage.toMs")).isEqualTo(12_000);
        assertThat(heard.statusCode()).isEqualTo(200);
        byte[] passage = heard.asByteArray();
        assertThat(passage).hasSize(HEAD + 11 * SECOND);
        assertThat(Arrays.copyOfRange(passage, HEAD, passage.length))
                .isEqualTo(Arrays.copyOfRange(AUDIO, HEAD + SECOND, HEAD + 12 * SECOND));
        ByteBuffer lengths = ByteBuffer.wrap(passage).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(lengths.getInt(4)).isEqualTo(passage.length - 8);
        assertThat(lengths.getInt(40)).isEqualTo(passage.length - HEAD);
    }

    /** Whoever asks for more bytes than the passage has is refused. */
    @Test
    void noByteOutsideThePassageIsSent() {
        request.contests(contested(transcript, 1));
        Response granted = awaitGranted();
        int length = HEAD + 11 * SECOND;

        assertProblem(
                audio(granted).header("Range", "bytes=" + length + "-").get(path()),
                416,
                "range-not-satisfiable");
        Response last = audio(granted).header("Range", "bytes=40-99999999").get(path());
        assertThat(last.statusCode()).isEqualTo(206);
        assertThat(last.header("Content-Range"))
                .isEqualTo("bytes 40-" + (length - 1) + "/" + length);
        assertThat(Arrays.copyOfRange(last.asByteArray(), 4, 1_004))
                .isEqualTo(Arrays.copyOfRange(AUDIO, HEAD + SECOND, HEAD + SECOND + 1_000));
        assertThat(audio(granted).head(path()).header("Content-Length"))
                .isEqualTo(Integer.toString(length));
    }

    @Test
    void itIsOnRecordLikeEveryListening() {
        request.contests(contested(transcript, 1));
        Response granted = awaitGranted();
        audio(granted).get(path());

        Published on =
                Topic.eventsOf("helios", recording, 4).stream()
                        .filter(event -> event.name().equals("ListeningGranted"))
                        .findFirst()
                        .orElseThrow();

        EventContract.of(on.type()).accepts(on.payload());
        assertThat(on.data().at("/reason/reference").textValue())
                .isEqualTo(request.id().toString());
        assertThat(on.data().at("/passage/fromMs").longValue()).isEqualTo(1_000);
    }

    /** As long as the desk has not told what is contested, or its word is on the way: nothing. */
    @Test
    void nothingIsHeardBeforeTheDeskHasToldWhatIsContested() {
        request.contests(data -> data.remove("contested"));
        awaitRestricted();
        assertProblem(ask(Callers.DIANE, request.id()), 403, "restricted");
        request.says("ContestedNamed", contested(transcript, null));
        assertProblem(ask(Callers.DIANE, request.id()), 403, "restricted");

        request.says("ContestedNamed", contested(transcript, 1));

        awaitGranted();
    }

    /** What cannot be read is parked, with all that the desk says of this request after it. */
    @Test
    void whereTheWordOfTheDeskIsParkedNothingIsHeard() {
        request.contests(data -> data.remove("contested"));
        request.says("ContestedNamed", data -> data.putObject("contested").put("kind", "NEWS"));
        request.says("ContestedNamed", contested(transcript, 1));
        awaitRestricted();

        await().atMost(PATIENCE)
                .until(
                        () ->
                                Http.given()
                                        .auth()
                                        .oauth2(
                                                TestTokens.tenantWide(
                                                        "helios", "helios", "admin-1", "admin"))
                                        .get("/v1/parked-messages?limit=200")
                                        .asString()
                                        .contains(request.id().toString()));

        assertProblem(ask(Callers.DIANE, request.id()), 403, "restricted");
    }

    @Test
    void nobodyElseHearsItAndNoOtherRequestOpensIt() {
        var other = RequestAtDesk.of(subject);
        other.contests(data -> data.putObject("contested").put("kind", "CONSENT"));
        request.contests(contested(transcript, 1));
        awaitGranted();

        assertProblem(ask(Callers.CLAIRE, request.id()), 403, "restricted");
        assertProblem(ask(Callers.DIANE, other.id()), 403, "restricted");
        assertProblem(ask(Callers.DIANE, UUID.randomUUID()), 403, "restricted");
    }

    /** What is said of another call of the person is no reason to hear this one. */
    @Test
    void onlyTheRecordingOfTheContestedDocumentIsHeard() {
        UUID second = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Uploads.put(second, Receipts.of(decidedAt).with("subject", subject), decidedAt, AUDIO)
                .then()
                .statusCode(201);
        request.contests(contested(transcript, 1));
        awaitGranted();

        assertProblem(
                Listenings.ask(Callers.DIANE.asks(), second, why(request.id())), 403, "restricted");
    }

    @Test
    void theAnswerEndsItAndWhoeverIsNotIdentifiedBeginsNothing() {
        request.contests(contested(transcript, 1));
        Response granted = awaitGranted();
        RequestAtDesk.of(subject).says("ProcessingRestricted", data -> data.put("type", "ERASURE"));
        request.says("IdentityProofRequested", _ -> {});
        await().atMost(PATIENCE).until(() -> ask(Callers.DIANE, request.id()).statusCode() == 403);

        request.isAnswered();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertProblem(audio(granted).get(path()), 403, "restricted"));
    }

    /** What a sheet says is said of the whole call. */
    @Test
    void whereASheetIsContestedTheCallIsHeard() {
        UUID sheet = addedSheet(recording);
        request.contests(
                data ->
                        data.putObject("contested")
                                .put("kind", "SHEET")
                                .put("document", sheet.toString()));

        Response granted = awaitGranted();

        assertThat(granted.<Object>path("passage.toMs")).isNull();
        assertThat(audio(granted).get(path()).asByteArray()).isEqualTo(AUDIO);
    }

    private static Consumer<ObjectNode> contested(UUID document, Integer segment) {
        return data -> {
            var contested =
                    data.putObject("contested")
                            .put("kind", "SEGMENT")
                            .put("document", document.toString());
            if (segment != null) {
                contested.put("segment", segment);
            }
        };
    }

    private Response awaitGranted() {
        awaitRestricted();
        return await().atMost(PATIENCE)
                .until(
                        () -> ask(Callers.DIANE, request.id()),
                        answer -> answer.statusCode() == 201);
    }

    private void awaitRestricted() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .get("/v1/recordings/" + recording)
                                        .<Boolean>path("restricted"));
    }

    private Response ask(Callers by, UUID named) {
        return Listenings.ask(by.asks(), recording, why(named));
    }

    private static Map<String, Object> why(UUID named) {
        return Map.of(
                "purpose",
                "QUALITY",
                "reason",
                Map.of("code", "DATA_SUBJECT_REQUEST", "reference", named.toString()));
    }

    private static RequestSpecification audio(Response granted) {
        return Listenings.audio(Callers.DIANE, granted.path("token"));
    }

    private String path() {
        return "/v1/recordings/" + recording + "/audio";
    }
}
