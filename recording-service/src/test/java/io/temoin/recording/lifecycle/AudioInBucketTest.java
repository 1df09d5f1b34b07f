// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.temoin.chassis.testing.EventContract;
import io.temoin.chassis.testing.Http;
import io.temoin.chassis.testing.Metrics;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import io.temoin.platform.FreePorts;
import io.temoin.recording.Callers;
import io.temoin.recording.Receipts;
import io.temoin.recording.Topic;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The service with its audio in a bucket, which may be away or full. */
@QuarkusTest
@TestProfile(AudioInBucketTest.InBucket.class)
class AudioInBucketTest {

    private static final ProblemContract PROBLEMS = ProblemContract.of("recording-service");
    private static final String BUCKET = "temoin-audio";
    private static final String SETTINGS = "temoin.recording.vault.";

    /** As an operator sets it. */
    public static final class InBucket implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    SETTINGS + "store", "s3",
                    SETTINGS + "directory", "target/no-such-folder",
                    SETTINGS + "readiness-interval", "0.1s",
                    SETTINGS + "s3.bucket", BUCKET,
                    SETTINGS + "s3.prefix", "calls",
                    SETTINGS + "s3.endpoint", "http://127.0.0.1:" + FreePorts.any(),
                    SETTINGS + "s3.path-style", "true");
        }
    }

    private static final S3Client OPERATOR = StorageServers.operator(StorageServers.plain());
    private static final FaultyStorage STORAGE =
            FaultyStorage.before(
                    StorageServers.plain(),
                    ConfigProvider.getConfig()
                            .getValue(SETTINGS + "s3.endpoint", URI.class)
                            .getPort());

    private final Instant decidedAt = Uploads.decidedAt();
    private final Receipts receipt = Receipts.of(decidedAt);

    @BeforeAll
    static void create() {
        OPERATOR.createBucket(create -> create.bucket(BUCKET));
    }

    @BeforeEach
    void heal() {
        STORAGE.heal();
    }

    @AfterAll
    static void close() {
        STORAGE.close();
        OPERATOR.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {200_000, 9_000_000})
    void isStoredAndHeard(int samples) {
        // Given
        byte[] audio = Uploads.wave(samples, 81);
        UUID id = Uploads.stored(audio);
        String token = Listenings.token(Callers.CLAIRE, id);

        // When
        Response whole = Listenings.audio(Callers.CLAIRE, token).get(Uploads.path(id));
        Response part =
                Listenings.audio(Callers.CLAIRE, token)
                        .header("Range", "bytes=150000-159999")
                        .get(Uploads.path(id));

        // Then
        assertThat(whole.asByteArray()).isEqualTo(audio);
        assertThat(part.asByteArray()).isEqualTo(Arrays.copyOfRange(audio, 150_000, 160_000));
        assertThat(objectsOf(id)).isNotEmpty();
    }

    @Test
    void isUnavailableWhileTheStorageIs() {
        // Given
        byte[] audio = Uploads.wave(100_000, 82);
        UUID stored = Uploads.stored(audio);
        String token = Listenings.token(Callers.CLAIRE, stored);
        UUID id = Uploads.newId();

        // When
        STORAGE.answer(403, "AccessDenied");
        Response upload = Uploads.put(id, receipt, decidedAt, audio);
        Response listening = Listenings.audio(Callers.CLAIRE, token).get(Uploads.path(stored));

        // Then
        assertUnavailable("putAudio", upload);
        assertUnavailable("getAudio", listening);
        assertThat(objectsOf(id)).isEmpty();
        await().untilAsserted(() -> assertThat(readiness()).isEqualTo(503));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(Metrics.text())
                                        .contains(
                                                "temoin_ready{check=\"Audio vault\"} 0.0",
                                                "temoin_ready{check=\"Database passwords\"} 1.0"));

        // When
        STORAGE.heal();

        // Then
        assertThat(Uploads.put(id, receipt, decidedAt, audio).statusCode()).isEqualTo(201);
        assertThat(objectsOf(id)).hasSize(1);
        assertThat(Listenings.audio(Callers.CLAIRE, token).get(Uploads.path(stored)).asByteArray())
                .isEqualTo(audio);
        await().untilAsserted(() -> assertThat(readiness()).isEqualTo(200));
    }

    @Test
    void isRefusedWhenTheStorageIsFull() {
        UUID id = Uploads.newId();
        STORAGE.answer(507, "XMinioStorageFull");

        Response full = Uploads.put(id, receipt, decidedAt, Uploads.wave(100_000, 83));

        assertProblem(full, 507, "storage-full");
        PROBLEMS.accepts("putAudio", full);
        assertThat(objectsOf(id)).isEmpty();
    }

    @Test
    void isDestroyedOnceTheStorageIsBack() {
        // Given
        UUID id = Uploads.stored(Uploads.wave(100_000, 84));
        STORAGE.answer(403, "AccessDenied");
        int before = STORAGE.requests();

        // When
        orderDestruction(id);
        await().until(() -> STORAGE.requests() > before);
        STORAGE.heal();

        // Then
        await().untilAsserted(() -> assertThat(objectsOf(id)).isEmpty());
        assertThat(Topic.eventsOf("helios", id, 3).getLast().name()).isEqualTo("RecordingErased");
    }

    private static void orderDestruction(UUID recording) {
        ObjectNode example =
                (ObjectNode)
                        EventContract.of("io.temoin.retention.DispositionOrdered.v1").exampleNode();
        example.put("recording", recording.toString()).put("order", UUID.randomUUID().toString());
        Topic.retentionSays(
                "helios",
                recording,
                UUID.randomUUID() + ".0",
                "DispositionOrdered",
                example.toString());
    }

    private static void assertUnavailable(String operation, Response answer) {
        assertProblem(answer, 503, "service-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        PROBLEMS.accepts(operation, answer);
    }

    private static int readiness() {
        int port = ConfigProvider.getConfig().getValue("quarkus.management.port", Integer.class);
        return Http.get("http://127.0.0.1:" + port + "/q/health/ready").statusCode();
    }

    private static List<S3Object> objectsOf(UUID recording) {
        return OPERATOR
                .listObjectsV2(list -> list.bucket(BUCKET).prefix("calls/"))
                .contents()
                .stream()
                .filter(object -> object.key().contains("/" + recording + "."))
                .toList();
    }
}
