// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Space;
import io.temoin.audit.log.PublicationStore.Log;
import io.temoin.audit.log.PublicationStore.Progress;
import io.temoin.transparency.tree.MerkleHasher;
import io.temoin.transparency.tree.TreeHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Others may write to the bucket: somebody with its credentials, or a replica that hung. How far a
 * log is, they do not decide, and what they change there is put right.
 */
@QuarkusTest
class AlteredBucketTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);
    private static final Duration COMPARE_AGAIN = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static PublishedLogs bucket;

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final HandClock clock = new HandClock(Instant.parse("2026-11-29T10:00:00Z"));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final PublicationStore store;
    private final LogStore leaves;
    private final ShownCheckpoints shown;
    private final CheckpointSigner signer;
    private final AuditConfig config;
    private LogBucket storage;

    AlteredBucketTest(
            PublicationStore store,
            LogStore leaves,
            ShownCheckpoints shown,
            CheckpointSigner signer,
            AuditConfig config) {
        this.store = store;
        this.leaves = leaves;
        this.shown = shown;
        this.signer = signer;
        this.config = config;
    }

    @BeforeAll
    static void open() {
        bucket = new PublishedLogs();
    }

    @BeforeEach
    void connect() {
        storage = LogBucket.of(config.log().publication());
    }

    @AfterAll
    static void closeBucket() {
        bucket.close();
    }

    @AfterEach
    void close() {
        storage.close();
        threads.close();
    }

    /** A replica that has just started. */
    private LogUpload replica() {
        return new LogUpload(store, leaves, shown, signer, threads, metrics, clock);
    }

    /** As the job does when it looks. */
    private void publish(LogUpload replica) throws IOException {
        Log known = known();
        if (!replica.isDone(known)) {
            replica.publish(storage, known, () -> {}, () -> true);
        }
    }

    /** The log as a replica reads it. */
    private Log known() {
        String id = log.id(); // a request: not one for each log that other tests have left
        List<Log> all = store.logs().await().atMost(LIMIT);
        return all.stream().filter(one -> one.shard().equals(id)).findFirst().orElseThrow();
    }

    /** It has the log's own signature, and is the newest: strangers get it from the service. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCheckpointThatSomebodyPutThereIsNoProgress(boolean published) throws Exception {
        // Given
        LogUpload replica = replica();
        log.grow(2);
        if (published) {
            publish(replica);
            log.grow(1);
        }

        // When
        bucket.put(log.id(), "checkpoint", log.get("checkpoint").asByteArray());
        publish(replica);

        // Then
        assertThat(bucket.names(log.id()))
                .contains(
                        published ? "tile/0/000.p/3" : "tile/0/000.p/2",
                        published ? "tile/entries/000.p/3" : "tile/entries/000.p/2");
    }

    @Test
    void aNoteOfProgressThatSomebodyPutThereIsNone() throws Exception {
        // Given
        log.grow(260);
        String root = Base64.getEncoder().encodeToString(log.tree(log.size()).root(256).bytes());
        bucket.put(log.id(), "written", "256\n" + root + "\n");

        // When
        publish(replica());

        // Then
        assertThat(bucket.names(log.id())).contains("tile/0/000", "tile/entries/000");
    }

    /** The first publication of a large log takes hours; another process goes on with it. */
    @Test
    void whatWasWrittenBeforeACrashIsNotWrittenAgain() throws Exception {
        // Given
        log.grow(260);
        List<String> written = List.of("tile/0/000", "tile/entries/000");
        written.forEach(path -> bucket.put(log.id(), path, log.get(path).asByteArray()));
        TreeHead head = new TreeHead(256, log.tree(log.size()).root(256));
        assertThat(store.keep(log.id(), known().progress(), head, null).await().atMost(LIMIT))
                .isPresent();

        // When
        publish(replica());

        // Then
        assertThat(written).allMatch(path -> bucket.versions(log.id(), path) == 1);
        assertAllThere(260);
        assertThat(differences()).isZero();
    }

    @Test
    void aRestartGoesOnWhereItWas() throws Exception {
        // Given
        log.grow(257);
        publish(replica());

        // When
        publish(replica());
        log.grow(1);
        publish(replica());

        // Then
        assertThat(List.of("tile/0/000", "tile/entries/000", "tile/entries/001.p/1"))
                .allMatch(path -> bucket.versions(log.id(), path) == 1);
        assertThat(bucket.versions(log.id(), "checkpoint")).isEqualTo(2);
        assertThat(bucket.names(log.id())).contains("tile/entries/001.p/2");
        assertThat(differences()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"tile/0/000.p/3, false", "tile/entries/000.p/3, true"})
    void whatIsGoneOrAlteredAtTheEdgeIsPutBack(String path, boolean altered) throws Exception {
        // Given
        LogUpload replica = replica();
        log.grow(3);
        publish(replica);
        if (altered) {
            bucket.put(log.id(), path, "something else");
        } else {
            bucket.remove(log.id(), path);
        }

        // When
        clock.advance(COMPARE_AGAIN.plus(SECOND));
        publish(replica);

        // Then
        assertAllThere(3);
        assertThat(differences()).isEqualTo(1);
        clock.advance(COMPARE_AGAIN.plus(SECOND));
        publish(replica);
        assertThat(differences()).as("once").isEqualTo(1);
    }

    @Test
    void aFolderThatWasEmptiedIsPublishedAnew() throws Exception {
        // Given
        log.grow(257);
        publish(replica());
        bucket.names(log.id()).forEach(path -> bucket.remove(log.id(), path));

        // When
        publish(replica());

        // Then
        assertAllThere(257);
    }

    @Test
    void anOlderCheckpointThatAHungReplicaPutBackIsReplacedAfterFiveMinutes() throws Exception {
        // Given
        LogUpload replica = replica();
        log.grow(1);
        publish(replica);
        String older = checkpoint();
        log.grow(1);
        publish(replica);
        String newer = checkpoint();
        bucket.put(log.id(), "checkpoint", older);

        // When
        clock.advance(LOOK_AGAIN);
        publish(replica);
        assertThat(checkpoint()).as("not looked at yet").isEqualTo(older);
        clock.advance(SECOND);
        publish(replica);

        // Then
        assertThat(checkpoint()).isEqualTo(newer);
        assertThat(differences()).isEqualTo(1);
    }

    /** A database that was restored to an earlier state takes nothing back. */
    @ParameterizedTest
    @CsvSource({
        "9, 'the bucket has a checkpoint of 9 entries, and 3 are shown'",
        "3, 'they are not those of the database'"
    })
    void aSignedCheckpointOfAnotherHistoryIsLeftThere(long size, String refusal) throws Exception {
        // Given
        log.grow(3);
        publish(replica());
        TreeHead other = new TreeHead(size, new MerkleHasher().leaf(new byte[1]));
        String note = signer.sign(log.id(), other).note();
        bucket.put(log.id(), "checkpoint", note);

        // When
        assertThatThrownBy(() -> publish(replica())).hasMessageContaining(refusal);

        // Then
        assertThat(checkpoint()).isEqualTo(note);
    }

    @Test
    void aReplicaThatHungDoesNotGoOnFromWhatItReadBefore() throws Exception {
        // Given
        log.grow(1);
        Log before = known();
        log.grow(1);
        publish(replica());
        Progress progress = known().progress();

        // When
        LogUpload hung = replica();
        assertThatThrownBy(() -> hung.publish(storage, before, () -> {}, () -> true))
                .hasMessageContaining("another process has published the log meanwhile");

        // Then
        assertThat(known().progress()).isEqualTo(progress);
        publish(hung);
        assertThat(known().progress()).isEqualTo(progress);
    }

    private void assertAllThere(int entries) throws IOException, InterruptedException {
        Path policy = Files.write(folder.resolve("policy.txt"), log.policy());
        assertThat(PublishedLogs.fsck(log.id(), policy))
                .contains(" has all " + entries + " entries ")
                .endsWith("exit 0");
    }

    /** What strangers see. */
    private String checkpoint() throws Exception {
        return new String(
                PublishedLogs.get(log.id(), "checkpoint")
                        .body()
                        .getBytes(StandardCharsets.ISO_8859_1),
                StandardCharsets.UTF_8);
    }

    private double differences() {
        return metrics.get("temoin.audit.log.publication.differences").counter().count();
    }
}
