// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.GrowingTree;
import io.temoin.transparency.tree.MerkleHasher;
import java.nio.ByteBuffer;
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

    private static final List<String> TABLES = List.of("log_leaf", "log_tile", "log_head");
    private static final int EVENTS = 300;
    private static final int SEQUENCERS = 8;

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final SequencingJob sequencing;
    private final SigningJob signing;
    private final SignedHeadStore signed;
    private final StoppedLogs stopped;
    private final Clock clock;

    ForkTest(
            SequencingJob sequencing,
            SigningJob signing,
            SignedHeadStore signed,
            StoppedLogs stopped,
            Clock clock) {
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
        SignedNote old = log.note();
        backUp();
        log.grow(2);
        String shard = log.id();

        // When it is restored, and goes on with other entries
        restore();
        log.hand(4);

        // Then
        await().atMost(Duration.ofSeconds(20)).until(() -> stopped.contains(shard));
        signing.look(clock.instant().plus(Duration.ofHours(1)));
        assertThat(log.note()).isEqualTo(old);
        assertThat(signed.last(shard).await().atMost(Duration.ofSeconds(5)).size()).isEqualTo(5);
    }

    @Test
    void aChangedTileStopsItsLogAndNoOther() throws SQLException {
        log.grow(3);
        SignedNote before = log.note();
        LogReader other = new LogReader(new Space());
        other.grow(1);

        asOwner(
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

    private void backUp() throws SQLException {
        for (String table : TABLES) {
            asOwner(
                    "drop table if exists backup_" + table,
                    "create table backup_%s as select * from %s where shard = '%s'"
                            .formatted(table, table, log.id()));
        }
    }

    private void restore() throws SQLException {
        String shard = log.id();
        for (String table : TABLES) {
            asOwner(
                    "delete from %s where shard = '%s'".formatted(table, shard),
                    "insert into %s select * from backup_%s".formatted(table, table));
        }
    }

    /** As who runs the database can: past the rights of the service. */
    private static void asOwner(String... statements) throws SQLException {
        for (String table : TABLES) {
            Database.run("owner", "alter table " + table + " no force row level security");
        }
        Database.run("owner", statements);
        for (String table : List.of("log_leaf", "log_head")) {
            Database.run("owner", "alter table " + table + " force row level security");
        }
    }
}
