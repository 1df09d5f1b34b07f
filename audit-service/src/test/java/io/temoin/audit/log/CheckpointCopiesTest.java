// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Identifier;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.log.CheckpointStore.LogTree;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.sqlclient.Pool;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What callers have seen of a log, kept where no backup of a database reaches. */
@QuarkusTest
class CheckpointCopiesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final Map<String, Object> kafka;
    private final LogStore logs;
    private final CheckpointStore checkpoints;
    private final SignedHeadStore signed;
    private final CheckpointSigner signer;
    private final Witnesses witnesses;
    private final Cosigning cosigning;
    private final CheckpointCopies copies;
    private final StoppedLogs stopped;
    private final PollingScheduler polling;
    private final ExecutorService virtualThreads;
    private final AuditConfig config;
    private final Pool feed;
    private final Clock clock;
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    CheckpointCopiesTest(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            LogStore logs,
            CheckpointStore checkpoints,
            SignedHeadStore signed,
            CheckpointSigner signer,
            Witnesses witnesses,
            Cosigning cosigning,
            CheckpointCopies copies,
            StoppedLogs stopped,
            PollingScheduler polling,
            @VirtualThreads ExecutorService virtualThreads,
            AuditConfig config,
            @ReactiveDataSource("feed") Pool feed,
            Clock clock) {
        this.kafka = kafka;
        this.logs = logs;
        this.checkpoints = checkpoints;
        this.signed = signed;
        this.signer = signer;
        this.witnesses = witnesses;
        this.cosigning = cosigning;
        this.copies = copies;
        this.stopped = stopped;
        this.polling = polling;
        this.virtualThreads = virtualThreads;
        this.config = config;
        this.feed = feed;
        this.clock = clock;
    }

    @Test
    void aProcessThatStartsReadsWhatOthersHaveShownAndGoOnShowing() {
        log.grow(2);
        TreeHead two = log.head();

        CheckpointCopies another = reading();
        try {
            assertThat(another.of(log.id())).contains(two);
            log.grow(1);
            await().atMost(LIMIT)
                    .until(() -> another.of(log.id()).map(TreeHead::size).orElse(0L) == 3);
        } finally {
            another.stop(new ShutdownEvent());
        }
    }

    /** The database may have been restored, and be behind what was shown before. */
    @Test
    void nothingIsShownBeforeTheCopiesAreRead() {
        log.grow(1);
        ShownCheckpoints shown =
                new ShownCheckpoints(checkpoints, new CheckpointCopies(kafka, signer));

        assertThatThrownBy(() -> shown.checkpoint(log.id()).await().atMost(LIMIT))
                .hasMessageContaining("have not been read yet")
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(
                        new ShownCheckpoints(checkpoints, copies)
                                .checkpoint(log.id())
                                .await()
                                .atMost(LIMIT))
                .isPresent();
    }

    /** Whoever may write on the topic could otherwise stop every log, or end the reading. */
    @Test
    void whatNoKeyOfTheLogHasSignedIsNoCopy() throws Exception {
        log.grow(2);
        LogReader other = new LogReader(new Space());
        other.grow(4);
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        NoteSigner stranger =
                new NoteSigner(
                        VerifierKey.of(log.key().name(), SignatureType.ED25519, pair.getPublic()),
                        pair.getPrivate());
        String larger = log.note().text().replace("\n2\n", "\n9\n");
        write(log.id(), new SignedNote(larger, List.of(stranger.sign(larger))).bytes());
        write(log.id(), new SignedNote(larger, log.note().signatures()).bytes());
        write(log.id(), other.note().bytes());
        write(log.id(), "no checkpoint".getBytes(StandardCharsets.UTF_8));
        write(log.id(), null);

        CheckpointCopies another = reading();
        another.stop(new ShutdownEvent());

        assertThat(another.of(log.id()).map(TreeHead::size)).contains(2L);
        log.grow(1);
        assertThat(stopped.contains(log.id())).isFalse();
        assertThat(copies.of(log.id()).map(TreeHead::size)).contains(3L);
    }

    /**
     * Both databases may have been restored, nobody outside is asked, and the topic knows nothing
     * of the log: then nobody knows what callers have seen.
     */
    @Test
    void aLogOfWhichAHeadWasSignedAndNothingIsCopiedIsNotSignedFurther() throws SQLException {
        LogTree tree = signedLess();
        CheckpointCopies empty = new CheckpointCopies(kafka, signer);

        signing(empty, config).sign(tree, clock.instant());
        assertThat(signedSize()).isEqualTo(2);
        assertThat(stopped.contains(log.id())).as("it may be the topic that was lost").isFalse();

        // When somebody has looked, and accepts it
        signing(empty, accepting()).sign(tree, clock.instant());
        assertThat(signedSize()).isEqualTo(3);
    }

    @Test
    void aLogOfWhichTheCopyIsThereIsSignedFurther() throws SQLException {
        LogTree tree = signedLess();

        signing(copies, config).sign(tree, clock.instant());

        assertThat(signedSize()).isEqualTo(3);
    }

    /** Nothing is signed then. The lag says so, and does not say that nothing waits. */
    @Test
    void theLagGrowsWhileTheCopiesCannotBeRead() throws SQLException {
        HandClock hand = new HandClock(clock.instant());
        SigningJob job = signing(new CheckpointCopies(kafka, signer), config, unsigned(), hand);

        job.look(hand.instant());
        hand.advance(Duration.ofSeconds(100));
        job.look(hand.instant());

        assertThat(lag()).isEqualTo(100);
    }

    @Test
    void theLagGrowsWhileItCannotBeReadWhichLogsAreStopped() throws SQLException {
        HandClock hand = new HandClock(clock.instant());
        SigningJob job = signing(copies, config, unsigned(), hand);

        assertThatThrownBy(() -> job.look(hand.instant())).hasMessageContaining("stopped_log");
        hand.advance(Duration.ofSeconds(100));
        assertThatThrownBy(() -> job.look(hand.instant())).hasMessageContaining("stopped_log");

        assertThat(lag()).isEqualTo(100);
    }

    /** The log has an entry without a checkpoint; which logs are stopped cannot be read. */
    private StoppedLogs unsigned() throws SQLException {
        log.grow(1);
        stopped.stop(log.id(), "a test keeps the service from signing it.");
        Database.run(
                "owner",
                "update log_head set checkpoint_size = 0 where shard = '%s'".formatted(log.id()));
        return new StoppedLogs(new StoppedLogStore(feed), metrics, clock);
    }

    private double lag() {
        return metrics.get("temoin.audit.checkpoint.lag.seconds").gauge().value();
    }

    /** Three entries, of which two are noted as signed. */
    private LogTree signedLess() throws SQLException {
        log.grow(2);
        TreeHead two = log.head();
        log.grow(1);
        Database.runOnKeys(
                "update signed_head set size = 2, root = decode('%s', 'hex') where shard = '%s'"
                        .formatted(HexFormat.of().formatHex(two.root().bytes()), log.id()));
        return new LogTree(log.id(), log.head(), log.note().note(), log.head().size());
    }

    private long signedSize() {
        return signed.last(log.id()).await().atMost(LIMIT).size();
    }

    /** As in a process that has just started. */
    private SigningJob signing(CheckpointCopies read, AuditConfig settings) {
        return signing(read, settings, stopped, clock);
    }

    private SigningJob signing(
            CheckpointCopies read, AuditConfig settings, StoppedLogs known, Clock time) {
        return new SigningJob(
                new GrowthVerification(logs, checkpoints, read),
                checkpoints,
                signed,
                signer,
                witnesses,
                cosigning,
                read,
                known,
                new CheckpointLag(metrics, time),
                polling,
                virtualThreads,
                settings,
                metrics,
                time);
    }

    private AuditConfig accepting() {
        AuditConfig.Log log =
                with(AuditConfig.Log.class, config.log(), "acceptMissingCopies", true);
        return with(AuditConfig.class, config, "log", log);
    }

    /** The same settings with another value of one. */
    private static <T> T with(Class<T> type, T settings, String name, Object value) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                method.getName().equals(name)
                                        ? value
                                        : method.invoke(settings, arguments)));
    }

    private CheckpointCopies reading() {
        CheckpointCopies another = new CheckpointCopies(kafka, signer);
        another.start(new StartupEvent());
        await().atMost(LIMIT).until(another::areRead);
        return another;
    }

    private void write(String key, byte @Nullable [] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(CheckpointCopies.TOPIC, key, value))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }
    }
}
