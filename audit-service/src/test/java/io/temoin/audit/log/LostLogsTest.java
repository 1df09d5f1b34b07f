// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.start.PollingScheduler;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every log of which a head was signed is there, or somebody is called. */
@QuarkusTest
class LostLogsTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final LostLogsJob lost;
    private final SignedHeadStore signed;
    private final CheckpointStore checkpoints;
    private final CheckpointSigner signer;
    private final PollingScheduler polling;
    private final AuditConfig config;
    private final PruningJob pruning;
    private final StoppedLogs stopped;
    private final Clock clock;

    LostLogsTest(
            LostLogsJob lost,
            SignedHeadStore signed,
            CheckpointStore checkpoints,
            CheckpointSigner signer,
            PollingScheduler polling,
            AuditConfig config,
            PruningJob pruning,
            StoppedLogs stopped,
            Clock clock) {
        this.lost = lost;
        this.signed = signed;
        this.checkpoints = checkpoints;
        this.signer = signer;
        this.polling = polling;
        this.config = config;
        this.pruning = pruning;
        this.stopped = stopped;
        this.clock = clock;
    }

    /** However many logs there are: they are looked at piece by piece. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 1_000})
    void aLogThatDisappearedIsStoppedAndNoOther(int batchSize) throws SQLException {
        log.grow(2);
        LogReader other = new LogReader(new Space());
        other.grow(1);
        String shard = log.id();
        Backup backup = disappeared(shard);

        lost.look(batchSize);

        assertThat(stopped.contains(shard)).isTrue();
        assertThat(stopped.contains(other.id())).isFalse();
        backup.restore();
    }

    @Test
    void aLogThatDisappearedIsStoppedAtTheStart() throws SQLException {
        log.grow(1);
        String shard = log.id();
        Backup backup = disappeared(shard);

        lost.start(new StartupEvent());

        assertThat(stopped.contains(shard)).isTrue();
        backup.restore();
    }

    /** Of the two databases nothing is left of it: the copy of what was shown is. */
    @Test
    void aLogIsMissedByTheCopyOfWhatWasShownOfIt() throws SQLException {
        log.grow(2);
        LogReader other = new LogReader(new Space());
        other.grow(1);
        String shard = log.id();
        Backup backup = disappearedFromBothDatabases(shard);

        assertThat(lost.look(1_000)).isTrue();

        assertThat(stopped.contains(shard)).isTrue();
        assertThat(stopped.contains(other.id())).isFalse();
        backup.restore();
    }

    /** And where the copy is not read, or the topic was lost, the log of logs. */
    @Test
    void aLogIsMissedByTheLogOfLogs() throws SQLException {
        log.grow(1);
        log.awaitEnrolment();
        String shard = log.id();
        Backup backup = disappearedFromBothDatabases(shard);

        CheckpointCopies unread = new CheckpointCopies(Map.of(), signer);
        boolean complete =
                new LostLogsJob(signed, checkpoints, unread, stopped, polling, config, clock)
                        .look(1_000);

        assertThat(complete).isFalse();
        assertThat(stopped.contains(shard)).isTrue();
        backup.restore();
    }

    /** Long before the log grows: what is signed last would have to grow out of this only. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "size = 1",
                "root = set_byte(root, 0, 255 - get_byte(root, 0))",
                "size = 1, root = sha256('other')"
            })
    void aLogOfWhichSomethingElseIsNotedAsSignedThanWasShownIsStopped(String change)
            throws SQLException {
        log.grow(3);
        Database.runOnKeys(
                "update signed_head set %s where shard = '%s'".formatted(change, log.id()));

        lost.look(1_000);

        assertThat(stopped.contains(log.id())).isTrue();
    }

    @Test
    void aLogOfWhichNothingIsNotedAsSignedAndSomethingWasShownIsStopped() throws SQLException {
        log.grow(1);
        Database.runOnKeys("delete from signed_head where shard = '%s'".formatted(log.id()));

        lost.look(1_000);

        assertThat(stopped.contains(log.id())).isTrue();
    }

    /** The database of the keys was restored, and nothing else. */
    @Test
    void aLogThatIsNotedAnewGoesOnWhenSomebodyHasLooked() throws SQLException {
        // Given
        log.grow(1);
        String shard = log.id();
        String before =
                Database.textOfKeys(
                        "select encode(root, 'hex') from signed_head where shard = '%s'"
                                .formatted(shard));
        log.grow(2);
        Database.runOnKeys(
                "update signed_head set size = 1, root = decode('%s', 'hex') where shard = '%s'"
                        .formatted(before, shard));
        lost.look(1_000);
        stopped.refresh().await().atMost(LIMIT);
        assertThat(stopped.contains(shard)).isTrue();

        // When somebody deletes the row: the note of the stop may still come and put it back
        await().atMost(LIMIT).until(() -> isLetGo(shard));

        // Then
        log.grow(1);
        lost.look(1_000);
        assertThat(stopped.wasLetGo(shard)).isFalse();
    }

    private boolean isLetGo(String shard) throws SQLException {
        Database.runOnKeys("delete from stopped_log where shard = '%s'".formatted(shard));
        stopped.refresh().await().atMost(LIMIT);
        lost.look(1_000);
        return !stopped.contains(shard);
    }

    private static Backup disappearedFromBothDatabases(String shard) throws SQLException {
        Backup backup = disappeared(shard);
        Database.runOnKeys("delete from signed_head where shard = '%s'".formatted(shard));
        return backup;
    }

    private static Backup disappeared(String shard) throws SQLException {
        Backup backup = Backup.of(shard);
        Backup.asOwner(
                "delete from log_leaf where shard = '%s'".formatted(shard),
                "delete from log_tile where shard = '%s'".formatted(shard),
                "delete from log_head where shard = '%s'".formatted(shard));
        return backup;
    }

    @Test
    void aLogThatIsSmallerThanWhatWasSignedIsStopped() throws SQLException {
        log.grow(1);
        Backup backup = Backup.of(log.id());
        log.grow(1);
        backup.restore();

        lost.look(1_000);

        assertThat(stopped.contains(log.id())).isTrue();
    }

    @Test
    void aLogOfThatSizeWithAnotherRootIsStopped() throws SQLException {
        log.grow(2);
        Backup.asOwner(
                """
                update log_head set root = set_byte(root, 0, 255 - get_byte(root, 0))
                where shard = '%s'"""
                        .formatted(log.id()));

        lost.look(1_000);

        assertThat(stopped.contains(log.id())).isTrue();
    }

    @Test
    void aLogThatWasPrunedIsThere() throws SQLException {
        log.grow(2);
        Database.run(
                "owner",
                "update log_head set period = '2024-2' where shard = '%s'".formatted(log.id()),
                "update log_leaf set event_id = null where shard = '%s'".formatted(log.id()));
        pruning.look(clock.instant());

        lost.look(1_000);

        assertThat(stopped.contains(log.id())).isFalse();
    }

    /** What was signed is read first, so a log only grows in between. */
    @Test
    void aLogThatGrowsIsThere() {
        log.grow(1);
        log.hand(50);

        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            lost.look(1_000);
                            return log.size() == 51;
                        });

        assertThat(stopped.contains(log.id())).isFalse();
    }
}
