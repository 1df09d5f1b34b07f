// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.evidence;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.eventsourcing.SubjectId;
import io.temoin.eventsourcing.TenantId;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The trail beside its log, leaf by leaf. */
@Singleton
class TrailCheckStore {

    private static final String LEAVES =
            """
            select l.index, l.leaf, l.event_id as leaf_event, e.*,
              s.action as action_seed, s.subject as subject_seed, s.subject_digests,
              s.erasure::text as erasure
            from log_leaf l
            left join audit_entry e on e.tenant = l.tenant and e.event_id = l.event_id
            left join entry_salt s on s.tenant = l.tenant and s.event_id = l.event_id
            where l.shard = $1 and l.index >= $2 and l.index < $3
            order by l.index\
            """;

    private static final String WITHOUT_LEAF =
            """
            select e.event_id from audit_entry e
            where e.tenant = $1 and (e.recorded_at < $2 or e.recorded_at > $3)
              and not exists (
                select from log_leaf l where l.tenant = e.tenant and l.event_id = e.event_id)
            limit 100\
            """;

    /** Of a person, in an order that begins anew with each that is forgotten. */
    private static final String NAMING =
            """
            select l.index, l.leaf, e.event_id as leaf_event, e.*,
              s.action as action_seed, s.subject as subject_seed, s.subject_digests,
              s.erasure::text as erasure
            from (
              select * from audit_entry where tenant = $1 and subject = $2
              union
              select * from audit_entry where tenant = $1 and actor = $2) e
            left join entry_salt s on s.tenant = e.tenant and s.event_id = e.event_id
            left join log_leaf l on l.tenant = e.tenant and l.event_id = e.event_id
            order by e.position limit 1000\
            """;

    /**
     * A leaf, and the row that it should commit to; the salts of its data subject are not opened.
     *
     * @param leaf {@code null} of an entry that waits for its place
     * @param event the entry that it names; none once that was forgotten
     * @param row none when the trail has none that came in by the intake
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record CheckedLeaf(
            long index, byte @Nullable [] leaf, @Nullable String event, @Nullable CaseRow row) {}

    private final Pool pool;
    private final LongStatements statements;

    TrailCheckStore(Pool pool, LongStatements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /** The leaves of a log from one index up to another, exclusive. */
    Uni<List<CheckedLeaf>> leaves(TenantId tenant, String log, long from, long to) {
        return read(tenant, LEAVES, Tuple.of(log, from, to), TrailCheckStore::found);
    }

    /** The entries that name a person, with their leaves; at most a thousand. */
    Uni<List<CheckedLeaf>> naming(TenantId tenant, SubjectId person) {
        return read(
                tenant, NAMING, Tuple.of(tenant.value(), person.value()), TrailCheckStore::found);
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
        @Nullable Long index = row.getLong("index");
        @Nullable Buffer leaf = row.getBuffer("leaf");
        return new CheckedLeaf(
                index == null ? -1 : index,
                leaf == null ? null : leaf.getBytes(),
                row.getString("leaf_event"),
                entry(row));
    }

    private static @Nullable CaseRow entry(Row row) {
        if (row.getString("event_id") == null) {
            return null;
        }
        try {
            return CaseStore.row(row);
        } catch (TrailDiffers _) {
            return null; // it has no salts, or an outcome that is none
        }
    }
}
