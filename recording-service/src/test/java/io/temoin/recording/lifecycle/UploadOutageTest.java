// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.chassis.testing.ProblemContract;
import io.temoin.chassis.testing.Response;
import io.temoin.recording.Callers;
import io.temoin.recording.ClosedDatabase;
import io.temoin.recording.Receipts;
import io.temoin.recording.TinyDisk;
import io.temoin.recording.Uploads;
import io.temoin.recording.listening.Listenings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads for which there is no room, or no database: nothing is kept, and a repeat succeeds. */
@QuarkusTest
class UploadOutageTest {

    private static final ProblemContract PROBLEMS = ProblemContract.of("recording-service");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] AUDIO = Uploads.wave(300_000, 71);
    private static final int ALMOST_ALL = 900_000;
    private static final int ALL_OF_IT = 1024 * 1024;

    private final Instant decidedAt = Uploads.decidedAt();
    private final Receipts receipt = Receipts.of(decidedAt);

    @ParameterizedTest
    @ValueSource(ints = {ALMOST_ALL, ALL_OF_IT})
    void aFullDiskIsSaidAndKeepsNothing(int taken, @TempDir Path folder) throws Exception {
        // Given
        Optional<TinyDisk> mounted = TinyDisk.on(folder);
        assumeThat(mounted).as("a file system of its own for this test").isPresent();
        UUID id =
                Stream.generate(Uploads::newId)
                        .filter(UploadOutageTest::isAlone)
                        .findFirst()
                        .orElseThrow();
        Path shard = shardOf(id);
        Path partials = shard.resolveSibling("partial");
        try (TinyDisk disk = mounted.orElseThrow()) {
            Path filler = disk.fill(taken);
            Files.createDirectories(shard.getParent());
            Files.deleteIfExists(partials); // empty: nothing is under way
            Files.createSymbolicLink(shard, Files.createDirectory(disk.root().resolve("shard")));
            Files.createSymbolicLink(
                    partials, Files.createDirectory(disk.root().resolve("partial")));

            // When
            Response full = Uploads.put(id, receipt, decidedAt, AUDIO);

            // Then
            assertProblem(full, 507, "storage-full");
            PROBLEMS.accepts("putAudio", full);
            assertThat(filesIn(disk.root())).containsExactly(filler);
            Files.delete(filler);
            assertStored(id, Uploads.put(id, receipt, decidedAt, AUDIO));
            assertThat(filesIn(disk.root())).singleElement().matches(file -> isOf(file, id));
        } finally {
            Files.deleteIfExists(shard);
            Files.deleteIfExists(partials);
        }
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedDatabaseIsSaidAndKeepsNothing(ClosedDatabase.Which database) throws Exception {
        // Given
        UUID id = Uploads.newId();
        try (ClosedDatabase _ = ClosedDatabase.close(database)) {

            // When
            Response unreachable = Uploads.put(id, receipt, decidedAt, AUDIO);

            // Then
            assertUnavailable("putAudio", unreachable);
            assertThat(Uploads.filesOf(id)).isEmpty();
        }
        assertStored(id, awaitStored(id));
        assertThat(Uploads.filesOf(id)).hasSize(1);
    }

    @Test
    void otherOperationsSayTheSame() throws Exception {
        UUID id = Uploads.stored(AUDIO);
        String token = Listenings.token(Callers.CLAIRE, id);
        try (ClosedDatabase _ = ClosedDatabase.close(ClosedDatabase.Which.EVENTS)) {
            assertUnavailable("getRecording", Callers.CLAIRE.asks().get("/v1/recordings/" + id));
            assertUnavailable("listRecordings", Callers.CLAIRE.asks().get("/v1/recordings"));
            assertUnavailable(
                    "requestListening", Listenings.ask(Callers.CLAIRE.asks(), id, "QUALITY"));
        }
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                Listenings.audio(Callers.CLAIRE, token)
                                        .get("/v1/recordings/" + id + "/audio")
                                        .then()
                                        .statusCode(200));
    }

    /** Repeats the request as a client does, since the pool may yet find a connection it lost. */
    private Response awaitStored(UUID id) {
        return await().atMost(PATIENCE)
                .until(
                        () -> Uploads.put(id, receipt, decidedAt, AUDIO),
                        answer -> answer.statusCode() != 503);
    }

    private static void assertUnavailable(String operation, Response answer) {
        assertProblem(answer, 503, "service-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        PROBLEMS.accepts(operation, answer);
    }

    private static void assertStored(UUID id, Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.header("Idempotent-Replay")).isNull();
        Callers.CLAIRE.asks().get("/v1/recordings/" + id).then().statusCode(200);
    }

    private static boolean isOf(Path file, UUID id) {
        return file.getFileName().toString().startsWith(id.toString());
    }

    /** Whether no other recording lies in the folder, which the test puts its disk in place of. */
    private static boolean isAlone(UUID id) {
        return Files.notExists(shardOf(id));
    }

    /** The folder that the vault puts a recording into. */
    private static Path shardOf(UUID id) {
        String directory =
                ConfigProvider.getConfig()
                        .getValue("temoin.recording.vault.directory", String.class);
        return Path.of(directory, Callers.RECORDER.tenant(), id.toString().substring(34));
    }
}
