// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.feed;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.store.StoredEventRows;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;

/**
 * The event table read in commit order, across tenants: it is the outbox. Only transactions older
 * than every one still under way are shown, so no event can appear behind a position that was
 * already passed.
 *
 * <p>Needs the feed role. {@code pg_snapshot_xmin} is cluster-wide: one long writing transaction,
 * even in another database of the server, holds every feed back.
 */
public final class EventFeed {

    /**
     * {@code xid8} travels as text. The output column must not be called like the column the rows
     * are ordered by, or PostgreSQL sorts by the text.
     */
    private static final String AFTER =
            """
            select e.transaction_id::text as xid, e.global_position, e.tenant, e.stream, e.version,
                   e.type, e.type_version, e.command_id, e.ordinal, e.recorded_at,
                   case when w.wanted then e.payload::text end as payload,
                   case when w.wanted then e.metadata::text end as metadata
            from event e
            cross join lateral (select cardinality($4::text[]) = 0 or e.type = any($4) as wanted) w
            where (e.transaction_id, e.global_position) > ($1::text::xid8, $2)
              and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            order by e.transaction_id, e.global_position
            limit $3""";

    private static final String CHECKPOINT =
            "select transaction_id::text as xid, global_position from feed_checkpoint"
                    + " where reader = $1";

    private static final String SAVE =
            """
            insert into feed_checkpoint (reader, transaction_id, global_position, saved_at)
            values ($1, $2::text::xid8, $3, now())
            on conflict (reader) do update set transaction_id = excluded.transaction_id,
              global_position = excluded.global_position, saved_at = excluded.saved_at""";

    private static final String LAG =
            """
            select coalesce(extract(epoch from now() - min(e.written_at)), 0)::float8 as seconds,
                   count(*) as events
            from (select written_at from event e
                  where (e.transaction_id, e.global_position) > ($1::text::xid8, $2)
                  order by e.transaction_id, e.global_position limit 100000) e""";

    /**
     * How far a reader is behind.
     *
     * @param seconds age of the oldest event it has not handled
     * @param events number of those, counted to 100,000
     */
    public record Lag(double seconds, long events) {}

    private static final String[] EVERY_TYPE = {};

    private final SqlClient client;

    public EventFeed(SqlClient client) {
        this.client = client;
    }

    /** The next events after {@code position}, at most {@code limit}. */
    public Uni<List<FeedEvent>> after(FeedPosition position, int limit) {
        return rowsAfter(position, limit, EVERY_TYPE)
                .map(rows -> rows.stream().map(EventFeed::event).toList());
    }

    /**
     * The same as rows, for whoever wants to read them on a thread of his own. Of an event whose
     * type is not among {@code types} (none: every type) it gives the place and no content.
     */
    Uni<List<Row>> rowsAfter(FeedPosition position, int limit, String[] types) {
        return client.preparedQuery(AFTER)
                .execute(
                        Tuple.of(
                                Long.toUnsignedString(position.transactionId()),
                                position.globalPosition(),
                                limit,
                                types))
                .map(
                        rows -> {
                            List<Row> all = new ArrayList<>(rows.size());
                            rows.forEach(all::add);
                            return all;
                        });
    }

    /** Where {@code reader} stands; {@link FeedPosition#START} for a new one. */
    public Uni<FeedPosition> checkpoint(String reader) {
        return client.preparedQuery(CHECKPOINT)
                .execute(Tuple.of(reader))
                .map(
                        rows -> {
                            var iterator = rows.iterator();
                            return iterator.hasNext()
                                    ? position(iterator.next())
                                    : FeedPosition.START;
                        });
    }

    /** Stores where {@code reader} stands, for effects outside this database. */
    public Uni<Void> save(String reader, FeedPosition position) {
        return client.preparedQuery(SAVE)
                .execute(
                        Tuple.of(
                                reader,
                                Long.toUnsignedString(position.transactionId()),
                                position.globalPosition()))
                .replaceWithVoid();
    }

    /** How far behind {@code position} is. */
    public Uni<Lag> lagAfter(FeedPosition position) {
        return client.preparedQuery(LAG)
                .execute(
                        Tuple.of(
                                Long.toUnsignedString(position.transactionId()),
                                position.globalPosition()))
                .map(
                        rows -> {
                            Row row = rows.iterator().next();
                            return new Lag(row.getDouble("seconds"), row.getLong("events"));
                        });
    }

    /** The event of a row. */
    static FeedEvent event(Row row) {
        return new FeedEvent(
                StoredEventRows.read(new TenantId(row.getString("tenant")), row), position(row));
    }

    /** Where a row stands. */
    static FeedPosition position(Row row) {
        return new FeedPosition(
                Long.parseUnsignedLong(row.getString("xid")), row.getLong("global_position"));
    }
}
