// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.feed.FeedClaim;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Which logs have a checkpoint that strangers may see, and whose turn it is to publish them. */
@Singleton
class PublicationStore {

    private static final String CLAIM = "temoin-log-publication";

    private static final String LOGS =
            """
            select shard, size, root, checkpoint, pruned_at from log_head
            where checkpoint is not null order by shard\
            """;

    /**
     * A log that is shown.
     *
     * @param head of the whole tree, of which the checkpoint may show less
     * @param checkpoint its text, which says whether anything changed
     * @param prunedAt {@code null} while it has its leaves
     */
    record Log(String shard, TreeHead head, String checkpoint, @Nullable Instant prunedAt) {}

    private final Pool pool;

    PublicationStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** All logs of all tenants, and the log of logs. */
    Uni<List<Log>> logs() {
        return pool.query(LOGS).execute().map(rows -> LogStore.each(rows, PublicationStore::log));
    }

    private static Log log(Row row) {
        OffsetDateTime pruned = row.getOffsetDateTime("pruned_at");
        return new Log(
                row.getString("shard"),
                LogStore.head(row),
                row.getString("checkpoint"),
                pruned == null ? null : pruned.toInstant());
    }

    /**
     * Does work that one replica does at a time. Blocks.
     *
     * @return whether it was this one's turn
     */
    boolean alone(Consumer<FeedClaim> work) {
        return FeedClaim.holding(pool, CLAIM, work);
    }
}
