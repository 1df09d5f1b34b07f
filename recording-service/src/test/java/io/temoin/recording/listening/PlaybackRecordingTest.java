// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is heard leaves an entry of its own: how much of it, when, where, and how it ended. */
@QuarkusTest
class PlaybackRecordingTest {

    /** 16 000 bytes a second: ten seconds. */
    private static final byte[] AUDIO = Uploads.wave(160_000, 31);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HEAD = 44;

    private final Playbacks playbacks;

    PlaybackRecordingTest(Playbacks playbacks) {
        this.playbacks = playbacks;
    }

    @Test
    void theRangesOfOneListeningAreOneEntry() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        String token = granted.path("token");
        Instant from = Instant.now();

        // When
        range(id, token, HEAD + 16_000, HEAD + 31_999).then().statusCode(206);
        range(id, token, 0, HEAD + 7_999).then().statusCode(206);
        range(id, token, HEAD + 24_000, HEAD + 47_999).then().statusCode(206);

        // Then
        List<Published> events = Topic.eventsOf("helios", id, 4);
        Published heard = events.get(3);
        assertThat(heard.name()).isEqualTo("PlaybackRecorded");
        EventContract.of(heard.type()).accepts(heard.payload());
        JsonNode data = heard.data();
        assertThat(Listenings.intervals(data))
                .containsExactly(List.of(0L, 500L), List.of(1_000L, 3_000L));
        assertThat(data.path("heardMs").longValue()).isEqualTo(2_500);
        assertThat(data.path("listening").textValue()).isEqualTo(granted.<String>path("id"));
        assertThat(data.path("purpose").textValue()).isEqualTo("QUALITY");
        assertThat(data.path("end").textValue()).isEqualTo("FINISHED");
        assertThat(data.path("incomplete").booleanValue()).isFalse();
        assertThat(data.path("client").textValue()).matches("[0-9a-f]{32}");
        assertThat(heard.payload()).doesNotContain("127.0.0.1");
        Instant lastByteAt = Instant.parse(data.path("lastByteAt").textValue());
        assertThat(Instant.parse(data.path("firstByteAt").textValue()))
                .isBetween(from.minusSeconds(1), lastByteAt);
        assertThat(Instant.parse(data.path("at").textValue()))
                .isBefore(lastByteAt.plusSeconds(30))
                .isBefore(Instant.parse(granted.path("until")));
        assertThat(heard.headers())
                .containsEntry("ce_actor", Callers.CLAIRE.actor())
                .containsEntry("ce_workstation", "claimed:" + Listenings.WORKSTATION)
                .containsEntry("ce_causationid", granted.<String>path("id") + ".0");
    }

    @Test
    void eachListeningHasItsOwn() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String claire = Listenings.token(Callers.CLAIRE, id);
        String diane = Listenings.token(Callers.DIANE, id);

        // When
        Listenings.audio(Callers.CLAIRE, claire).get(Uploads.path(id)).then().statusCode(200);
        Listenings.audio(Callers.DIANE, diane).get(Uploads.path(id)).then().statusCode(200);

        // Then
        List<Published> heard =
                Topic.eventsOf("helios", id, 6).stream()
                        .filter(event -> event.name().equals("PlaybackRecorded"))
                        .toList();
        assertThat(heard)
                .extracting(event -> event.headers().get("ce_actor"))
                .containsExactlyInAnyOrder(Callers.CLAIRE.actor(), Callers.DIANE.actor());
        assertThat(heard)
                .allSatisfy(
                        event ->
                                assertThat(event.data().path("heardMs").longValue())
                                        .isEqualTo(10_000));
    }

    @Test
    void isHeardAtTheWorkstationOfTheGrantOnly() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String token = Listenings.token(Callers.CLAIRE, id);

        // Then
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .header("Idempotency-Key", UUID.randomUUID())
                        .contentType("application/json")
                        .body(Listenings.body("QUALITY"))
                        .post("/v1/recordings/" + id + "/listenings"),
                400,
                "workstation-missing");
        assertProblem(
                Callers.CLAIRE.asks().header("Listening-Token", token).get(Uploads.path(id)),
                400,
                "workstation-missing");
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .header("Listening-Token", token)
                        .header("X-Workstation", "POSTE-99")
                        .get(Uploads.path(id)),
                403,
                "workstation-differs");
        assertThat(
                        Callers.CLAIRE
                                .asks()
                                .header("Listening-Token", token)
                                .header("X-Workstation", "POSTE-99")
                                .head(Uploads.path(id))
                                .statusCode())
                .isEqualTo(403);
    }

    /** The client reads slowly; meanwhile the person refuses. */
    @Test
    void stopsWhenTheRecordingIsSetApart() throws IOException {
        // Given
        byte[] hour = Uploads.wave(30_000_000, 32);
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts call = Receipts.of(decidedAt);
        Uploads.put(id, call, decidedAt, hour).then().statusCode(201);
        String token = Listenings.token(Callers.CLAIRE, id);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.getOutputStream().write(Listenings.rawRequest(Callers.CLAIRE, token, id));
            InputStream body = socket.getInputStream();
            assertThat(body.readNBytes(100_000)).hasSize(100_000);

            // When
            Callers.DIALER
                    .asks()
                    .contentType("application/json")
                    .header("Idempotency-Key", UUID.randomUUID())
                    .header("Call-Receipt", call.sign())
                    .body(Map.of("at", decidedAt.plusSeconds(60).toString(), "channel", "KEY"))
                    .post("/v1/call-opt-outs")
                    .then()
                    .statusCode(201);

            // Then
            JsonNode data = Topic.eventsOf("helios", id, 5).get(4).data();
            assertThat(data.path("end").textValue()).isEqualTo("RECORDING_WITHHELD");
            assertThat(data.path("heardMs").longValue()).isBetween(1L, 1_800_000L);
            assertThatThrownBy(() -> readAll(body, hour.length))
                    .as("the rest of the answer")
                    .isInstanceOf(IOException.class);
        }
    }

    /** An answer stops by itself when it is not saved in time, and a look may take long. */
    @Test
    void isSavedBeforeItsRecordingIsLookedAt() throws Exception {
        // Given an answer under way, and events that nobody can read
        UUID id = Uploads.stored(Uploads.wave(30_000_000, 33));
        String token = Listenings.token(Callers.CLAIRE, id);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
                Connection locking = Backlog.Role.OWNER.connect();
                Statement lock = locking.createStatement()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.getOutputStream().write(Listenings.rawRequest(Callers.CLAIRE, token, id));
            assertThat(socket.getInputStream().readNBytes(100_000)).hasSize(100_000);
            locking.setAutoCommit(false);
            lock.execute("lock table event in access exclusive mode");
            await().atMost(PATIENCE).until(() -> isWaitedFor(lock));
            Instant locked = Instant.now();

            // When
            playbacks.keepUp().subscribe().with(_ -> {});

            // Then
            await().atMost(Duration.ofSeconds(10)).until(() -> savedAt(id).isAfter(locked));
            locking.rollback();
        }
    }

    /** Whoever looks before saving does so now. */
    private static boolean isWaitedFor(Statement statement) throws SQLException {
        try (ResultSet waiting =
                statement.executeQuery(
                        "select 1 from pg_locks where relation = 'event'::regclass and not granted")) {
            return waiting.next();
        }
    }

    private static Instant savedAt(UUID id) throws SQLException {
        return Instant.ofEpochMilli(
                Backlog.count(
                        "helios",
                        "select floor(extract(epoch from seen_at) * 1000) from playback_range"
                                + " where recording = '%s'".formatted(id)));
    }

    private static void readAll(InputStream body, int length) throws IOException {
        long left = length - 100_000L;
        while (left > 0) {
            long read = body.skip(Math.min(left, 64 * 1024));
            if (read == 0 && body.read() < 0) {
                throw new IOException("the answer ended " + left + " bytes early");
            }
            left -= Math.max(read, 1);
        }
    }

    private static Response range(UUID id, String token, int from, int to) {
        return Listenings.audio(Callers.CLAIRE, token)
                .header("Range", "bytes=" + from + "-" + to)
                .get(Uploads.path(id));
    }
}
