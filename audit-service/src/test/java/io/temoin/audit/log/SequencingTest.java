// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Many logs in one service: what is wrong with one, or much, is not the others' concern. */
@QuarkusTest
class SequencingTest {

    /** Several batches. */
    private static final int MANY = 5_000;

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final LogReader log = new LogReader(new Space());
    private final LogReader other = new LogReader(new Space());
    private final SigningJob signing;
    private final StoppedLogs stopped;
    private final MeterRegistry metrics;
    private final Clock clock;

    SequencingTest(SigningJob signing, StoppedLogs stopped, MeterRegistry metrics, Clock clock) {
        this.signing = signing;
        this.stopped = stopped;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Test
    void aLeafThatSomebodyAddedStopsItsLogAndNoOther() throws SQLException {
        log.grow(2);
        assertStoppedAlone(
                """
                insert into log_leaf (shard, index, tenant, event_id, leaf)
                select shard, 2, tenant, 'made-up', leaf from log_leaf
                where shard = '%s' and index = 1""");
    }

    @Test
    void aHeadThatSomebodyRemovedStopsItsLogAndNoOther() throws SQLException {
        log.grow(2);
        assertStoppedAlone("delete from log_head where shard = '%s'");
    }

    /** The store of what was signed refuses one of them. */
    @Test
    void aLogThatCannotBeSignedHoldsUpNoOther() throws SQLException {
        log.grow(1);
        other.grow(1);
        Database.runOnKeys(
                """
                create function refuse() returns trigger language plpgsql as
                  'begin raise exception ''refused''; end'""");
        Database.runOnKeys(
                """
                create trigger refuse before update on signed_head for each row
                when (new.shard = '%s') execute function refuse()"""
                        .formatted(log.id()));
        try {
            log.hand(1);
            await().atMost(LIMIT).until(() -> placed(log.id()) == 2);

            assertThatCode(() -> signing.look(clock.instant())).doesNotThrowAnyException();

            assertThat(log.head().size()).isEqualTo(1);
            other.grow(1);
        } finally {
            Database.runOnKeys("drop function refuse() cascade");
        }
        log.awaitSize(2);
    }

    private void assertStoppedAlone(String change) throws SQLException {
        String shard = log.id();
        other.grow(1);
        double before = stoppedLogs();

        Backup.asOwner(change.formatted(shard));
        log.hand(1);

        await().atMost(LIMIT).until(() -> stopped.contains(shard));
        assertThat(stoppedLogs()).isEqualTo(before + 1);
        other.grow(2);
        assertThat(stopped.contains(other.id())).isFalse();
    }

    private double stoppedLogs() {
        return metrics.get("temoin.audit.log.stopped").gauge().value();
    }

    /** Both began to wait at one moment, so neither is through before the other has begun. */
    @Test
    void logsTakeTurns() throws SQLException {
        String one = UUID.randomUUID().toString().replace("-", "");
        String two = UUID.randomUUID().toString().replace("-", "");

        Database.run(
                "owner",
                """
                insert into log_pending (tenant, shard, period, event_id, leaf)
                select 'of-' || shard, shard, '2026-2', shard || number, sha256(shard::bytea)
                from unnest(array['%s', '%s']) as shard, generate_series(1, %d) as number"""
                        .formatted(one, two, MANY));

        await().atMost(Duration.ofSeconds(30)).until(() -> placed(one) + placed(two) == 2 * MANY);
        assertThat(transaction("min", one)).isLessThan(transaction("max", two));
        assertThat(transaction("min", two)).isLessThan(transaction("max", one));
    }

    private static long placed(String shard) throws SQLException {
        return number("select count(*) from log_leaf where shard = '%s'".formatted(shard));
    }

    /** The number of the transaction in which the first or last leaf of a log got its location. */
    private static long transaction(String which, String shard) throws SQLException {
        return number(
                "select %s(xmin::text::bigint) from log_leaf where shard = '%s'"
                        .formatted(which, shard));
    }

    private static long number(String query) throws SQLException {
        return Long.parseLong(Database.text("feed", query));
    }
}
