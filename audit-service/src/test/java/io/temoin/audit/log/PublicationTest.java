// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.log.PublicationStore.Log;
import io.temoin.chassis.testing.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strangers read the logs in a bucket, and find there what the service would show them. */
@QuarkusTest
class PublicationTest {

    private static final String IMMUTABLE = "public, max-age=31536000, immutable";

    private static PublishedLogs bucket;

    @TempDir private Path folder = Path.of("");

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final PublicationJob job;
    private final PublicationStore store;
    private final PruningJob pruning;
    private final LogStore leaves;
    private final ShownCheckpoints shown;
    private final CheckpointSigner signer;
    private final ExecutorService virtualThreads;
    private final AuditConfig config;
    private final MeterRegistry metrics;
    private final Clock clock;

    PublicationTest(
            PublicationJob job,
            PublicationStore store,
            PruningJob pruning,
            LogStore leaves,
            ShownCheckpoints shown,
            CheckpointSigner signer,
            @VirtualThreads ExecutorService virtualThreads,
            AuditConfig config,
            MeterRegistry metrics,
            Clock clock) {
        this.job = job;
        this.store = store;
        this.pruning = pruning;
        this.leaves = leaves;
        this.shown = shown;
        this.signer = signer;
        this.virtualThreads = virtualThreads;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
    }

    @BeforeAll
    static void open() {
        bucket = new PublishedLogs();
    }

    @AfterAll
    static void close() {
        bucket.close();
    }

    @BeforeEach
    void heal() {
        bucket.way.heal();
    }

    private void publish() {
        String id = log.id();
        job.look(id::equals);
    }

    @Test
    void theVerifierChecksALogFromTheBucketAlone() throws Exception {
        // Given
        log.grow(3);

        // When
        publish();

        // Then
        assertThat(bucket.names(log.id()))
                .containsExactly("checkpoint", "tile/0/000.p/3", "tile/entries/000.p/3");
        assertThat(fsck()).contains(" has all 3 entries ").endsWith("exit 0");
        var checkpoint = PublishedLogs.get(log.id(), "checkpoint");
        assertThat(checkpoint.body().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo(log.get("checkpoint").asByteArray());
        assertThat(checkpoint.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(checkpoint.headers().firstValue("Content-Type"))
                .hasValue("text/plain;charset=utf-8");
        for (String path : List.of("tile/0/000.p/3", "tile/entries/000.p/3")) {
            var tile = PublishedLogs.get(log.id(), path);
            assertThat(tile.headers().firstValue("Cache-Control")).as(path).hasValue(IMMUTABLE);
            assertThat(tile.headers().firstValue("Content-Type"))
                    .as(path)
                    .hasValue("application/octet-stream");
        }
        assertThat(lag()).isZero();
    }

    @Test
    void whatIsFullReplacesWhatWasPartial() throws Exception {
        // Given
        log.grow(250);
        publish();

        // When
        log.grow(10);
        publish();

        // Then
        assertThat(bucket.names(log.id()))
                .containsExactly(
                        "checkpoint",
                        "tile/0/000",
                        "tile/0/001.p/4",
                        "tile/1/000.p/1",
                        "tile/entries/000",
                        "tile/entries/001.p/4");
        assertThat(fsck()).contains(" has all 260 entries ").endsWith("exit 0");
    }

    /** Whoever may write there makes no other of what is there. */
    @Test
    void aCheckpointThatIsNotOursSaysNothing() throws Exception {
        // Given
        log.grow(2);
        LogReader other = new LogReader(new Space());
        other.grow(3);
        bucket.put(log.id(), "checkpoint", other.get("checkpoint").asString());

        // When
        publish();

        // Then
        assertThat(fsck()).contains(" has all 2 entries ").endsWith("exit 0");
    }

    /** Nor what was published before, and is published once more with what came after it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsPublishedThatDoesNotHashToTheCheckpoint(boolean again) throws SQLException {
        // Given
        log.grow(2);
        if (again) {
            publish();
        }
        List<String> before = bucket.names(log.id());
        log.grow(1);
        String leaf = Database.text("owner", "select leaf from log_leaf where " + second());
        Database.run("owner", "update log_leaf set leaf = sha256(leaf) where " + second());

        // When
        publish();

        // Then
        assertThat(bucket.names(log.id())).isEqualTo(before);
        assertThat(lag()).isPositive();

        // And when it is as it was
        Database.run("owner", "update log_leaf set leaf = '%s' where %s".formatted(leaf, second()));
        publish();
        assertThat(bucket.names(log.id())).contains("checkpoint", "tile/entries/000.p/3");
        assertThat(lag()).isZero();
    }

    private String second() {
        return "index = 1 and shard = '%s'".formatted(log.id());
    }

    @Test
    void aBucketThatIsFullShowsWhatItShowed() throws Exception {
        // Given
        log.grow(1);
        publish();
        log.grow(1);

        // When
        bucket.way.answer(507, "InsufficientStorage");
        publish();

        // Then
        assertThat(lag()).isPositive();
        assertThat(fsck()).contains(" has all 1 entries ").endsWith("exit 0");
        bucket.way.heal();
        publish();
        assertThat(fsck()).contains(" has all 2 entries ").endsWith("exit 0");
    }

    @Test
    void ofAPrunedLogEveryVersionOfItsEntriesGoes() throws Exception {
        // Given
        log.grow(2);
        publish();
        log.grow(1);
        publish();
        Path policy = policy();

        // When
        prune();
        publish();

        // Then
        assertThat(bucket.names(log.id()))
                .contains("checkpoint", "tile/0/000.p/3")
                .noneMatch(name -> name.startsWith("tile/entries/"))
                .doesNotContain("tile/0/000.p/2");
        awaitStatement();
        publish();
        assertThat(PublishedLogs.fsck(log.id(), policy))
                .contains(" was pruned at ")
                .endsWith("exit 0");
        assertThat(lag()).isZero();
    }

    /** Neither a storage without room nor an account that may not write keeps what has to go. */
    @ParameterizedTest
    @CsvSource({"507, InsufficientStorage", "403, AccessDenied"})
    void aBucketThatTakesNothingLosesWhatWasPruned(int status, String code) throws SQLException {
        // Given
        log.grow(2);
        publish();
        prune();

        // When
        bucket.way.answer("PUT ", status, code);
        publish();

        // Then
        assertThat(bucket.names(log.id())).containsExactly("checkpoint", "tile/0/000.p/2");
        assertThat(lag()).isPositive();
        awaitStatement();
        bucket.way.heal();
        publish();
        assertThat(lag()).isZero();
    }

    /** Such a database has entries that have to stay gone. */
    @Test
    void aDatabaseFromBeforeAPruningPublishesNothingOfTheLog() throws SQLException {
        // Given
        log.grow(2);
        String id = log.id();
        publish();
        Backup before = Backup.of(id);
        prune();
        awaitStatement();
        publish();
        assertThat(bucket.names(id))
                .containsExactly("checkpoint", "pruning", "pruning/proof", "tile/0/000.p/2");

        // When
        before.restore();
        assertThatThrownBy(() -> publishAfterAStart(id))
                .hasMessageContaining("the bucket has a statement that this log was pruned");

        // Then
        assertThat(bucket.names(id))
                .containsExactly("checkpoint", "pruning", "pruning/proof", "tile/0/000.p/2");
    }

    /** As a replica does that has not compared anything yet. */
    private void publishAfterAStart(String id) throws IOException {
        LogUpload upload =
                new LogUpload(store, leaves, shown, signer, virtualThreads, metrics, clock);
        List<Log> logs = store.logs().await().atMost(Duration.ofSeconds(30));
        Log restored =
                logs.stream().filter(one -> one.shard().equals(id)).findFirst().orElseThrow();
        try (LogBucket storage = LogBucket.of(config.log().publication())) {
            upload.publish(storage, restored, () -> {}, () -> true);
        }
    }

    /** As if its last entry were of long ago, and forgotten. */
    private void prune() throws SQLException {
        Database.run(
                "owner",
                "update log_head set period = '2024-2' where shard = '%s'".formatted(log.id()),
                "update log_leaf set event_id = null where shard = '%s'".formatted(log.id()));
        pruning.look(clock.instant());
    }

    /** Returns when strangers get the statement that the log was pruned, with its proof. */
    private void awaitStatement() {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> log.get("pruning/proof").statusCode() == 200);
    }

    @Test
    void oneReplicaPublishesAtATime() {
        AtomicBoolean second = new AtomicBoolean();
        assertThat(store.alone(_ -> second.set(store.alone(_ -> {})))).isTrue();
        assertThat(second).isFalse();
        assertThat(store.alone(_ -> {})).isTrue();
    }

    /** Alerts and dashboards ask for it by this name. */
    @Test
    void prometheusIsToldOfTheLag() {
        assertThat(Metrics.text())
                .containsPattern("(?m)^temoin_audit_log_publication_lag_seconds[{ ]");
    }

    /** Each claim holds a connection of the pool, and signing and growing logs need the others. */
    @Test
    void thePoolOfTheFeedsHasRoomBesideTheClaims() {
        int claims = metrics.get("temoin.feed.owned").gauges().size() + 1;
        int connections =
                ConfigProvider.getConfig()
                        .getValue("quarkus.datasource.feed.reactive.max-size", Integer.class);

        assertThat(claims).isGreaterThanOrEqualTo(4);
        assertThat(connections - claims).isGreaterThanOrEqualTo(3);
    }

    private double lag() {
        return metrics.get("temoin.audit.log.publication.lag").gauge().value();
    }

    private String fsck() throws IOException, InterruptedException {
        return PublishedLogs.fsck(log.id(), policy());
    }

    private Path policy() throws IOException {
        return Files.write(folder.resolve("policy.txt"), log.policy());
    }
}
