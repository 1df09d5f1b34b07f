// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.transparency.note.NoteSigner;
import io.temoin.transparency.note.SignatureType;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.note.VerifierKey;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whatever happens to the database: two heads that contradict each other are never signed. */
@QuarkusTest
class ForkTest {

    private static final int EVENTS = 300;
    private static final int SEQUENCERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final SequencingJob sequencing;
    private final SigningJob signing;
    private final SignedHeadStore signed;
    private final StoppedLogs stopped;
    private final StoppedLogStore store;
    private final Clock clock;

    ForkTest(
            SequencingJob sequencing,
            SigningJob signing,
            SignedHeadStore signed,
            StoppedLogs stopped,
            StoppedLogStore store,
            Clock clock) {
        this.store = store;
        this.clock = clock;
        this.sequencing = sequencing;
        this.signing = signing;
        this.signed = signed;
        this.stopped = stopped;
    }

    @Test
    void aLogThatWasRestoredFromAnOlderBackupIsNotSignedAgain() throws SQLException {
        // Given a backup, and entries that were signed after it
        log.grow(3);
        Backup backup = Backup.of(log.id());
        log.grow(2);
        String shard = log.id();

        // When it is restored, and goes on with other entries
        backup.restore();
        log.hand(4);

        // Then
        await().atMost(LIMIT).until(() -> stopped.contains(shard));
        signing.look(clock.instant().plus(Duration.ofHours(1)));
        assertNothingIsShown(shard);
        assertThat(signed.last(shard).await().atMost(LIMIT).size()).isEqualTo(5);
    }

    /** Log and signed head from backups of one moment agree, and nobody outside is asked. */
    @Test
    void aLogOfWhichBothDatabasesWereRestoredIsNotSignedAgain() throws SQLException {
        // Given
        log.grow(3);
        Backup backup = Backup.of(log.id());
        log.grow(2);
        String shard = log.id();

        // When it goes on with as many other entries as callers have seen
        backup.restoreWithTheSignedHead();
        log.hand(2);

        // Then no second head of that size is signed, and none that is smaller is shown
        await().atMost(LIMIT).until(() -> stopped.contains(shard));
        assertNothingIsShown(shard);
        assertThat(signed.last(shard).await().atMost(LIMIT).size()).isEqualTo(3);
    }

    /** A supervisor starts the service again: that is not somebody who has looked. */
    @Test
    void aStoppedLogIsStoppedForEveryProcessThatStarts() throws SQLException {
        log.grow(1);
        stopped.stop(log.id(), "A test says so.");
        stopped.refresh().await().atMost(LIMIT);

        StoppedLogs ofAnother = new StoppedLogs(store, new SimpleMeterRegistry(), clock);
        assertThat(ofAnother.contains("any")).as("before it knows").isTrue();
        ofAnother.refresh().await().atMost(LIMIT);

        assertThat(ofAnother.contains("any")).isFalse();
        assertThat(ofAnother.contains(log.id())).isTrue();
        // When somebody has looked
        Database.runOnKeys("delete from stopped_log where shard = '%s'".formatted(log.id()));
        ofAnother.refresh().await().atMost(LIMIT);
        assertThat(ofAnother.contains(log.id())).isFalse();
    }

    /** Of what it has, all is older than what callers have seen. */
    private static void assertNothingIsShown(String shard) {
        for (String path : List.of("checkpoint", "tile/0/000.p/1", "tile/entries/000.p/1")) {
            assertProblem(Http.get("/v1/logs/" + shard + "/" + path), 409, "log-stopped");
        }
    }

    @Test
    void aChangedTileStopsItsLogAndNoOther() throws SQLException {
        log.grow(3);
        SignedNote before = log.note();
        LogReader other = new LogReader(new Space());
        other.grow(1);

        Backup.asOwner(
                """
                update log_tile set content = set_byte(content, 40, 255 - get_byte(content, 40))
                where shard = '%s' and level = 0"""
                        .formatted(log.id()));
        log.hand(1);

        await().atMost(Duration.ofSeconds(20)).until(() -> stopped.contains(log.id()));
        other.grow(1);
        assertThat(log.note()).isEqualTo(before);
        assertThat(stopped.contains(other.id())).isFalse();
    }

    /** The key file has lost the key, or the signature is not one: nobody would know who signs. */
    @Test
    void aLogWhoseCheckpointNoKeyOfTheFileHasSignedIsNotSignedOn() throws Exception {
        KeyPair other = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        log.grow(2);
        SignedNote before = log.note();
        NoteSigner stranger =
                new NoteSigner(
                        VerifierKey.of(log.key().name(), SignatureType.ED25519, other.getPublic()),
                        other.getPrivate());

        assertStoppedBy(
                new SignedNote(before.text(), List.of(stranger.sign(before.text()))), before);
    }

    @Test
    void aLogWhoseCheckpointWasChangedIsNotSignedOn() throws SQLException {
        log.grow(2);
        SignedNote before = log.note();

        assertStoppedBy(
                new SignedNote(before.text().replace("\n2\n", "\n3\n"), before.signatures()),
                before);
    }

    private void assertStoppedBy(SignedNote shown, SignedNote before) throws SQLException {
        show(shown);
        log.hand(1);

        await().atMost(Duration.ofSeconds(20)).until(() -> stopped.contains(log.id()));
        signing.look(clock.instant().plus(Duration.ofHours(1)));
        assertThat(log.note()).isEqualTo(shown);
        show(before); // the service starts on this database again, for other tests
    }

    private void show(SignedNote checkpoint) throws SQLException {
        Backup.asOwner(
                "update log_head set checkpoint = '%s' where shard = '%s'"
                        .formatted(checkpoint.note(), log.id()));
    }

    @Test
    void sequencersAtOnceMakeOneLog() throws InterruptedException {
        log.grow(1);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(SEQUENCERS);
        for (int i = 0; i < SEQUENCERS; i++) {
            Thread.startVirtualThread(
                    () -> {
                        try {
                            while (!done.get()) {
                                sequencing.look();
                            }
                        } finally {
                            ended.countDown();
                        }
                    });
        }
        log.hand(EVENTS - 1);
        log.awaitSize(EVENTS);
        done.set(true);
        ended.await();

        List<byte[]> leaves = log.leaves();
        assertThat(leaves.stream().map(ByteBuffer::wrap)).hasSize(EVENTS).doesNotHaveDuplicates();
        GrowingTree again = GrowingTree.empty((_, _) -> {});
        MerkleHasher hasher = new MerkleHasher();
        leaves.forEach(leaf -> again.append(hasher.leaf(leaf)));
        assertThat(again.head()).isEqualTo(log.head());
    }
}
