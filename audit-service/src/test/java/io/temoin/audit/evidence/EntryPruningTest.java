// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.audit.log.LogReader;
import io.temoin.audit.log.LogSize;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.EntryPruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Entries that are over go, by a signed statement that says how many; the log stays as it was. */
@QuarkusTest
class EntryPruningTest {

    private static final String PERSON = "6d0f6c1d3e4f5a60718293a4b5c6d7e8";
    private static final Duration THIRTEEN_MONTHS = Duration.ofDays(400);

    private final Space space = new Space();
    private final LogReader log = new LogReader(space);
    private final EntryPruningJob pruning;
    private final TrailCheckJob check;
    private final Clock clock;

    EntryPruningTest(EntryPruningJob pruning, TrailCheckJob check, Clock clock) {
        this.pruning = pruning;
        this.check = check;
        this.clock = clock;
    }

    /** The database has a clock of its own, which no test moves. */
    @BeforeEach
    void letTheDatabaseBeLater() throws SQLException {
        youngest("now() + interval '12 months'");
    }

    @AfterEach
    void letTheDatabaseBeNow() throws SQLException {
        youngest("now() - interval '6 months'");
    }

    @Test
    void entriesThatAreOverGoByASignedStatement() throws SQLException {
        recorded(3);
        LogSize logSize = logSize(3);
        TreeHead head = log.head();

        pruning.prune(logSize, later());

        assertThat(space.ids()).isEmpty();
        assertThat(log.head()).as("the log is as it was").isEqualTo(head);
        EntryPruningStatement said = EntryPruningStatement.parse(note().text());
        assertThat(said.entries()).isEqualTo(3);
        assertThat(said.kept()).isEqualTo(Period.ofMonths(12));
        assertThat(check.differences(logSize, later())).isEmpty();
    }

    /** What is missing beyond that, somebody took out. */
    @Test
    void nothingBeyondTheStatementIsMissingUnseen() throws SQLException {
        recorded(2);
        pruning.prune(logSize(2), later());
        recorded(3);
        LogSize logSize = logSize(3);

        Database.run(
                "owner",
                "delete from audit_entry where tenant = '%s'".formatted(space.tenant()),
                "delete from entry_salt where tenant = '%s'".formatted(space.tenant()),
                "update log_leaf set event_id = null where tenant = '%s'"
                        .formatted(space.tenant()));
        assertThat(check.differences(logSize, later()))
                .containsExactly("index 2 of log " + logSize.log());

        // When the statement is made to say more, and a leaf for it is in the table
        String more = note().text().replace("entries 2", "entries 3");
        Database.run(
                "owner",
                """
                update log_head set forgotten_size = 3,
                  forgotten = replace(forgotten, 'entries 2', 'entries 3') where shard = '%s'"""
                        .formatted(logSize.log()),
                "insert into log_leaf values ('log-of-logs', %d, '*', '%s@forgotten@3', decode('%s', 'hex'))"
                        .formatted(
                                1_000_000_000L + new Random().nextInt(1_000_000),
                                logSize.log(),
                                HexFormat.of().formatHex(StatementLeaf.of(more))));
        assertThat(check.differences(logSize, later())).hasSize(3);
    }

    /** Who replaces the key of the logs loses none of what was forgotten lawfully. */
    @Test
    void aStatementByAKeyOfBeforeCountsByTheLogOfLogsAndIsSignedAgain() throws SQLException {
        recorded(2);
        LogSize logSize = logSize(2);
        pruning.prune(logSize, later());
        awaitInLogOfLogs("@forgotten@2");
        SignedNote ours = note();
        String others = Base64.getEncoder().encodeToString(new byte[68]);

        Database.run(
                "owner",
                """
                update log_head set forgotten = '%s' || chr(10) || '— %s %s' || chr(10)
                where shard = '%s'"""
                        .formatted(
                                ours.text(),
                                EntryPruningStatement.parse(ours.text()).origin(),
                                others,
                                logSize.log()));

        assertThat(check.differences(logSize, later())).isEmpty();
        pruning.prune(logSize, later());
        assertThat(note().note()).isEqualTo(ours.note());
    }

    private void awaitInLogOfLogs(String statement) {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                Database.text(
                                        "feed",
                                        """
                                        select count(*) from log_leaf l
                                        join log_head h on h.shard = l.shard
                                          and l.index < h.checkpoint_size
                                        where l.event_id = '%s'"""
                                                .formatted(log.id() + statement)),
                        "1"::equals);
    }

    /** A row says how old it is, and the leaf whether that is true. */
    @Test
    void anEntryThatWasMadeOldIsKept() throws SQLException {
        recorded(2);
        List<String> before = space.ids();
        EvidenceDesk.asOwner(
                "audit_entry",
                "update audit_entry set recorded_at = recorded_at - interval '2 years' where tenant = '%s'"
                        .formatted(space.tenant()));

        pruning.prune(logSize(2), clock.instant());

        assertThat(space.ids()).containsExactlyElementsOf(before);
        assertThat(check.differences(logSize(2), clock.instant())).hasSize(2);
    }

    @Test
    void whatIsYoungIsKept() {
        recorded(1);

        pruning.prune(logSize(1), clock.instant());

        assertThat(space.ids()).hasSize(1);
    }

    private void recorded(int size) {
        for (long known = log.size(); known < size; known++) {
            Space.publish(List.of(space.about(PERSON)));
        }
        log.awaitSize(size);
    }

    private LogSize logSize(long size) {
        return new LogSize(log.id(), new TenantId(space.tenant()), size);
    }

    private Instant later() {
        return clock.instant().plus(THIRTEEN_MONTHS);
    }

    private SignedNote note() throws SQLException {
        return SignedNote.parse(
                Database.text(
                        "feed",
                        "select forgotten from log_head where shard = '%s'".formatted(log.id())));
    }

    private static void youngest(String when) throws SQLException {
        Database.run(
                "owner",
                "create or replace function youngest_to_forget() returns timestamptz language sql stable return "
                        + when);
    }
}
