// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.temoin.transparency.entry.StatementLeaf;
import io.temoin.transparency.note.SignedNote;
import io.temoin.transparency.tree.TreeHead;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is shown of the logs: their checkpoints, and where entries are under them. */
@Singleton
class CheckpointStore {

    private static final String UNSIGNED =
            """
            select shard, size, root, checkpoint, coalesce(checkpoint_size, 0) as covered
            from log_head
            where size > 0
              and (checkpoint_size is null or checkpoint_size < size or checkpoint_at < $1
                or not witnessed and checkpoint_at < $2)""";

    private static final String GROWN =
            """
            select shard, size, root, checkpoint, coalesce(checkpoint_size, 0) as covered
            from log_head where shard = $1""";

    private static final String HEADS =
            "select shard, size, root from log_head where shard = any($1)";

    /** From each log to the next along the index: a log enters the log of logs once a minute. */
    private static final String ENROLLED_LOGS =
            """
            with recursive named (log) as (
              (select split_part(event_id, '@', 1) from log_leaf
               where shard = 'log-of-logs' order by split_part(event_id, '@', 1) limit 1)
              union all
              select (
                select split_part(l.event_id, '@', 1) from log_leaf l
                where l.shard = 'log-of-logs' and split_part(l.event_id, '@', 1) > n.log
                order by split_part(l.event_id, '@', 1) limit 1)
              from named n where n.log is not null)
            select log from named where log is not null""";

    private static final String NEWEST =
            """
            select shard, size, root, checkpoint, coalesce(checkpoint_size, 0) as covered
            from log_head
            where checkpoint is not null order by checkpoint_at desc limit 1""";

    private static final String UNWITNESSED =
            "select count(*) from log_head where not witnessed and checkpoint is not null";

    /**
     * What is shown also enters the log of logs, unless the last that did is too young. That one
     * stays for the time that the next is on its way, if it is proven there itself.
     */
    private static final String PUBLISH =
            """
            with due as (
              select shard,
                shard <> $6 and coalesce(enrolled_size, 0) < $3
                  and coalesce(enrolled_at, '-infinity') <= $8 as enrolling,
                exists (
                  select from log_leaf l join log_head logs on logs.shard = l.shard
                  where l.tenant = $7 and l.event_id = h.shard || '@' || h.enrolled_size
                    and l.index < logs.checkpoint_size) as proven
              from log_head h where shard = $1 for update),
            shown as (
              update log_head h
              set checkpoint = $2, checkpoint_size = $3, checkpoint_at = $4, witnessed = $5,
                enrolled_before =
                  case when enrolling and proven then enrolled else enrolled_before end,
                enrolled_before_size =
                  case when enrolling and proven then enrolled_size else enrolled_before_size end,
                enrolled = case when enrolling then $2 else enrolled end,
                enrolled_size = case when enrolling then $3 else enrolled_size end,
                enrolled_at = case when enrolling then $4 else enrolled_at end
              from due
              where h.shard = due.shard and h.size >= $3
                and (h.checkpoint_size is null or h.checkpoint_size <= $3)
              returning enrolling)
            insert into log_pending (tenant, shard, period, event_id, leaf)
            select $7, $6, 'ever', $1 || '@' || $3, $9 from shown where enrolling""";

    private static final String ENROLLED =
            """
            select enrolled as statement, shard || '@' || enrolled_size as place
            from log_head where shard = $1 and enrolled is not null""";

    private static final String ENROLLED_BEFORE =
            """
            select enrolled_before as statement, shard || '@' || enrolled_before_size as place
            from log_head where shard = $1 and enrolled_before is not null""";

    private static final String PRUNED =
            """
            select pruned as statement, shard || '@pruned' as place
            from log_head where shard = $1 and pruned is not null""";

    private static final String CHECKPOINT = "select checkpoint from log_head where shard = $1";

    private static final String PLACE_OF =
            """
            select l.shard, l.index, h.checkpoint, h.checkpoint_size
            from log_leaf l join log_head h on h.shard = l.shard
            where l.tenant = $1 and l.event_id = $2""";

    private static final String LOG_SIZES =
            """
            select shard, tenant, checkpoint_size from log_head
            where shard <> $1 and pruned is null and checkpoint_size > 0
            order by period, shard""";

    private static final String OF_TENANT =
            """
            select shard, period, checkpoint_size from log_head
            where tenant = $1 order by period""";

    /** The id of the log of logs. */
    static final String LOG_OF_LOGS = "log-of-logs";

    /** What the ids of logs are. Anything else is no log's, and the database takes no NUL. */
    private static final Pattern IDS = Pattern.compile("[0-9a-f]{32}|" + LOG_OF_LOGS);

    /** What stands for the tenant of the log of logs; no tenant has such a name. */
    static final String NOBODYS = "*";

    /**
     * A checkpoint as it is published.
     *
     * @param witnessed whether its cosignatures are enough
     */
    record PublishedCheckpoint(String shard, long size, SignedNote note, boolean witnessed) {}

    /** Something that was signed about a log, and where it is in the log of logs. */
    record Statement(String note, LeafLocation location) {

        /** Whether the checkpoint of the log of logs covers it. */
        boolean isProven() {
            return location.isSigned();
        }
    }

    /**
     * The tree of a shard, as it is in the database.
     *
     * @param checkpoint that is shown of it; null before the first
     * @param covered how many leaves are under that checkpoint
     */
    record LogTree(String shard, TreeHead head, @Nullable String checkpoint, long covered) {}

    /** A log of a tenant, with how many entries are under its last checkpoint. */
    record Log(String shard, String period, long size) {}

    private final Pool pool;

    CheckpointStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /**
     * The trees whose checkpoint has to be made anew: they have grown, or it is older than {@code
     * then}, or it has too few cosignatures and is older than {@code unwitnessed}.
     */
    Uni<List<LogTree>> unsigned(Instant then, Instant unwitnessed) {
        return pool.preparedQuery(UNSIGNED)
                .execute(
                        Tuple.of(
                                then.atOffset(ZoneOffset.UTC),
                                unwitnessed.atOffset(ZoneOffset.UTC)))
                .map(rows -> LogStore.each(rows, CheckpointStore::grown));
    }

    /** The trees that have entries which no checkpoint covers. */
    Uni<List<LogTree>> grown() {
        return unsigned(Instant.EPOCH, Instant.EPOCH);
    }

    /** The tree of a log as it is now; none when there is no such log. */
    Uni<Optional<LogTree>> grown(String shard) {
        return pool.preparedQuery(GROWN)
                .execute(Tuple.of(shard))
                .map(rows -> LogStore.each(rows, CheckpointStore::grown).stream().findFirst());
    }

    /** The heads of these logs as they are now; one that is not there is missing. */
    Uni<Map<String, TreeHead>> heads(Collection<String> shards) {
        return pool.preparedQuery(HEADS)
                .execute(Tuple.tuple().addArrayOfString(shards.toArray(String[]::new)))
                .map(
                        rows -> {
                            Map<String, TreeHead> heads = new HashMap<>();
                            rows.forEach(
                                    row -> heads.put(row.getString("shard"), LogStore.head(row)));
                            return heads;
                        });
    }

    /** The logs of which the log of logs has something. */
    Uni<List<String>> enrolledLogs() {
        return pool.query(ENROLLED_LOGS)
                .execute()
                .map(rows -> LogStore.each(rows, row -> row.getString("log")));
    }

    /** The log whose checkpoint is the youngest of all; none before the first. */
    Uni<Optional<LogTree>> newest() {
        return pool.query(NEWEST)
                .execute()
                .map(rows -> LogStore.each(rows, CheckpointStore::grown).stream().findFirst());
    }

    private static LogTree grown(Row row) {
        return new LogTree(
                row.getString("shard"),
                LogStore.head(row),
                row.getString("checkpoint"),
                row.getLong("covered"));
    }

    /** How many logs show a checkpoint with too few cosignatures. */
    Uni<Long> unwitnessed() {
        return pool.query(UNWITNESSED).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Shows a checkpoint, unless one of a larger tree is shown already, and hands it to the log of
     * logs.
     *
     * @param enrolledBefore not if one was handed in since
     */
    Uni<Void> publish(PublishedCheckpoint checkpoint, Instant at, Instant enrolledBefore) {
        return pool.preparedQuery(PUBLISH)
                .execute(
                        Tuple.tuple()
                                .addString(checkpoint.shard())
                                .addString(checkpoint.note().note())
                                .addLong(checkpoint.size())
                                .addOffsetDateTime(at.atOffset(ZoneOffset.UTC))
                                .addBoolean(checkpoint.witnessed())
                                .addString(LOG_OF_LOGS)
                                .addString(NOBODYS)
                                .addOffsetDateTime(enrolledBefore.atOffset(ZoneOffset.UTC))
                                .addBuffer(
                                        Buffer.buffer(StatementLeaf.of(checkpoint.note().text()))))
                .replaceWithVoid();
    }

    /** The last checkpoint of a log that is proven in the log of logs. */
    Uni<Optional<Statement>> enrolled(String shard) {
        return statement(ENROLLED, shard)
                .map(last -> last.filter(Statement::isProven))
                .flatMap(
                        last ->
                                last.isPresent()
                                        ? Uni.createFrom().item(last)
                                        : statement(ENROLLED_BEFORE, shard));
    }

    /** The statement that a log was pruned. */
    Uni<Optional<Statement>> pruned(String shard) {
        return statement(PRUNED, shard);
    }

    private Uni<Optional<Statement>> statement(String query, String shard) {
        if (!isId(shard)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pool.preparedQuery(query)
                .execute(Tuple.of(shard))
                .flatMap(
                        rows ->
                                rows.size() == 0
                                        ? Uni.createFrom().item(Optional.empty())
                                        : placed(rows.iterator().next()));
    }

    private Uni<Optional<Statement>> placed(Row row) {
        String note = row.getString("statement");
        return location(NOBODYS, row.getString("place"))
                .map(leaf -> leaf.map(found -> new Statement(note, found)));
    }

    /** The checkpoint that is shown. */
    Uni<Optional<String>> checkpoint(String shard) {
        if (!isId(shard)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pool.preparedQuery(CHECKPOINT)
                .execute(Tuple.of(shard))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.ofNullable(rows.iterator().next().getString(0)));
    }

    private static boolean isId(String shard) {
        return IDS.matcher(shard).matches();
    }

    private Uni<Optional<LeafLocation>> location(String tenant, String event) {
        return pool.preparedQuery(PLACE_OF)
                .execute(Tuple.of(tenant, event))
                .map(rows -> LogStore.each(rows, CheckpointStore::location).stream().findFirst());
    }

    static LeafLocation location(Row row) {
        return new LeafLocation(
                row.getString("shard"),
                row.getLong("index"),
                row.getString("checkpoint"),
                orNone(row.getLong("checkpoint_size")));
    }

    /** The logs of all tenants that have their leaves and a checkpoint. */
    Uni<List<LogSize>> logSizes() {
        return pool.preparedQuery(LOG_SIZES)
                .execute(Tuple.of(LOG_OF_LOGS))
                .map(
                        rows ->
                                LogStore.each(
                                        rows,
                                        row ->
                                                new LogSize(
                                                        row.getString("shard"),
                                                        new TenantId(row.getString("tenant")),
                                                        row.getLong("checkpoint_size"))));
    }

    /** The logs of a tenant, the oldest first. */
    Uni<List<Log>> logs(TenantId tenant) {
        return pool.preparedQuery(OF_TENANT)
                .execute(Tuple.of(tenant.value()))
                .map(
                        rows ->
                                LogStore.each(
                                        rows,
                                        row ->
                                                new Log(
                                                        row.getString("shard"),
                                                        row.getString("period"),
                                                        orNone(row.getLong("checkpoint_size")))));
    }

    private static long orNone(@Nullable Long size) {
        return size == null ? 0 : size;
    }
}
