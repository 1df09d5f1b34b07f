// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.Backlog;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Response;
import io.temoin.eventsourcing.store.Actor;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.platform.TestTokens;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Topic.Published;
import io.temoin.recording.Uploads;
import io.temoin.recording.lifecycle.domain.RecordingCommand.AbandonUpload;
import io.temoin.recording.lifecycle.domain.RecordingId;
import io.temoin.recording.listening.Listenings;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantSetting;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What retention-service orders is destroyed, said once, and gone for good. */
@QuarkusTest
class ErasureTest {

    private static final byte[] AUDIO = Uploads.wave(200_000, 31);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final AbandonedUploadJob job;
    private final RecordingStream recordings;

    @Inject
    ErasureTest(AbandonedUploadJob job, RecordingStream recordings) {
        this.job = job;
        this.recordings = recordings;
    }

    @Test
    void destroysKeyAndBytesThenSaysSo() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String token = Listenings.token(Callers.CLAIRE, id);
        String order = UUID.randomUUID().toString();

        // When
        String eventId = UUID.randomUUID() + ".0";
        order("helios", id, eventId, order);

        // Then
        Published erased = Topic.eventsOf("helios", id, 4).getLast();
        assertThat(erased.name()).isEqualTo("RecordingErased");
        EventContract.of(erased.type()).accepts(erased.payload());
        assertThat(erased.data().path("order").textValue()).isEqualTo(order);
        assertThat(erased.data().path("basis").textValue()).isEqualTo("PURPOSE_FULFILLED");
        assertThat(erased.data().at("/evidence/bytes").longValue()).isEqualTo(AUDIO.length);
        assertThat(erased.data().at("/evidence/keyFingerprint").textValue()).hasSize(64);
        assertThat(erased.data().at("/evidence/keyScope").textValue()).isEqualTo("RECORDING");
        assertThat(Instant.parse(erased.data().at("/evidence/horizon").textValue()))
                .isAfter(Instant.parse(erased.data().path("at").textValue()));
        assertThat(erased.headers())
                .containsEntry("ce_causationid", eventId)
                .containsEntry("ce_correlationid", "c0ffee00-0000-4000-8000-000000000001");
        assertThat(Uploads.filesOf(id)).isEmpty();
        assertProblem(
                Listenings.audio(Callers.CLAIRE, token).get("/v1/recordings/" + id + "/audio"),
                410,
                "recording-erased");
        assertProblem(
                Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"), 410, "recording-erased");
    }

    @Test
    void destroysOnceHoweverOftenItIsOrdered() {
        // Given
        UUID id = Uploads.stored(AUDIO);
        String eventId = UUID.randomUUID() + ".0";
        String order = UUID.randomUUID().toString();

        // When
        order("helios", id, eventId, order);
        order("helios", id, eventId, order);
        order("helios", id, UUID.randomUUID() + ".0", UUID.randomUUID().toString());
        awaitState(id, "ERASED");
        assertProblem(Listenings.ask(Callers.DIANE.asks(), id, "QUALITY"), 410, "recording-erased");

        // Then
        assertThat(Topic.eventsOf("helios", id, 4))
                .extracting(Published::name)
                .containsExactly(
                        "RecordingRegistered",
                        "RecordingStored",
                        "RecordingErased",
                        "ListeningRefused");
    }

    @Test
    void takesNoAudioOnceErased() {
        // Given
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts receipt = Receipts.of(decidedAt);
        Uploads.put(id, receipt, decidedAt, AUDIO).then().statusCode(201);
        order("helios", id, UUID.randomUUID() + ".0", UUID.randomUUID().toString());
        awaitState(id, "ERASED");

        // Then
        assertProblem(Uploads.put(id, receipt, decidedAt, AUDIO), 410, "recording-erased");
        assertThat(Uploads.filesOf(id)).isEmpty();
    }

    @Test
    void isParkedWhenThereIsNoSuchRecording() {
        // Given
        UUID unknown = Uploads.newId();

        // When
        order("helios", unknown, UUID.randomUUID() + ".0", UUID.randomUUID().toString());

        // Then
        await().atMost(PATIENCE)
                .until(() -> parked().stream().anyMatch(one -> isAbout(one, unknown)));
    }

    @Test
    void ofAnotherTenantHasNoEffectHere() {
        // Given
        UUID id = Uploads.stored(AUDIO);

        // When
        order("boreal", id, UUID.randomUUID() + ".0", UUID.randomUUID().toString());
        order("helios", Uploads.stored(AUDIO), UUID.randomUUID() + ".0", id.toString());

        // Then
        assertThat(Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY").statusCode())
                .isEqualTo(201);
        assertThat(Uploads.filesOf(id)).hasSize(1);
    }

    @Test
    void endsAnUploadThatNeverCame() {
        // Given
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        byte[] noise = "no wave at all".getBytes(StandardCharsets.UTF_8);
        Uploads.put(id, Receipts.of(decidedAt), decidedAt, noise).then().statusCode(400);
        UUID fresh = Uploads.stored(AUDIO);
        awaitState(id, "REGISTERED");

        // When
        job.look(Instant.now().plus(Duration.ofHours(25)));

        // Then
        Published erased = Topic.eventsOf("helios", id, 3).getLast();
        assertThat(erased.name()).isEqualTo("RecordingErased");
        EventContract.of(erased.type()).accepts(erased.payload());
        assertThat(erased.data().path("basis").textValue()).isEqualTo("UPLOAD_ABANDONED");
        assertThat(erased.data().has("order")).isFalse();
        assertThat(Uploads.filesOf(fresh)).hasSize(1);
    }

    /** The list is behind: it is being built again, or held up. */
    @Test
    void keepsWhatIsStoredThoughTheListHasNotHeardOfIt() throws SQLException {
        // Given
        UUID id = Uploads.stored(AUDIO);
        awaitState(id, "STORED");
        registeredForTheList(id);

        // When
        job.look(Instant.now().plus(Duration.ofHours(25)));

        // Then
        String token = Listenings.token(Callers.CLAIRE, id);
        Response audio = Listenings.audio(Callers.CLAIRE, token).get(Uploads.path(id));
        assertThat(audio.statusCode()).isEqualTo(200);
        assertThat(audio.asByteArray()).isEqualTo(AUDIO);
    }

    /** From the moment on at which its stream says so; also if the service dies right after. */
    @Test
    void takesNoAudioOnceTheUploadIsAbandoned() {
        // Given
        UUID id = Uploads.newId();
        Instant decidedAt = Uploads.decidedAt();
        Receipts receipt = Receipts.of(decidedAt);
        byte[] noise = "no wave at all".getBytes(StandardCharsets.UTF_8);
        Uploads.put(id, receipt, decidedAt, noise).then().statusCode(400);
        awaitState(id, "REGISTERED");

        // When
        UUID command = UUID.randomUUID();
        recordings
                .handle(
                        new RecordingId(id),
                        new AbandonUpload(Instant.now()),
                        new EventMetadata(
                                new TenantId("helios"),
                                Actor.service("test"),
                                command,
                                null,
                                command.toString(),
                                null,
                                null,
                                Instant.now()))
                .await()
                .atMost(PATIENCE);

        // Then
        assertProblem(Uploads.put(id, receipt, decidedAt, AUDIO), 410, "upload-abandoned");
        assertThat(Callers.DIANE.asks().get("/v1/recordings/" + id).<String>path("state"))
                .isEqualTo("BARRED");
        job.look(Instant.now().plus(Duration.ofHours(25)));
        awaitState(id, "ERASED");
        assertThat(Topic.eventsOf("helios", id, 3))
                .extracting(Published::name)
                .containsExactly("RecordingRegistered", "UploadAbandoned", "RecordingErased");
    }

    private static void registeredForTheList(UUID id) throws SQLException {
        try (Connection connection = Backlog.Role.APP.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(TenantSetting.ofSession("helios"));
            statement.executeUpdate(
                    "update recording_view set state = 'REGISTERED' where recording = '%s'"
                            .formatted(id));
        }
    }

    private static void order(String tenant, UUID recording, String eventId, String order) {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", recording.toString()).put("order", order);
        Topic.retentionSays(tenant, recording, eventId, "DispositionOrdered", example.toString());
    }

    private static void awaitState(UUID id, String state) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            Response answer = Callers.DIANE.asks().get("/v1/recordings/" + id);
                            return answer.statusCode() == 200
                                    && state.equals(answer.<String>path("state"));
                        });
        await().atMost(PATIENCE)
                .until(
                        () ->
                                Callers.DIANE
                                        .asks()
                                        .queryParam("state", state)
                                        .queryParam("limit", 200)
                                        .get("/v1/recordings")
                                        .<List<String>>path("items.id")
                                        .contains(id.toString()));
    }

    private static List<Map<String, Object>> parked() {
        return Http.given()
                .auth()
                .oauth2(TestTokens.tenantWide("helios", "helios", "admin-1", "admin"))
                .get("/v1/parked-messages?limit=200")
                .path("items");
    }

    private static boolean isAbout(Map<String, Object> parked, UUID recording) {
        return String.valueOf(parked.get("key")).contains(recording.toString())
                && "RECORDING_UNKNOWN".equals(parked.get("reason"));
    }
}
