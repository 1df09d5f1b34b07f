// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.objectstorage.FaultyStorage;
import io.temoin.objectstorage.StorageServers;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A replica that has just started, and publishes or prunes in turns, or cannot look at all. */
@QuarkusTest
class PublicationReplicaTest {

    /** Three batches and a part of one. */
    private static final int LARGE = 10_000;

    private static final int WRITERS = 16;

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final S3Client operator = StorageServers.operator(StorageServers.plain());
    private final String name = StorageServers.create(operator);
    private final FaultyStorage way = FaultyStorage.before(StorageServers.plain());
    private final AuditConfig config = PlainBucket.settings(name, way.endpoint());
    private final Map<String, Object> kafka;
    private final PublicationStore store;
    private final LogStore leaves;
    private final ShownCheckpoints shown;
    private final CheckpointSigner signer;
    private final CheckpointCopies copies;
    private final Statements statements;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final Clock clock;
    private final HandClock hand = new HandClock(Instant.parse("2026-11-29T10:00:00Z"));

    PublicationReplicaTest(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            PublicationStore store,
            LogStore leaves,
            ShownCheckpoints shown,
            CheckpointSigner signer,
            CheckpointCopies copies,
            Statements statements,
            StoppedLogs stopped,
            PollingScheduler polling,
            Clock clock) {
        this.kafka = kafka;
        this.store = store;
        this.leaves = leaves;
        this.shown = shown;
        this.signer = signer;
        this.copies = copies;
        this.statements = statements;
        this.stopped = stopped;
        this.polling = polling;
        this.clock = clock;
    }

    @BeforeEach
    void grow() {
        log.grow(2);
    }

    @AfterEach
    void close() {
        threads.close();
        way.close();
        operator.close();
    }

    @Test
    void aLogThatTakesLongHoldsUpNoOther() throws SQLException {
        // Given
        String large = LargeLog.create(signer, LARGE);
        Set<String> both = Set.of(large, log.id());
        PublicationJob replica = replica(copies, new LeapingClock(clock.instant()));

        // When
        replica.look(both::contains);

        // Then
        assertThat(names(log.id())).contains("checkpoint");
        assertThat(names(large)).isEmpty();
        assertThat(lag()).isPositive();

        // And when it had more turns
        int turns = 1;
        while (!names(large).contains("checkpoint")) {
            replica.look(both::contains);
            assertThat(++turns).isLessThan(10);
        }
        assertThat(names(large))
                .hasSize(2 * 40 + 2)
                .contains("tile/0/000", "tile/entries/038", "tile/entries/039.p/16");
        assertThat(lag()).isZero();
        assertThat(way.requests("PUT")).as("each once").isEqualTo(2 * 40 + 2 + 3);
        replica.stop(new ShutdownEvent());
    }

    /** A thousand objects in each turn, however many there are. */
    @Test
    void aLargeLogThatIsPrunedHoldsUpNoOther() throws Exception {
        // Given
        String large = LargeLog.create(signer, 300);
        Backup.asOwner("update log_head set pruned_at = now() where shard = '%s'".formatted(large));
        fill(large, 1_100);
        Set<String> both = Set.of(large, log.id());
        PublicationJob replica = replica(copies, new LeapingClock(clock.instant()));

        // When
        replica.look(both::contains);

        // Then
        assertThat(names(log.id())).contains("checkpoint");
        assertThat(names(large)).hasSizeBetween(100, 110);
        assertThat(lag()).isPositive();

        // And when it had more turns
        replica.look(both::contains);
        replica.look(both::contains);
        assertThat(names(large)).containsExactly("checkpoint", "tile/0/001.p/44", "tile/1/000.p/1");
        assertThat(way.requests("POST")).isEqualTo(2);
        assertThat(way.requests("DELETE")).isZero();
        replica.stop(new ShutdownEvent());
    }

    @Test
    void theLagGrowsWhileTheCopiesCannotBeRead() {
        PublicationJob replica = replica(new CheckpointCopies(kafka, signer), hand);

        replica.look(log.id()::equals);
        hand.advance(Duration.ofHours(2));

        assertThat(lag()).isEqualTo(7_200);
        replica.stop(new ShutdownEvent());
    }

    @Test
    void theLagGrowsWhileItCannotBeReadWhatThereIsToPublish() throws SQLException {
        PublicationJob replica = replica(copies, hand);

        Database.run("owner", "alter table log_publication rename to log_publication_away");
        try {
            assertThatThrownBy(() -> replica.look(log.id()::equals))
                    .hasMessageContaining("log_publication");
        } finally {
            Database.run("owner", "alter table log_publication_away rename to log_publication");
        }
        hand.advance(Duration.ofHours(2));

        assertThat(lag()).isEqualTo(7_200);
        replica.stop(new ShutdownEvent());
    }

    private PublicationJob replica(CheckpointCopies read, Clock time) {
        metrics.clear();
        LogUpload upload = new LogUpload(store, leaves, shown, signer, threads, metrics, clock);
        PublicationJob job =
                new PublicationJob(
                        store, upload, read, statements, stopped, polling, config, metrics, time);
        job.start(new StartupEvent());
        return job;
    }

    private double lag() {
        return metrics.get("temoin.audit.log.publication.lag").gauge().value();
    }

    private List<String> names(String shard) {
        String folder = shard + "/";
        return operator
                .listObjectsV2Paginator(list -> list.bucket(name).prefix(folder))
                .contents()
                .stream()
                .map(object -> object.key().substring(folder.length()))
                .toList();
    }

    private void put(String shard, String path) {
        operator.putObject(
                put -> put.bucket(name).key(shard + "/" + path),
                RequestBody.fromBytes(new byte[1]));
    }

    /** Not more at a time than the client has connections, so that none of them gives up. */
    private void fill(String shard, int objects) throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<? extends Future<?>> written =
                    IntStream.range(0, objects)
                            .mapToObj("tile/entries/x%05d"::formatted)
                            .map(path -> writers.submit(() -> put(shard, path)))
                            .toList();
            for (Future<?> one : written) {
                one.get();
            }
        }
    }

    /** A minute has passed whenever it is asked, so every turn is over after its first step. */
    private static final class LeapingClock extends Clock {

        private final Instant start;
        private final AtomicLong minutes = new AtomicLong();

        LeapingClock(Instant start) {
            this.start = start;
        }

        @Override
        public Instant instant() {
            return start.plus(Duration.ofMinutes(minutes.incrementAndGet()));
        }

        @Override
        public ZoneId getZone() {
            return Clock.systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("instants have no zone");
        }
    }
}
