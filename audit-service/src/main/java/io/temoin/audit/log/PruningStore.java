// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.EntryPruningStatement;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the database to forget what is over; what may be forgotten, it decides itself. */
@Singleton
class PruningStore {

    private static final String FORGET = "select forget_entries($1, $2, $3, $4, $5, $6, $7)";

    /** With the leaf that stands for the statement in the log of logs, once it is there. */
    private static final String FORGOTTEN =
            """
            select h.forgotten, l.leaf, l.shard, l.index, logs.checkpoint, logs.checkpoint_size
            from log_head h
            left join log_leaf l
              on l.shard = $2 and l.tenant = $3
                and l.event_id = h.shard || '@forgotten@' || h.forgotten_size
            left join log_head logs on logs.shard = l.shard
            where h.shard = $1 and h.forgotten is not null\
            """;

    private static final String REPLACE_SIGNATURES =
            "update log_head set forgotten = $2 where shard = $1 and forgotten = $3";

    /** With the leaf that stands for the statement in the log of logs, once it is there. */
    private static final String PRUNED =
            """
            select h.shard as log, h.tenant, h.period, h.size, h.root, h.pruned,
              l.leaf, l.shard, l.index, logs.checkpoint, logs.checkpoint_size
            from log_head h
            left join log_leaf l
              on l.shard = $1 and l.tenant = $2 and l.event_id = h.shard || '@pruned'
            left join log_head logs on logs.shard = l.shard
            where h.pruned is not null and ($3::text is null or h.shard = $3)\
            """;

    private static final String UNPRUNED =
            """
            select shard, period, size, root from log_head
            where pruned is null and shard <> $1 and checkpoint_size = size\
            """;

    private static final String FORGET_LOG = "select forget_log($1, $2, $3, $4, $5, $6)";

    /** A log that is still there. */
    record Unpruned(String shard, String period, TreeHead head) {}

    private final Pool pool;
    private final LongStatements statements;

    PruningStore(@ReactiveDataSource("feed") Pool pool, LongStatements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /**
     * Something that is said to be signed about a log.
     *
     * @param placed its leaf in the log of logs; {@code null} while it is not there
     */
    record SignedStatement(String note, @Nullable LocatedLeaf placed) {}

    /** A log that says that it was pruned, and what else its row says of it. */
    record Pruned(
            String shard, TenantId tenant, String period, TreeHead head, SignedStatement said) {}

    /**
     * Forgets the first entries of a log, by a statement that enters the log of logs.
     *
     * @return how many went now
     */
    Uni<Long> prune(String shard, EntryPruningStatement said, SignedNote statement) {
        return inJob(
                        FORGET,
                        Tuple.tuple()
                                .addString(shard)
                                .addLong(said.entries())
                                .addOffsetDateTime(said.before().atOffset(ZoneOffset.UTC))
                                .addString(statement.note())
                                .addString(CheckpointStore.LOG_OF_LOGS)
                                .addString(CheckpointStore.NOBODYS)
                                .addBuffer(Buffer.buffer(StatementLeaf.of(statement.text()))))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** The last statement that entries were pruned; none before there is one. */
    Uni<Optional<SignedStatement>> forgotten(String shard) {
        return pool.preparedQuery(FORGOTTEN)
                .execute(Tuple.of(shard, CheckpointStore.LOG_OF_LOGS, CheckpointStore.NOBODYS))
                .map(
                        rows ->
                                LogStore.each(rows, row -> said(row, "forgotten")).stream()
                                        .findFirst());
    }

    /** Puts the statement under other signatures, unless there is a newer one. */
    Uni<Void> replaceSignatures(String shard, SignedNote before, SignedNote after) {
        return pool.preparedQuery(REPLACE_SIGNATURES)
                .execute(Tuple.of(shard, after.note(), before.note()))
                .replaceWithVoid();
    }

    /** The logs that say that they were pruned, or this one if it does. */
    Uni<List<Pruned>> pruned(@Nullable String shard) {
        return pool.preparedQuery(PRUNED)
                .execute(Tuple.of(CheckpointStore.LOG_OF_LOGS, CheckpointStore.NOBODYS, shard))
                .map(rows -> LogStore.each(rows, PruningStore::pruned));
    }

    private static Pruned pruned(Row row) {
        return new Pruned(
                row.getString("log"),
                new TenantId(row.getString("tenant")),
                row.getString("period"),
                LogStore.head(row),
                said(row, "pruned"));
    }

    private static SignedStatement said(Row row, String column) {
        @Nullable Buffer leaf = row.getBuffer("leaf");
        return new SignedStatement(
                row.getString(column),
                leaf == null
                        ? null
                        : new LocatedLeaf(leaf.getBytes(), CheckpointStore.location(row)));
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
    Uni<Boolean> prune(String shard, SignedNote statement, Instant now) {
        return inJob(
                        FORGET_LOG,
                        Tuple.tuple()
                                .addString(shard)
                                .addString(statement.note())
                                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC))
                                .addString(CheckpointStore.LOG_OF_LOGS)
                                .addString(CheckpointStore.NOBODYS)
                                .addBuffer(Buffer.buffer(StatementLeaf.of(statement.text()))))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    /** What it works through may be a year's entries. */
    private Uni<RowSet<Row>> inJob(String statement, Tuple parameters) {
        return pool.withTransaction(
                connection ->
                        statements
                                .allow(connection)
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(statement)
                                                        .execute(parameters)));
    }
}
