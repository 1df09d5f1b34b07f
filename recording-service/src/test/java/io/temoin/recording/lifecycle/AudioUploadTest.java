// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.chassis.testing.EncodedBodies;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio as recorders send it: what is stored of it, and what is not. */
@QuarkusTest
class AudioUploadTest {

    private static final byte[] AUDIO = Uploads.wave(300_000, 1);
    private static final byte[] OTHER_AUDIO = Uploads.wave(300_000, 2);

    private final UUID id = Uploads.newId();
    private final Instant decidedAt = Uploads.decidedAt();
    private final Receipts receipt = Receipts.of(decidedAt);

    @Test
    void storesWhatTheReceiptAllows() throws Exception {
        // When
        Response answer = Uploads.put(id, receipt, decidedAt, AUDIO);

        // Then
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo("/v1/recordings/" + id);
        assertThat(answer.header("Event-Position"))
                .isEqualTo(Topic.eventsOf("helios", id, 2).getLast().headers().get("ce_id"));
        assertThat(answer.<String>path("id")).isEqualTo(id.toString());
        assertThat(answer.<Integer>path("length")).isEqualTo(AUDIO.length);
        assertThat(answer.<String>path("sha256")).isEqualTo(sha256(AUDIO));
        assertThat(answer.<List<String>>path("purposes")).containsExactly("QUALITY", "TRAINING");
        assertThat(answer.<String>path("controller")).isEqualTo("rhone-telecom");
        assertThat(Uploads.filesOf(id)).hasSize(1);
        assertThat(Files.readString(Uploads.filesOf(id).getFirst(), StandardCharsets.ISO_8859_1))
                .doesNotContain("RIFF");
    }

    @Test
    void publishesWhatItRestsOn() {
        // When
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);

        // Then
        List<Published> events = Topic.eventsOf("helios", id, 2);
        assertThat(events)
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "RecordingStored");
        for (Published event : events) {
            EventContract.of(event.type()).accepts(event.payload());
            assertThat(event.data().path("decision").textValue()).isNotBlank();
            assertThat(event.data().path("consent").textValue()).isNotBlank();
            assertThat(event.headers()).containsEntry("ce_actor", Callers.RECORDER.actor());
        }
    }

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        Response first = Uploads.put(id, receipt, decidedAt, AUDIO);
        Response again = Uploads.put(id, receipt, decidedAt, AUDIO);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.asString()).isEqualTo(first.asString());
        assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
        assertThat(Uploads.filesOf(id)).hasSize(1);
    }

    @Test
    void neverTakesOtherBytesUnderTheSameId() {
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
        assertProblem(
                Uploads.put(id, receipt, decidedAt, OTHER_AUDIO), 409, "recording-already-stored");
        assertProblem(
                Uploads.put(id, Receipts.of(decidedAt), decidedAt, AUDIO),
                409,
                "recording-registered-otherwise");
        assertThat(Uploads.filesOf(id)).hasSize(1);
    }

    @Test
    void keepsOneOfManyThatRace() {
        // When
        List<CompletableFuture<Integer>> racing =
                IntStream.range(0, 6)
                        .mapToObj(
                                number ->
                                        CompletableFuture.supplyAsync(
                                                () ->
                                                        Uploads.put(
                                                                        id,
                                                                        receipt,
                                                                        decidedAt,
                                                                        number % 2 == 0
                                                                                ? AUDIO
                                                                                : OTHER_AUDIO)
                                                                .statusCode()))
                        .toList();

        // Then
        List<Integer> answers = racing.stream().map(CompletableFuture::join).toList();
        assertThat(answers).contains(201).isSubsetOf(201, 409);
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(3);
        assertThat(Uploads.filesOf(id)).hasSize(1);
        assertThat(Topic.eventsOf("helios", id, 2)).hasSize(2);
    }

    @Test
    void takesALongCall() throws Exception {
        byte[] hour = Uploads.wave(30_000_000, 3);
        Response answer = Uploads.put(id, receipt, decidedAt, hour);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.<String>path("sha256")).isEqualTo(sha256(hour));
    }

    @Test
    void refusesOtherContent() {
        assertProblem(
                Uploads.headers(Callers.RECORDER, receipt.sign(), decidedAt)
                        .contentType("audio/mpeg")
                        .body(AUDIO)
                        .put(Uploads.path(id)),
                415,
                "content-type-unsupported");
        assertProblem(
                Uploads.put(
                        id, receipt, decidedAt, "not a wave file".getBytes(StandardCharsets.UTF_8)),
                400,
                "audio-invalid");
        assertProblem(Uploads.put(id, receipt, decidedAt, new byte[0]), 400, "audio-empty");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    /** A WAVE file that says less, more or something else than it holds is none. */
    @Test
    void refusesWhatHoldsNoWholeSound() {
        assertProblem(Uploads.put(id, receipt, decidedAt, Uploads.wave(0, 1)), 400, "audio-empty");
        byte[] whole = Uploads.wave(1_000_000, 6);
        assertProblem(
                Uploads.put(id, receipt, decidedAt, Arrays.copyOf(whole, 500_000)),
                400,
                "audio-invalid");
        assertProblem(
                Uploads.put(id, receipt, decidedAt, Arrays.copyOf(whole, 1_100_000)),
                400,
                "audio-invalid");
        byte[] claiming = AUDIO.clone();
        claiming[42] = 0x7f; // the samples go on beyond the file
        assertProblem(Uploads.put(id, receipt, decidedAt, claiming), 400, "audio-invalid");
        byte[] soundless = AUDIO.clone();
        Arrays.fill(soundless, 28, 32, (byte) 0); // no bytes a second
        assertProblem(Uploads.put(id, receipt, decidedAt, soundless), 400, "audio-invalid");
        assertThat(Uploads.filesOf(id)).isEmpty();
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
    }

    @Test
    void refusesAnEncodedBody() {
        EncodedBodies.areRefused(
                () ->
                        Uploads.headers(Callers.RECORDER, receipt.sign(), decidedAt)
                                .body("no sound".getBytes(StandardCharsets.US_ASCII)),
                request -> request.put(Uploads.path(id)));
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "ffffffff-ffff-ffff-ffff-ffffffffffff",
                "1-1-1-1-1",
                "01990000000070008000000000000001"
            })
    void refusesAnIdThatIsNone(String none) {
        assertProblem(
                Uploads.headers(Callers.RECORDER, receipt.sign(), decidedAt)
                        .body(AUDIO)
                        .put("/v1/recordings/" + none + "/audio"),
                400,
                "recording-id-invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Recording-Started-At", "Recording-Ended-At"})
    void wantsToKnowWhenTheCallWas(String header) {
        Response answer =
                Http.given()
                        .auth()
                        .oauth2(Callers.RECORDER.token())
                        .header("Call-Receipt", receipt.sign())
                        .header("Notice-Receipt", notice())
                        .header("Recording-Started-At", value(header, "Recording-Started-At", 20))
                        .header("Recording-Ended-At", value(header, "Recording-Ended-At", 30))
                        .contentType("audio/wav")
                        .body(AUDIO)
                        .put(Uploads.path(id));
        assertProblem(answer, 400, "call-times-invalid");
        assertThat(answer.<String>path("violations[0].pointer")).isEqualTo(header);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertProblem(
                Uploads.put(id, receipt, decidedAt, Uploads.wave(41_000_000, 4)),
                413,
                "audio-too-large");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    @Test
    void isForRecordersOnly() {
        assertProblem(
                Uploads.headers(Callers.CLAIRE, receipt.sign(), decidedAt)
                        .body(AUDIO)
                        .put(Uploads.path(id)),
                403,
                "forbidden");
        assertThat(
                        Http.given()
                                .contentType("audio/wav")
                                .body(AUDIO)
                                .put(Uploads.path(id))
                                .statusCode())
                .isEqualTo(401);
    }

    @Test
    void leavesNothingOnDiskWhenTheConnectionIsCut() throws IOException {
        // Given
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            OutputStream request = socket.getOutputStream();
            request.write(rawHead("Content-Length: 5000000").getBytes(StandardCharsets.US_ASCII));
            request.write(Uploads.wave(2_000_000, 5));
            request.flush();
            await().atMost(Duration.ofSeconds(10)).until(() -> !Uploads.filesOf(id).isEmpty());
        }

        // Then
        await().atMost(Duration.ofSeconds(10)).until(() -> Uploads.filesOf(id).isEmpty());
        assertThat(Uploads.put(id, receipt, decidedAt, AUDIO).statusCode()).isEqualTo(201);
    }

    @Test
    void asksForTheBodyOnlyOnceTheReceiptIsAccepted() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            // When
            socket.getOutputStream()
                    .write(
                            rawHead("Content-Length: 300044\r\nExpect: 100-continue")
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] first = socket.getInputStream().readNBytes(25);

            // Then
            assertThat(new String(first, StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write(AUDIO);
            assertThat(
                            new String(
                                    socket.getInputStream().readNBytes(12),
                                    StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 201");
        }
    }

    @Test
    void takesAChunkedBody() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            OutputStream request = socket.getOutputStream();
            request.write(
                    rawHead("Transfer-Encoding: chunked").getBytes(StandardCharsets.US_ASCII));
            request.write(
                    (Integer.toHexString(AUDIO.length) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            request.write(AUDIO);
            request.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(
                            new String(
                                    socket.getInputStream().readNBytes(12),
                                    StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 201");
        }
    }

    @Test
    void keepsOtherBodiesShort() {
        Response answer =
                Callers.DIANE
                        .asks()
                        .contentType("application/json")
                        .body(" ".repeat(2_000_000))
                        .post("/v1/recordings/" + id + "/listenings");
        assertProblem(answer, 413, "request-too-large");
        ProblemContract.of("recording-service").accepts("requestListening", answer);
    }

    private String rawHead(String framing) {
        return "PUT "
                + Uploads.path(id)
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + Callers.RECORDER.token()
                + "\r\nCall-Receipt: "
                + receipt.sign()
                + "\r\nNotice-Receipt: "
                + notice()
                + "\r\nRecording-Started-At: "
                + decidedAt.plusSeconds(20)
                + "\r\nRecording-Ended-At: "
                + decidedAt.plusSeconds(30)
                + "\r\nContent-Type: audio/wav\r\n"
                + framing
                + "\r\n\r\n";
    }

    private String notice() {
        return Uploads.notice(receipt.sign(), decidedAt).sign();
    }

    private String value(String broken, String header, int seconds) {
        return broken.equals(header) ? "yesterday" : decidedAt.plusSeconds(seconds).toString();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
