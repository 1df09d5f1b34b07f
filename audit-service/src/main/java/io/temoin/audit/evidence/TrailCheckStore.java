// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.audit.AuditConfig;
import io.temoin.audit.log.LocatedLeaf;
import io.temoin.audit.trail.EntryRows;
import io.temoin.audit.trail.TrailDiffers;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The trail beside its log, leaf by leaf. */
@Singleton
class TrailCheckStore {

    private static final String LEAVES =
            """
            select %s, l.shard, l.index, l.leaf, l.event_id as leaf_event, h.checkpoint,
              h.checkpoint_size,
              s.action as action_seed, s.subject as subject_seed, s.subject_digests,
              s.erasure::text as erasure
            from log_leaf l
            left join log_head h on h.shard = l.shard
            left join audit_entry e on e.tenant = l.tenant and e.event_id = l.event_id
            left join entry_salt s on s.tenant = l.tenant and s.event_id = l.event_id
            where l.shard = $1 and l.index >= $2 and l.index < $3
            order by l.index\
            """
                    .formatted(EntryRows.COLUMNS);

    /** A leaf beyond the tree of its log is none. */
    private static final String WITHOUT_LEAF =
            """
            select e.event_id from audit_entry e
            where e.tenant = $1 and (e.recorded_at < $2 or e.recorded_at > $3)
              and not exists (
                select from log_leaf l join log_head h on h.shard = l.shard and l.index < h.size
                where l.tenant = e.tenant and l.event_id = e.event_id)
            limit 100\
            """;

    private static final String NAMING =
            """
            select %s, e.position, l.shard, l.index, l.leaf, e.event_id as leaf_event,
              l.checkpoint, l.checkpoint_size,
              s.action as action_seed, s.subject as subject_seed, s.subject_digests,
              s.erasure::text as erasure
            from (
              select * from audit_entry where tenant = $1 and subject = $2 and position > $3
              union
              select * from audit_entry where tenant = $1 and actor = $2 and position > $3) e
            left join entry_salt s on s.tenant = e.tenant and s.event_id = e.event_id
            left join (
              select l.*, h.checkpoint, h.checkpoint_size
              from log_leaf l join log_head h on h.shard = l.shard and l.index < h.size) l
              on l.tenant = e.tenant and l.event_id = e.event_id
            order by e.position limit $4\
            """
                    .formatted(EntryRows.COLUMNS);

    /**
     * A leaf, and the row that it should commit to; the salts of its data subject are not opened.
     *
     * @param placed {@code null} of an entry that waits for its place
     * @param event the entry that it names; none once that was forgotten
     * @param row none when the trail has none that came in by the intake
     */
    record CheckedLeaf(
            @Nullable LocatedLeaf placed, @Nullable String event, @Nullable CaseRow row) {

        /** The rows of leaves that have one. */
        static List<CaseRow> rows(List<CheckedLeaf> leaves) {
            return leaves.stream().map(CheckedLeaf::row).filter(Objects::nonNull).toList();
        }

        /** The bytes of the leaf. */
        byte @Nullable [] leaf() {
            return placed == null ? null : placed.leaf();
        }

        /** Where it is in its log. */
        long index() {
            return Objects.requireNonNull(placed).location().index();
        }
    }

    /** An entry that names a person, by its position in the trail. */
    record NamingEntry(long position, CheckedLeaf leaf) {}

    /** No entry has a position before it. */
    static final long BEGINNING = 0;

    private final Pool pool;
    private final LongStatements statements;
    private final int batchSize;

    TrailCheckStore(Pool pool, LongStatements statements, AuditConfig config) {
        this.pool = pool;
        this.statements = statements;
        this.batchSize = usable(config.checkBatchSize());
    }

    /**
     * Refuses a size with which an examination would find no entry: an erasure would be recorded
     * and erase nothing. The service does not start then.
     */
    static int usable(int batchSize) {
        if (batchSize < 1) {
            throw new IllegalStateException(
                    "temoin.audit.check-batch-size is " + batchSize + "; it must be at least 1.");
        }
        return batchSize;
    }

    /** The leaves of a log from one index up to another, exclusive. */
    Uni<List<CheckedLeaf>> leaves(TenantId tenant, String log, long from, long to) {
        return read(tenant, LEAVES, Tuple.of(log, from, to), TrailCheckStore::found);
    }

    /**
     * The entries that name a person, with their leaves, in the order of the trail; at most as many
     * as a comparison has in memory at once.
     *
     * @param after the position that they come after
     */
    Uni<List<NamingEntry>> naming(TenantId tenant, SubjectId person, long after) {
        return read(
                tenant,
                NAMING,
                Tuple.of(tenant.value(), person.value(), after, batchSize),
                row -> new NamingEntry(row.getLong("position"), found(row)));
    }

    /**
     * Entries that are in no log; at most a hundred.
     *
     * @param before those that entered the trail earlier than this
     * @param after and those that are said to have done so later than this
     */
    Uni<List<String>> withoutLeaf(TenantId tenant, Instant before, Instant after) {
        return read(
                tenant,
                WITHOUT_LEAF,
                Tuple.of(
                        tenant.value(),
                        before.atOffset(ZoneOffset.UTC),
                        after.atOffset(ZoneOffset.UTC)),
                row -> row.getString("event_id"));
    }

    private <T> Uni<List<T>> read(
            TenantId tenant, String query, Tuple parameters, Function<Row, T> each) {
        return statements.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(query)
                                .execute(parameters)
                                .map(rows -> all(rows, each)));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> each) {
        List<T> all = new ArrayList<>();
        rows.forEach(row -> all.add(each.apply(row)));
        return all;
    }

    private static CheckedLeaf found(Row row) {
        return new CheckedLeaf(CaseStore.placed(row), row.getString("leaf_event"), entry(row));
    }

    private static @Nullable CaseRow entry(Row row) {
        if (row.getString("event_id") == null) {
            return null;
        }
        try {
            return CaseStore.row(row);
        } catch (TrailDiffers _) {
            return null; // it has no salts, or an outcome or a code that is none
        }
    }
}
