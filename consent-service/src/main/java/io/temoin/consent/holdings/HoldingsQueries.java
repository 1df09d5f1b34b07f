// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what the other services hold about a person, and removes what ended long ago. */
@Singleton
public class HoldingsQueries {

    /** What is read of each kind, before what somebody may not see is left out. */
    private static final int MOST = 1_000;

    private static final String RECORDINGS =
            """
            select * from held_recording
            where tenant = $1 and controller = $2 and subject = $3 and ended_at is not null
            order by ended_at desc, recording limit $4\
            """;

    private static final String LISTENINGS =
            """
            select l.* from held_listening l
            join held_recording r on r.tenant = l.tenant and r.recording = l.recording
            where r.tenant = $1 and r.controller = $2 and r.subject = $3
              and l.controller = $2 and l.subject = $3
            order by l.at desc, l.listening limit $4\
            """;

    private static final String REQUESTS =
            """
            select * from held_request
            where tenant = $1 and controller = $2 and subject = $3
            order by received_at desc, request limit $4\
            """;

    private static final List<String> FORGET =
            List.of(
                    "delete from held_listening where at < $1",
                    "delete from held_recording where erased_at < $1",
                    // one that was joined goes with the one that answers it
                    "delete from held_request r where received_at < $1 and state <> 'OPEN'"
                            + " and coalesce(answered_at, received_at) < $1"
                            + " and not exists (select 1 from held_request a"
                            + " where a.tenant = r.tenant and a.request = r.joined_to"
                            + " and (a.state = 'OPEN' or a.answered_at >= $1))");

    private final Pool pool;
    private final Pool feed;

    HoldingsQueries(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /** What is held about a person at a controller. */
    public Uni<Holdings> find(TenantId tenant, PartyId controller, SubjectId subject) {
        Tuple person = Tuple.of(tenant.value(), controller.value(), subject.value(), MOST);
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        rows(connection, RECORDINGS, person, HoldingsQueries::recording)
                                .flatMap(
                                        recordings ->
                                                rows(
                                                                connection,
                                                                LISTENINGS,
                                                                person,
                                                                HoldingsQueries::listening)
                                                        .flatMap(
                                                                listenings ->
                                                                        rows(
                                                                                        connection,
                                                                                        REQUESTS,
                                                                                        person,
                                                                                        HoldingsQueries
                                                                                                ::request)
                                                                                .map(
                                                                                        requests ->
                                                                                                new Holdings(
                                                                                                        recordings,
                                                                                                        listenings,
                                                                                                        requests)))));
    }

    /** Removes what ended before. */
    Uni<Void> forget(Instant before) {
        Tuple values = Tuple.of(before.atOffset(ZoneOffset.UTC));
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String statement : FORGET) {
            done =
                    done.chain(
                            () -> feed.preparedQuery(statement).execute(values).replaceWithVoid());
        }
        return done;
    }

    private static <T> Uni<List<T>> rows(
            SqlConnection connection, String query, Tuple values, Function<Row, T> read) {
        return connection.preparedQuery(query).execute(values).map(rows -> all(rows, read));
    }

    private static <T> List<T> all(RowSet<Row> rows, Function<Row, T> read) {
        List<T> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(read.apply(row)));
        return all;
    }

    private static HeldRecording recording(Row row) {
        return new HeldRecording(
                row.getUUID("recording"),
                row.getString("controller"),
                row.getString("processor"),
                row.getString("campaign"),
                List.of(row.getArrayOfStrings("purposes")),
                row.getOffsetDateTime("ended_at").toInstant(),
                row.getLocalDate("due_on"),
                instant(row, "erased_at"));
    }

    private static HeldListening listening(Row row) {
        return new HeldListening(
                row.getUUID("listening"),
                row.getUUID("recording"),
                row.getString("purpose"),
                row.getString("role"),
                row.getString("organisation"),
                row.getString("reason"),
                instant(row, "granted_at"),
                instant(row, "first_heard_at"),
                instant(row, "last_heard_at"));
    }

    private static HeldRequest request(Row row) {
        return new HeldRequest(
                row.getUUID("request"),
                row.getString("controller"),
                row.getString("type"),
                row.getString("state"),
                row.getString("received_by"),
                row.getOffsetDateTime("received_at").toInstant(),
                row.getOffsetDateTime("due_at").toInstant(),
                instant(row, "answered_at"),
                row.getUUID("joined_to"),
                row.getBoolean("partial"),
                instant(row, "rectified_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }
}
