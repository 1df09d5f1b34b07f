// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.audit.export.ExportRow.Details;
import io.temoin.audit.export.ExportRow.Progress;
import io.temoin.audit.export.ExportRow.Removed;
import io.temoin.audit.export.ExportRow.Result;
import io.temoin.audit.export.ExportRow.State;
import io.temoin.audit.export.domain.ExportFormat;
import io.temoin.audit.export.domain.ExportReason;
import io.temoin.audit.export.domain.ExportVisibility;
import io.temoin.audit.trail.TrailCursor;
import io.temoin.audit.trail.TrailVisibility;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The exports of one tenant and their chunks. Whoever writes an export shows its lease with every
 * write; one whose lease was taken over changes nothing.
 */
@Singleton
class ExportStore {

    private static final String LAST_POSITION = "select last_value from audit_entry_position_seq";

    private static final String OPEN =
            """
            insert into export (tenant, id, format, filters, organisation, controllers, actor,
              reason_code, reason_reference, correlation, requested_at, up_to)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict do nothing""";

    private static final String COLUMNS =
            """
            select id, format, filters, organisation, controllers, actor, reason_code,
              reason_reference, correlation, requested_at, up_to, state, done, total, chunks,
              place_at, place_position, bytes, sha256, failure, expires_at,
              removed_by, removed_at
            from export
            """;

    private static final String FIND = COLUMNS + "where id = $1";

    private static final String LIST =
            COLUMNS
                    + """
                    where ($1::text is null
                        or actor = $1 and organisation = $2 and controllers <@ $3::varchar[])
                      and ($4::timestamptz is null or (requested_at, id) < ($4, $5::uuid))
                    order by requested_at desc, id desc
                    limit $6""";

    private static final String COUNTED =
            "update export set total = $3 where id = $1 and lease = $2";

    private static final String GROWN =
            """
            update export set done = done + $4, chunks = chunks + 1, place_at = $5,
              place_position = $6, attempts = 0,
              lease_until = clock_timestamp() + make_interval(secs => $7)
            where id = $1 and lease = $2 and chunks = $3 and state = 'RUNNING'""";

    private static final String REACHED =
            """
            update export set place_at = $3, place_position = $4, attempts = 0,
              lease_until = clock_timestamp() + make_interval(secs => $5)
            where id = $1 and lease = $2 and state = 'RUNNING'""";

    private static final String CHUNK =
            "insert into export_chunk (tenant, export, number, content) values ($1, $2, $3, $4)";

    private static final String RENEWED =
            """
            update export set lease_until = clock_timestamp() + make_interval(secs => $3)
            where id = $1 and lease = $2""";

    private static final String COMPLETED =
            """
            update export set state = 'COMPLETED', bytes = $3, sha256 = $4, expires_at = $5,
              lease = null, lease_until = null
            where id = $1 and lease = $2""";

    private static final String FAILED =
            """
            update export set state = 'FAILED', failure = $3, lease = null, lease_until = null
            where id = $1 and lease = $2""";

    private static final String READ =
            "select content from export_chunk where export = $1 and number = $2";

    private final Pool pool;
    private final ObjectMapper json;

    ExportStore(Pool pool, ObjectMapper json) {
        this.pool = pool;
        this.json = json;
    }

    /** The position that the trail gave last, to whichever tenant. */
    Uni<Long> lastPosition() {
        return pool.query(LAST_POSITION).execute().map(rows -> rows.iterator().next().getLong(0));
    }

    /**
     * Puts an export among those that wait, unless it is there.
     *
     * @param upTo the last position of what it holds, read before: the statement here notes which
     *     transactions are under way
     */
    Uni<Void> open(TenantId tenant, UUID id, Details asked, long upTo) {
        return TenantTransaction.run(pool, tenant, OPEN, opened(tenant, id, asked, upTo))
                .replaceWithVoid();
    }

    private static Tuple opened(TenantId tenant, UUID id, Details asked, long upTo) {
        ExportVisibility scope = asked.scope();
        List<String> controllers = scope == null ? List.of() : scope.controllers();
        JsonObject filters = new JsonObject();
        asked.filters().forEach(filters::put);
        return Tuple.tuple()
                .addString(tenant.value())
                .addUUID(id)
                .addString(asked.format().name())
                .addValue(filters)
                .addString(scope == null ? null : scope.organisation())
                .addArrayOfString(controllers.toArray(String[]::new))
                .addString(asked.actor())
                .addString(asked.reason().code())
                .addString(asked.reason().reference())
                .addString(asked.correlation())
                .addOffsetDateTime(utc(asked.at()))
                .addLong(upTo);
    }

    /** An export as it stands. */
    Uni<Optional<ExportRow>> find(TenantId tenant, UUID id) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(id))
                .map(rows -> rows(rows).stream().findFirst());
    }

    /** The position of an export in the list. */
    record Cursor(Instant at, UUID id) {}

    /**
     * Exports that are shown to somebody, the newest first.
     *
     * @param visibility what that somebody may see of the trail
     * @param after the last one of the page before
     */
    Uni<List<ExportRow>> list(
            TenantId tenant,
            String actor,
            TrailVisibility visibility,
            @Nullable Cursor after,
            int limit) {
        Tuple parameters =
                Tuple.tuple()
                        .addString(visibility.wholeTenant() ? null : actor)
                        .addString(visibility.organisation())
                        .addArrayOfString(visibility.controllers().toArray(String[]::new))
                        .addOffsetDateTime(after == null ? null : utc(after.at()))
                        .addUUID(after == null ? null : after.id())
                        .addInteger(limit);
        return TenantTransaction.run(pool, tenant, LIST, parameters).map(this::rows);
    }

    /** Notes how many entries there are. */
    Uni<Void> counted(Claim claim, long total) {
        return written(claim, COUNTED, Tuple.of(claim.export(), claim.lease(), total));
    }

    /**
     * Adds a chunk, notes how far that is, and renews the lease, as one.
     *
     * @param before how far it was
     * @param after how far it is with the chunk
     * @param content compressed
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> grow(Claim claim, Progress before, Progress after, byte[] content, Duration lease) {
        TrailCursor reached = after.reached();
        Tuple grown =
                Tuple.tuple()
                        .addUUID(claim.export())
                        .addUUID(claim.lease())
                        .addInteger(before.chunks())
                        .addLong(after.done() - before.done())
                        .addOffsetDateTime(reached == null ? null : utc(reached.at()))
                        .addLong(reached == null ? null : reached.position())
                        .addDouble(seconds(lease));
        Tuple chunk =
                Tuple.tuple()
                        .addString(claim.tenant().value())
                        .addUUID(claim.export())
                        .addInteger(before.chunks())
                        .addBuffer(Buffer.buffer(content));
        return TenantTransaction.in(
                        pool,
                        claim.tenant(),
                        connection ->
                                connection
                                        .preparedQuery(GROWN)
                                        .execute(grown)
                                        .invoke(ExportStore::requireLease)
                                        .chain(
                                                () ->
                                                        connection
                                                                .preparedQuery(CHUNK)
                                                                .execute(chunk)))
                .replaceWithVoid();
    }

    /** Notes how far was looked in vain, and renews the lease; fails with {@link LeaseLost}. */
    Uni<Void> reach(Claim claim, TrailCursor reached, Duration lease) {
        return written(
                claim,
                REACHED,
                Tuple.of(
                        claim.export(),
                        claim.lease(),
                        utc(reached.at()),
                        reached.position(),
                        seconds(lease)));
    }

    /**
     * Gives a sign of life, and the turn to others after {@code lasts}.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> renew(Claim claim, Duration lasts) {
        return written(claim, RENEWED, Tuple.of(claim.export(), claim.lease(), seconds(lasts)));
    }

    /** Gives a sign of life; false once another process has the lease. */
    Uni<Boolean> keep(Claim claim, Duration lasts) {
        return renew(claim, lasts)
                .replaceWith(true)
                .onFailure(LeaseLost.class)
                .recoverWithItem(false);
    }

    /**
     * Notes that the file is there.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> complete(Claim claim, long bytes, String sha256, Instant expiresAt) {
        return written(
                claim,
                COMPLETED,
                Tuple.of(claim.export(), claim.lease(), bytes, sha256, utc(expiresAt)));
    }

    /**
     * Notes that there will be no file.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> fail(Claim claim, String code) {
        return written(claim, FAILED, Tuple.of(claim.export(), claim.lease(), code));
    }

    /** A chunk as it was added; none when it is not, or not any more. */
    Uni<Optional<byte[]>> chunk(TenantId tenant, UUID export, int number) {
        return TenantTransaction.run(pool, tenant, READ, Tuple.of(export, number))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(
                                                rows.iterator().next().getBuffer(0).getBytes()));
    }

    private Uni<Void> written(Claim claim, String statement, Tuple parameters) {
        return TenantTransaction.run(pool, claim.tenant(), statement, parameters)
                .invoke(ExportStore::requireLease)
                .replaceWithVoid();
    }

    private static void requireLease(RowSet<Row> written) {
        if (written.rowCount() != 1) {
            throw new LeaseLost();
        }
    }

    private List<ExportRow> rows(RowSet<Row> rows) {
        List<ExportRow> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(row(row)));
        return all;
    }

    private ExportRow row(Row row) {
        return new ExportRow(
                row.getUUID("id"),
                new Details(
                        ExportFormat.valueOf(row.getString("format")),
                        filters(row),
                        scope(row),
                        row.getString("actor"),
                        new ExportReason(
                                row.getString("reason_code"), row.getString("reason_reference")),
                        row.getString("correlation"),
                        row.getOffsetDateTime("requested_at").toInstant()),
                row.getLong("up_to"),
                new Progress(
                        State.valueOf(row.getString("state")),
                        row.getLong("done"),
                        row.getLong("total"),
                        row.getInteger("chunks"),
                        cursor(row)),
                new Result(
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        instant(row.getOffsetDateTime("expires_at")),
                        row.getString("failure"),
                        removed(row)));
    }

    private static @Nullable Removed removed(Row row) {
        Instant at = instant(row.getOffsetDateTime("removed_at"));
        return at == null ? null : new Removed(row.getString("removed_by"), at);
    }

    private Map<String, String> filters(Row row) {
        try {
            return json.readValue(
                    Objects.requireNonNull(row.getValue("filters")).toString(),
                    new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("the filters of an export are readable", failure);
        }
    }

    private static @Nullable ExportVisibility scope(Row row) {
        String organisation = row.getString("organisation");
        return organisation == null
                ? null
                : new ExportVisibility(organisation, List.of(row.getArrayOfStrings("controllers")));
    }

    private static @Nullable TrailCursor cursor(Row row) {
        OffsetDateTime at = row.getOffsetDateTime("place_at");
        return at == null ? null : new TrailCursor(at.toInstant(), row.getLong("place_position"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
