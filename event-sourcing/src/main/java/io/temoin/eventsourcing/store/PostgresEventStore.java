// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.postgres.GroupCommit;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Events in one PostgreSQL table that the runtime role can only insert into and read. Appends of
 * concurrent requests share a statement and a commit; version conflicts are found per append, and
 * an append is written whole or not at all.
 *
 * <p>Row-level security: each statement sets its tenant for its own transaction; a statement that
 * forgot to would see and write nothing.
 */
public final class PostgresEventStore implements EventStore {

    private static final int FLUSHES_AT_ONCE = 2;
    private static final int ROWS_PER_FLUSH = 256;
    private static final int READS_AT_ONCE = 3;
    private static final int EVENTS_PER_READ = 512;

    // A few milliseconds in all for a command under load; at 1,000 commands a second they halve
    // what the database does for each.
    private static final Duration COMMIT_INTERVAL = Duration.ofMillis(4);
    private static final Duration READS_APART = Duration.ofMillis(1);

    private static final String COLUMNS =
            """
            e.stream, e.version, e.type, e.type_version, e.payload::text as payload,
            e.metadata::text as metadata, e.command_id, e.ordinal, e.recorded_at
            """;

    /**
     * The arrays come from a subquery each, so that the planner sees of how many streams as little
     * when it plans for these parameters as when it plans for all: else it finds a plan for few
     * streams cheaper every time, and planning takes three times what reading takes.
     */
    private static final String READ =
            "select q.number, "
                    + COLUMNS
                    + TenantStatement.FROM
                    + """
                    cross join unnest((select $2::text[]), (select $3::bigint[]))
                      with ordinality as q (stream, after, number)
                    cross join lateral (
                      select * from event
                      where tenant = t.tenant and stream = q.stream and version > q.after offset 0
                    ) e
                    order by q.number, e.version""";

    private static final String OF_COMMAND =
            "select "
                    + COLUMNS
                    + TenantStatement.FROM
                    + """
                    cross join lateral (
                      select * from event where tenant = t.tenant and command_id = $2 offset 0
                    ) e
                    order by e.ordinal""";

    /**
     * A conflict (a version taken, or a command repeated) leaves all rows of its append out. A
     * conflict in the middle of an append, which takes another writer that is a version ahead, ends
     * the whole flush; its appends are then written one by one.
     */
    private static final String APPEND =
            TenantStatement.WITH
                    + """
            , added as (
              insert into event (tenant, stream, version, type, type_version, payload, metadata,
                                 command_id, ordinal, recorded_at)
              select t.tenant, i.stream, i.version, i.type, i.type_version, i.payload::json,
                     i.metadata::json, i.command_id, i.ordinal, i.recorded_at
              from t cross join unnest($2::text[], $3::bigint[], $4::text[], $5::smallint[],
                     $6::text[], $7::text[], $8::uuid[], $9::smallint[], $10::timestamptz[])
                as i (stream, version, type, type_version, payload, metadata, command_id, ordinal,
                      recorded_at)
              order by i.stream, i.version
              on conflict do nothing
              returning stream, command_id)
            select a.stream, a.command_id, require_whole_append(count(*), max(x.rows)) as rows
            from added a
            join unnest($11::text[], $12::uuid[], $13::bigint[]) as x (stream, command_id, rows)
              on x.stream = a.stream and x.command_id = a.command_id
            group by a.stream, a.command_id""";

    private static final String PARTIAL_APPEND = "TM001";
    private static final String DEADLOCK = "40P01";

    private sealed interface Outcome {
        record Written() implements Outcome {}

        record Conflict() implements Outcome {}

        record Failed(Throwable cause) implements Outcome {}
    }

    private record Batched(String stream, UUID commandId) {}

    private record Tail(StreamId stream, long after) {}

    private final Pool pool;
    private final Runnable afterCommit;
    private final GroupCommit<Append, Outcome> appends;
    private final GroupCommit<Tail, List<StoredEvent>> reads =
            new GroupCommit<>(READS_AT_ONCE, EVENTS_PER_READ, READS_APART, this::readAll);
    private final ExpectedLength whole = new ExpectedLength();

    /**
     * For many writers at once.
     *
     * @param pool connections of the runtime role
     * @param afterCommit told after every commit, to wake the feed; must not block
     */
    public PostgresEventStore(Pool pool, Runnable afterCommit) {
        this(pool, afterCommit, COMMIT_INTERVAL);
    }

    /**
     * @param pool connections of the runtime role
     * @param afterCommit told after every commit, to wake the feed; must not block
     * @param commitInterval where appends meet, how long after one flush the next may begin: longer
     *     makes fewer commits, shorter answers sooner
     */
    public PostgresEventStore(Pool pool, Runnable afterCommit, Duration commitInterval) {
        this.pool = pool;
        this.afterCommit = afterCommit;
        this.appends =
                new GroupCommit<>(FLUSHES_AT_ONCE, ROWS_PER_FLUSH, commitInterval, this::flush);
    }

    @Override
    public Uni<List<StoredEvent>> read(TenantId tenant, StreamId stream, long after) {
        int expected = after == 0 ? Math.min(whole.events(), EVENTS_PER_READ) : 1;
        return reads.submit(tenant, expected, new Tail(stream, after));
    }

    @Override
    public Uni<List<StoredEvent>> ofCommand(TenantId tenant, UUID commandId) {
        return pool.preparedQuery(OF_COMMAND)
                .execute(Tuple.of(tenant.value(), commandId))
                .map(rows -> StoredEventRows.read(tenant, rows));
    }

    @Override
    public Uni<Appended> append(Append append) {
        return appends.submit(
                        append.metadata().tenant(), append.stream(), append.events().size(), append)
                .flatMap(outcome -> result(append, outcome));
    }

    /** Each read alone would cost the database more for its transaction than for its rows. */
    private Uni<List<List<StoredEvent>>> readAll(TenantId tenant, List<Tail> tails) {
        String[] streams = new String[tails.size()];
        Long[] after = new Long[tails.size()];
        for (int i = 0; i < tails.size(); i++) {
            streams[i] = tails.get(i).stream().toString();
            after[i] = tails.get(i).after();
        }
        return pool.preparedQuery(READ)
                .execute(Tuple.of(tenant.value(), streams, after))
                .map(
                        rows -> {
                            List<List<StoredEvent>> found = new ArrayList<>(tails.size());
                            tails.forEach(_ -> found.add(new ArrayList<>()));
                            for (Row row : rows) {
                                int number = (int) (row.getLong("number") - 1);
                                found.get(number)
                                        .add(
                                                StoredEventRows.read(
                                                        tenant, tails.get(number).stream(), row));
                            }
                            learn(tails, found);
                            return found;
                        });
    }

    private void learn(List<Tail> tails, List<List<StoredEvent>> found) {
        int streams = 0;
        int events = 0;
        for (int i = 0; i < tails.size(); i++) {
            if (tails.get(i).after() == 0) {
                streams++;
                events += found.get(i).size();
            }
        }
        whole.read(streams, events);
    }

    private Uni<Appended> result(Append append, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Written _ -> Uni.createFrom().item(StoredEventRows.written(append));
            case Outcome.Conflict _ -> repeatedOrConcurrent(append);
            case Outcome.Failed(Throwable cause) -> Uni.createFrom().failure(cause);
        };
    }

    private Uni<Appended> repeatedOrConcurrent(Append append) {
        return ofCommand(append.metadata().tenant(), append.metadata().commandId())
                .map(
                        earlier -> {
                            if (earlier.isEmpty()) {
                                throw new ConcurrentAppend(
                                        append.stream(), append.expectedVersion());
                            }
                            return new Appended(earlier.getLast().version(), earlier, true);
                        });
    }

    private Uni<List<Outcome>> flush(TenantId tenant, List<Append> batch) {
        return write(tenant, batch)
                .onFailure(PostgresEventStore::endedByOneAppend)
                .recoverWithUni(failure -> oneByOne(tenant, batch, failure));
    }

    /**
     * After a flush that one append spoiled: each alone, so that only that one fails. Those before
     * it are written by then, and those behind it still are.
     */
    private Uni<List<Outcome>> oneByOne(TenantId tenant, List<Append> batch, Throwable failure) {
        if (batch.size() == 1) {
            return PARTIAL_APPEND.equals(((PgException) failure).getSqlState())
                    ? Uni.createFrom().item(List.of(new Outcome.Conflict()))
                    : Uni.createFrom().failure(failure);
        }
        return Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndConcatenate(append -> alone(tenant, append))
                .collect()
                .asList();
    }

    private Uni<Outcome> alone(TenantId tenant, Append append) {
        return flush(tenant, List.of(append))
                .map(List::getFirst)
                .onFailure()
                .recoverWithItem(Outcome.Failed::new);
    }

    private Uni<List<Outcome>> write(TenantId tenant, List<Append> batch) {
        return pool.preparedQuery(APPEND)
                .execute(parameters(tenant, batch))
                .map(rows -> outcomes(batch, rows))
                .invoke(_ -> afterCommit.run());
    }

    /** TM001 is of the whole; the others that begin so are a service's own, by its triggers. */
    private static boolean endedByOneAppend(Throwable failure) {
        return failure instanceof PgException database
                && (String.valueOf(database.getSqlState()).startsWith("TM")
                        || DEADLOCK.equals(database.getSqlState()));
    }

    private static List<Outcome> outcomes(List<Append> batch, RowSet<Row> rows) {
        Set<Batched> written = HashSet.newHashSet(rows.size());
        rows.forEach(row -> written.add(new Batched(row.getString(0), row.getUUID(1))));
        return batch.stream()
                .map(it -> new Batched(it.stream().toString(), it.metadata().commandId()))
                .<Outcome>map(
                        it -> written.contains(it) ? new Outcome.Written() : new Outcome.Conflict())
                .toList();
    }

    private static Tuple parameters(TenantId tenant, List<Append> batch) {
        int rows = batch.stream().mapToInt(append -> append.events().size()).sum();
        String[] streams = new String[rows];
        Long[] versions = new Long[rows];
        String[] types = new String[rows];
        Short[] typeVersions = new Short[rows];
        String[] payloads = new String[rows];
        String[] metadata = new String[rows];
        UUID[] commands = new UUID[rows];
        Short[] ordinals = new Short[rows];
        OffsetDateTime[] times = new OffsetDateTime[rows];
        String[] appendStreams = new String[batch.size()];
        UUID[] appendCommands = new UUID[batch.size()];
        Long[] appendRows = new Long[batch.size()];
        int row = 0;
        for (int a = 0; a < batch.size(); a++) {
            Append append = batch.get(a);
            String circumstances = MetadataJson.write(append.metadata());
            OffsetDateTime at = append.metadata().at().atOffset(ZoneOffset.UTC);
            appendStreams[a] = append.stream().toString();
            appendCommands[a] = append.metadata().commandId();
            appendRows[a] = (long) append.events().size();
            for (int i = 0; i < append.events().size(); i++, row++) {
                NewEvent event = append.events().get(i);
                streams[row] = appendStreams[a];
                versions[row] = append.expectedVersion() + i + 1;
                types[row] = event.type();
                typeVersions[row] = (short) event.typeVersion();
                payloads[row] = event.payload();
                metadata[row] = circumstances;
                commands[row] = append.metadata().commandId();
                ordinals[row] = (short) i;
                times[row] = at;
            }
        }
        return Tuple.tuple()
                .addString(tenant.value())
                .addArrayOfString(streams)
                .addArrayOfLong(versions)
                .addArrayOfString(types)
                .addArrayOfShort(typeVersions)
                .addArrayOfString(payloads)
                .addArrayOfString(metadata)
                .addArrayOfUUID(commands)
                .addArrayOfShort(ordinals)
                .addArrayOfOffsetDateTime(times)
                .addArrayOfString(appendStreams)
                .addArrayOfUUID(appendCommands)
                .addArrayOfLong(appendRows);
    }
}
