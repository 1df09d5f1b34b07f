// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The trail in the order of its logs, as the runtime role of one tenant sees it. */
@ApplicationScoped
class TailQueries {

    /**
     * Entries looked through at once; a narrow question over a long absence takes several looks.
     */
    private static final int STRIDE = 5000;

    private static final String HEADS =
            TenantStatement.of(
                            """
                            select shard, period, size from log_head h
                            where h.tenant = t.tenant""")
                    + " order by e.period";

    private static final String ENTRIES =
            " from log_leaf l join audit_entry e on e.tenant = l.tenant and e.event_id = l.event_id"
                    + " where l.tenant = t.tenant and ";

    /** A log and how many entries are in it. */
    private record Head(String shard, String period, long entries) {}

    /** An entry, and how far one has come with it. */
    record Line(Entry entry, LogOffsets logOffsets) {}

    /**
     * What there is to see.
     *
     * @param logOffsets how far was looked, which is further than the last line when nothing came
     *     after
     */
    record TailEntries(List<Line> lines, LogOffsets logOffsets) {}

    private final Pool pool;

    TailQueries(Pool pool) {
        this.pool = pool;
    }

    /** As far as the logs are now. */
    Uni<LogOffsets> now(TenantId tenant) {
        return heads(tenant)
                .map(
                        heads -> {
                            var sizes = new TreeMap<String, Long>();
                            heads.forEach(head -> sizes.put(head.period(), head.entries()));
                            return new LogOffsets(sizes);
                        });
    }

    /**
     * What came after {@code logOffsets}, answers {@code question} and is reached by {@code
     * visibility}, in the order it arrived.
     *
     * @param most lines
     */
    Uni<TailEntries> after(
            TenantId tenant,
            LogOffsets logOffsets,
            TrailQuestion question,
            TrailVisibility visibility,
            int most) {
        return heads(tenant)
                .map(heads -> grown(heads, logOffsets))
                .flatMap(
                        head ->
                                head.isEmpty()
                                        ? Uni.createFrom()
                                                .item(new TailEntries(List.of(), logOffsets))
                                        : in(
                                                head.get(),
                                                logOffsets,
                                                new Conditions(tenant)
                                                        .question(question, Long.MAX_VALUE)
                                                        .visibility(visibility),
                                                most));
    }

    private Uni<List<Head>> heads(TenantId tenant) {
        return pool.preparedQuery(HEADS)
                .execute(Tuple.of(tenant.value()))
                .map(
                        rows -> {
                            List<Head> heads = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            heads.add(
                                                    new Head(
                                                            row.getString("shard"),
                                                            row.getString("period"),
                                                            row.getLong("size"))));
                            return heads;
                        });
    }

    /** Log after log; in January there is a second one for as long as the first one's queue. */
    private static Optional<Head> grown(List<Head> heads, LogOffsets logOffsets) {
        return heads.stream()
                .filter(head -> head.entries() > logOffsets.in(head.period()))
                .findFirst();
    }

    private Uni<TailEntries> in(Head head, LogOffsets logOffsets, Conditions conditions, int most) {
        long first = logOffsets.in(head.period());
        long beyond = Math.min(head.entries(), first + STRIDE);
        conditions.and("l.shard = ? and l.index >= ? and l.index < ?", head.shard(), first, beyond);
        String statement =
                TenantStatement.of(
                                conditions.before()
                                        + "select l.index, "
                                        + EntryRows.COLUMNS
                                        + ENTRIES
                                        + conditions.clause()
                                        + " order by l.index limit "
                                        + most)
                        + " order by e.index";
        return pool.preparedQuery(statement)
                .execute(Tuple.wrap(conditions.values()))
                .map(
                        rows -> {
                            List<Line> lines = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            lines.add(
                                                    new Line(
                                                            Entry.of(EntryRows.entry(row, 1)),
                                                            logOffsets.upTo(
                                                                    head.period(),
                                                                    row.getLong(0) + 1))));
                            return tailEntries(head, lines, logOffsets, most, beyond);
                        });
    }

    private static TailEntries tailEntries(
            Head head, List<Line> lines, LogOffsets logOffsets, int most, long beyond) {
        return new TailEntries(
                lines,
                lines.size() < most
                        ? logOffsets.upTo(head.period(), beyond)
                        : lines.getLast().logOffsets());
    }
}
