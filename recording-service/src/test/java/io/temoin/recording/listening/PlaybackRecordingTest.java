// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.listening;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.domain.Playback.End;
import io.temoin.recording.lifecycle.domain.PurposeCode;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.PlaybackStore.Due;
import io.temoin.recording.listening.RangeTransfer.Opening;
import io.temoin.recording.listening.RangeTransfer.Progress;
import io.temoin.shredding.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** What is heard leaves an entry of its own: how much of it, when, where, and how it ended. */
@QuarkusTest
class PlaybackRecordingTest {

    /** 16 000 bytes a second: ten seconds. */
    private static final byte[] AUDIO = Uploads.wave(160_000, 31);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HEAD = 44;

    private final PlaybackStore store;
    private final Playbacks playbacks;

    PlaybackRecordingTest(PlaybackStore store, Playbacks playbacks) {
        this.store = store;
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
        assertThat(intervals(data)).containsExactly(List.of(0L, 500L), List.of(1_000L, 3_000L));
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
        Listenings.audio(Callers.CLAIRE, claire).get(path(id)).then().statusCode(200);
        Listenings.audio(Callers.DIANE, diane).get(path(id)).then().statusCode(200);

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
                Callers.CLAIRE.asks().header("Listening-Token", token).get(path(id)),
                400,
                "workstation-missing");
        assertProblem(
                Callers.CLAIRE
                        .asks()
                        .header("Listening-Token", token)
                        .header("X-Workstation", "POSTE-99")
                        .get(path(id)),
                403,
                "workstation-differs");
        assertThat(
                        Callers.CLAIRE
                                .asks()
                                .header("Listening-Token", token)
                                .header("X-Workstation", "POSTE-99")
                                .head(path(id))
                                .statusCode())
                .isEqualTo(403);
    }

    /**
     * The process died while it was sending: what it had saved is recorded, and that more may be.
     */
    @Test
    void aCrashLosesNoMoreThanItSays() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant lastByteAt = Instant.now().minusSeconds(20);
        Opening opening = opening(id, granted);

        // When
        store.open(opening, new Progress(0, 0, lastByteAt, null)).await().atMost(PATIENCE);
        store.save(opening, new Progress(0, 4_000, lastByteAt, null)).await().atMost(PATIENCE);

        // Then
        JsonNode data = Topic.eventsOf("helios", id, 4).get(3).data();
        assertThat(intervals(data)).containsExactly(List.of(0L, 4_000L));
        assertThat(data.path("incomplete").booleanValue()).isTrue();
        assertThat(data.path("end").textValue()).isEqualTo("LOST");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !store.save(opening, new Progress(0, 5_000, lastByteAt, null))
                                        .await()
                                        .atMost(PATIENCE));
    }

    /** Somebody has both tokens, and names the same workstation. */
    @Test
    void eachAddressHasItsOwnEntry() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant at = Instant.now().minusSeconds(20);
        Opening here = opening(id, granted);
        Opening elsewhere = opening(id, granted, "cd".repeat(16));

        // When
        store.open(here, new Progress(0, 1_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.open(elsewhere, new Progress(0, 9_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.save(here, new Progress(0, 1_000, at, End.FINISHED)).await().atMost(PATIENCE);
        store.save(elsewhere, new Progress(0, 9_000, at, End.FINISHED)).await().atMost(PATIENCE);

        // Then
        assertThat(Topic.eventsOf("helios", id, 5).subList(3, 5))
                .extracting(
                        event -> event.data().path("client").textValue(),
                        event -> event.data().path("heardMs").longValue())
                .containsExactlyInAnyOrder(
                        tuple(here.client(), 1_000L), tuple(elsewhere.client(), 9_000L));
    }

    /** A row that was taken for lost, and went on: its id is its own. */
    @Test
    void isNamedAfterWhatIsOver() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant until = Instant.parse(granted.path("until"));
        Opening goesOn = opening(id, granted);
        Opening over = opening(id, granted);
        Progress first = new Progress(0, 1_000, until.minusSeconds(200), null);
        Progress second = new Progress(0, 1_000, until.minusSeconds(100), null);
        store.open(goesOn, first).await().atMost(PATIENCE);
        store.open(over, second).await().atMost(PATIENCE);
        store.save(over, new Progress(0, 1_000, second.lastByteAt(), End.FINISHED))
                .await()
                .atMost(PATIENCE);

        // When
        Optional<UUID> claimed =
                store.claim(
                                new Due(over.tenant(), over.listening(), over.client(), null),
                                Duration.ofMinutes(5))
                        .await()
                        .atMost(PATIENCE);

        // Then
        assertThat(claimed).contains(over.id());
    }

    /** Progress is saved from time to time, and the end when it comes; the two may cross. */
    @Test
    void whatIsSavedIsNotTakenBackByASaveThatWasOvertaken() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        Response granted = Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY");
        Instant lastByteAt = Instant.now().minusSeconds(20);
        Opening opening = opening(id, granted);
        store.open(opening, new Progress(0, 0, lastByteAt, null)).await().atMost(PATIENCE);

        // When
        Progress end = new Progress(0, 4_000, lastByteAt, End.FINISHED);
        Progress overtaken = new Progress(0, 2_000, lastByteAt.minusSeconds(1), null);
        store.save(opening, end).await().atMost(PATIENCE);
        store.save(opening, overtaken).await().atMost(PATIENCE);

        // Then
        JsonNode data = Topic.eventsOf("helios", id, 4).get(3).data();
        assertThat(intervals(data)).containsExactly(List.of(0L, 4_000L));
        assertThat(data.path("end").textValue()).isEqualTo("FINISHED");
        assertThat(Instant.parse(data.path("lastByteAt").textValue()))
                .isCloseTo(lastByteAt, within(1, ChronoUnit.MILLIS));
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
            socket.getOutputStream().write(request(id, token));
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
                Connection locking = owner();
                Statement lock = locking.createStatement()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.getOutputStream().write(request(id, token));
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

    private static Connection owner() throws SQLException {
        Config settings = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                settings.getValue("quarkus.datasource.jdbc.url", String.class),
                settings.getValue("quarkus.flyway.username", String.class),
                settings.getValue("quarkus.flyway.password", String.class));
    }

    private static byte[] request(UUID id, String token) {
        return ("GET "
                        + path(id)
                        + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                        + Callers.CLAIRE.token()
                        + "\r\nListening-Token: "
                        + token
                        + "\r\nX-Workstation: "
                        + Listenings.WORKSTATION
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static Opening opening(UUID id, Response granted) {
        return opening(id, granted, "ab".repeat(16));
    }

    private static Opening opening(UUID id, Response granted, String client) {
        return new Opening(
                UUID.randomUUID(),
                new TenantId("helios"),
                new RecordingId(id),
                UUID.fromString(granted.path("id")),
                PurposeCode.QUALITY,
                new Actor(
                        Callers.CLAIRE.actor(),
                        "voix-du-rhone",
                        "supervisor",
                        "claimed:" + Listenings.WORKSTATION),
                client,
                UUID.randomUUID().toString(),
                granted.<String>path("id") + ".0",
                Instant.parse(granted.path("until")));
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
                .get(path(id));
    }

    private static List<List<Long>> intervals(JsonNode data) {
        List<List<Long>> all = new ArrayList<>();
        data.path("intervals")
                .forEach(
                        one ->
                                all.add(
                                        List.of(
                                                one.path("fromMs").longValue(),
                                                one.path("toMs").longValue())));
        return all;
    }

    private static String path(UUID id) {
        return "/v1/recordings/" + id + "/audio";
    }
}
