// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.temoin.audit.Database;
import io.temoin.audit.Space;
import io.temoin.platform.TcpLink;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** A replica that hangs while it adds entries to a log has the head of the log locked. */
@QuarkusTest
class HungSequencerTest {

    private static final String HUNG = "hung-sequencer";

    /** More than the limit of the pools, and half of that of the role. */
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final LogReader log = new LogReader(new Space());
    private final Vertx vertx;

    HungSequencerTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void holdsTheLogUpNoLongerThanATransactionMayBeIdle() throws SQLException {
        // Given a log with an entry
        log.grow(1);
        String shard = log.id();
        TcpLink link = TcpLink.to(port());
        Pool pool = Database.feedThrough(link.port(), HUNG, vertx);
        try {
            CompletableFuture<Integer> hung;
            try (Connection first = Database.as("feed")) {
                first.setAutoCommit(false);
                first.createStatement()
                        .execute("select from log_head where shard = '" + shard + "' for update");
                // And a sequencer that is the next to have its head, and hangs then
                hung = new LogStore(pool).sequence(shard, 10).subscribeAsCompletionStage();
                await().atMost(LIMIT).until(HungSequencerTest::waitsForTheHead);
                link.lose();
                first.rollback();
            }

            // When
            log.hand(1);

            // Then
            log.awaitSize(2);
            link.close();
            assertThat(hung).failsWithin(LIMIT);
            assertThat(log.head().size()).isEqualTo(2);
        } finally {
            link.close(); // a pool waits for its connections
            pool.close().await().atMost(LIMIT);
        }
    }

    private static boolean waitsForTheHead() throws SQLException {
        return "1"
                .equals(
                        Database.text(
                                "feed",
                                "select count(*) from pg_stat_activity where wait_event_type ="
                                        + " 'Lock' and application_name = '"
                                        + HUNG
                                        + "'"));
    }

    private static int port() {
        return ConfigProvider.getConfig().getValue("TEMOIN_DB_PORT", Integer.class);
    }
}
