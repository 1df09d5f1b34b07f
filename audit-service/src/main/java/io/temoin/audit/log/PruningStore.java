// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Asks the database to forget what is over; what may be forgotten, it decides itself. */
@Singleton
class PruningStore {

    private static final String FORGET = "select forget_entries($1, $2)";

    private static final String UNPRUNED =
            """
            select shard, period, size, root from log_head
            where pruned is null and shard <> $1 and checkpoint_size = size""";

    private static final String FORGET_LOG = "select forget_log($1, $2, $3, $4, $5, $6)";

    /** A log that is still there. */
    record Unpruned(String shard, String period, TreeHead head) {}

    private final Pool pool;

    PruningStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /**
     * Forgets entries that entered the trail before {@code until}.
     *
     * @param most of them
     * @return how many
     */
    Uni<Long> forget(Instant until, int most) {
        return pool.preparedQuery(FORGET)
                .execute(Tuple.of(until.atOffset(ZoneOffset.UTC), most))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The logs that have their leaves and are signed to their end. */
    Uni<List<Unpruned>> unpruned() {
        return pool.preparedQuery(UNPRUNED)
                .execute(Tuple.of(CheckpointStore.LOG_OF_LOGS))
                .map(
                        rows ->
                                LogStore.each(
                                        rows,
                                        row ->
                                                new Unpruned(
                                                        row.getString("shard"),
                                                        row.getString("period"),
                                                        LogStore.head(row))));
    }

    /**
     * Drops leaves and tiles of a log; the statement stays, and enters the log of logs.
     *
     * @return whether it was done now
     */
    Uni<Boolean> forget(String shard, SignedNote statement, Instant now) {
        return pool.preparedQuery(FORGET_LOG)
                .execute(
                        Tuple.tuple()
                                .addString(shard)
                                .addString(statement.note())
                                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                                .addString(CheckpointStore.LOG_OF_LOGS)
                                .addString(CheckpointStore.NOBODYS)
                                .addBuffer(Buffer.buffer(StatementLeaf.of(statement.text()))))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
