// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.chassis.testing.Http;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.PruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.trust.TlogProof;
import io.temoin.transparency.trust.TrustPolicy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is over is forgotten, and what remains can still be proven. */
@QuarkusTest
class PruningTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String CHECK_VIOLATION = "23514";

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final PruningJob pruning;
    private final PrunedEntries prunedEntries;
    private final StoppedLogs stopped;
    private final Clock clock;

    PruningTest(PruningJob pruning, PrunedEntries prunedEntries, StoppedLogs stopped, Clock clock) {
        this.pruning = pruning;
        this.prunedEntries = prunedEntries;
        this.stopped = stopped;
        this.clock = clock;
    }

    @Test
    void aLogWhoseEntriesAreAllOverIsPrunedWithASignedStatement() throws SQLException {
        // Given a log of long ago, and a proof that was taken in time
        log.grow(2);
        String id = space.ids().getFirst();
        TlogProof proof =
                TlogProof.parse(space.as("dpo").get("/v1/entries/{id}/proof", id).asByteArray());
        byte[] leaf = log.leaf(proof.index());
        SignedNote last = log.note();
        Database.run(
                "owner",
                "update log_head set period = '2024-2' where shard = '%s'".formatted(log.id()),
                "update log_leaf set event_id = null where shard = '%s'".formatted(log.id()));

        // When
        pruning.look(clock.instant());

        // Then
        await().atMost(Duration.ofSeconds(20))
                .until(() -> log.get("pruning/proof").statusCode() == 200);
        SignedNote statement = SignedNote.parse(log.get("pruning").asByteArray());
        statement.verify(List.of(log.key()));
        PruningStatement said = PruningStatement.parse(statement.text());
        assertThat(said.origin()).isEqualTo(log.key().name());
        assertThat(said.head()).isEqualTo(log.head());
        assertThat(said.until()).isEqualTo("2025-01-01T00:00:00Z");
        assertThat(said.kept()).isEqualTo(Period.ofMonths(12));
        assertThatCode(said::requireOver).doesNotThrowAnyException();
        TlogProof.parse(log.get("pruning/proof").asByteArray())
                .verify(
                        StatementLeaf.of(statement.text()),
                        TrustPolicy.parse(Http.get("/v1/logs/log-of-logs/policy").asByteArray()));
        // ... of the tree, its right edge is left, from which anybody computes the root
        assertThat(log.tree(2).root()).isEqualTo(log.head().root());
        assertProblem(log.get("tile/entries/000.p/2"), 404, "tile-unknown");
        assertProblem(log.get("tile/entries/000.p/2"), 404, "tile-unknown");
        assertThat(log.get("consistency?from=1&to=2").statusCode())
                .as("the right edge is enough for so small a tree")
                .isEqualTo(200);
        assertThat(log.get("consistency?from=2&to=2").statusCode()).isEqualTo(200);
        assertThat(log.note().text()).isEqualTo(last.text());
        proof.verify(leaf, TrustPolicy.parse(log.policy()));
    }

    @Test
    void aLogIsPrunedOnce() throws SQLException {
        log.grow(1);
        asOfLongAgo();
        pruning.look(clock.instant());
        String statement = statement();

        pruning.look(clock.instant().plusSeconds(60));

        assertThat(statement()).isEqualTo(statement);
    }

    /** The log is gone: what is signed of it has to agree with what stays. */
    @ParameterizedTest
    @ValueSource(strings = {"size = size + 1", "root = sha256(root)", "period = '2025-1'"})
    void aStatementOfAnotherLogProvesNothing(String change) throws SQLException {
        pruned(clock.instant());
        assertThat(isProven()).isTrue();
        Backup backup = Backup.of(log.id());

        Database.run(
                "owner", "update log_head set %s where shard = '%s'".formatted(change, log.id()));
        try {
            assertThat(isProven()).isFalse();
        } finally {
            backup.restore();
        }
    }

    @Test
    void aStatementOfTheFutureProvesNothing() throws SQLException {
        pruned(clock.instant().plus(Duration.ofHours(1)));

        assertThat(isProven()).isFalse();
    }

    private void pruned(Instant at) throws SQLException {
        log.grow(1);
        asOfLongAgo();
        pruning.look(at);
    }

    private boolean isProven() {
        return prunedEntries
                .isPruned(new LogSize(log.id(), new TenantId(space.tenant()), 1))
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    /** Nothing false is signed of it, and what it still has stays for those who look into it. */
    @Test
    void aLogThatWasRestoredFromAnOlderBackupIsStoppedAndNotPruned() throws SQLException {
        log.grow(2);
        Backup backup = Backup.of(log.id());
        log.grow(1);
        backup.restore();
        asOfLongAgo();

        pruning.look(clock.instant());

        assertThat(statement()).isNull();
        assertThat(
                        Database.text(
                                "feed",
                                "select count(*) from log_leaf where shard = '%s'"
                                        .formatted(log.id())))
                .isEqualTo("2");
        assertThat(stopped.contains(log.id())).isTrue();
    }

    @Test
    void aLogThatIsStoppedIsNotPruned() throws SQLException {
        log.grow(1);
        stopped.stop(log.id(), "A test says so.");
        asOfLongAgo();

        pruning.look(clock.instant());

        assertThat(statement()).isNull();
    }

    /** They are looked at in any order: one stands before it and one after it. */
    @Test
    void logsThatCannotBePrunedHoldUpNoOther() throws SQLException {
        List<LogReader> broken = List.of(new LogReader(new Space()), new LogReader(new Space()));
        broken.getFirst().grow(1);
        log.grow(1);
        broken.getLast().grow(1);
        asOf(broken.getFirst(), "never");
        asOfLongAgo();
        asOf(broken.getLast(), "never");

        pruning.look(clock.instant());

        assertThat(statement()).isNotNull();
        asOf(broken.getFirst(), "2026-2");
        asOf(broken.getLast(), "2026-2");
    }

    private void asOfLongAgo() throws SQLException {
        Database.run(
                "owner",
                "update log_leaf set event_id = null where shard = '%s'".formatted(log.id()));
        asOf(log, "2024-2");
    }

    /** Nobody could tell any more what they were. */
    @Test
    void aLogThatStillHasEntriesIsNotPruned() throws SQLException {
        log.grow(1);
        asOf(log, "2024-2");

        pruning.look(clock.instant());

        assertThat(statement()).isNull();
    }

    private static void asOf(LogReader log, String period) throws SQLException {
        Database.run(
                "owner",
                "update log_head set period = '%s' where shard = '%s'".formatted(period, log.id()));
    }

    /** Whatever the service's code asks for. */
    @Test
    void theDatabaseForgetsNothingYoung() {
        log.grow(1);

        assertRefused(
                CHECK_VIOLATION,
                "feed",
                "select forget_entries('%s', 1, now() - interval '5 months', '', 'log-of-logs', '*', '')"
                        .formatted(log.id()));
        assertRefused(
                CHECK_VIOLATION,
                "feed",
                "select forget_entries('%s', 1, now() - interval '7 months', '', 'log-of-logs', '*', '')"
                        .formatted(log.id()));
        assertRefused(
                CHECK_VIOLATION,
                "feed",
                "select forget_log('%s', '', now(), 'log-of-logs', '*', '')".formatted(log.id()));
        assertRefused(
                INSUFFICIENT_PRIVILEGE,
                "feed",
                "update log_head set period = '2020-1' where shard = '%s'".formatted(log.id()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    app  | select forget_entries('x', 1, '2020-01-01', '', 'l', '*', '')
                    app  | select forget_log('x', '', now(), 'l', '*', '')
                    feed | select forget_subject('x', gen_random_uuid(), '{}')
                    feed | select close_subject_erasure(gen_random_uuid())
                    """)
    void everyRoleForgetsWhatIsItsOwnToForget(String role, String statement) {
        assertRefused(INSUFFICIENT_PRIVILEGE, role, statement);
    }

    private static void assertRefused(String state, String role, String statement) {
        assertThatThrownBy(() -> Database.run(role, statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        refusal -> assertThat(refusal.getSQLState()).isEqualTo(state));
    }

    private String statement() throws SQLException {
        return Database.text(
                "owner", "select pruned from log_head where shard = '%s'".formatted(log.id()));
    }
}
