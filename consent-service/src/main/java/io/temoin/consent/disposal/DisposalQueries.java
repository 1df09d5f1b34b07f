// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.disposal;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.chassis.limits.LongStatements;
import io.temoin.consent.disposal.domain.DispositionBatch;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.consent.permission.domain.ItemKind;
import io.temoin.eventsourcing.StreamId;
import io.temoin.shredding.SubjectId;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Orders on record, and what the database does under them. */
@Singleton
class DisposalQueries {

    private static final String RECORD =
            """
            insert into disposition_order
              (tenant, batch, kind, controller, items, basis, ordered_at, event_id)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict do nothing""";

    private static final String IS_RECORDED =
            """
            select from disposition_order
            where tenant = $1 and batch = $2 and kind = $3 and controller = $4 and items = $5""";

    private static final String GONE =
            "select item from disposed_item where tenant = $1 and kind = $2 and item = any($3)";

    /** An item was made at the time that its id tells, and its event was recorded then. */
    static final String FIND =
            """
            select q.item, e.stream, e.version, e.controller
            from unnest($3::uuid[], $4::timestamptz[]) as q (item, made)
            cross join lateral (
              select stream, version, payload ->> 'controller' as controller from event
              where tenant = $1 and recorded_at >= q.made
                and recorded_at < q.made + interval '1 millisecond'
                and disposable_item($2, type, payload) = q.item
              order by version limit 1) e""";

    private static final String REDACT = "select redact_events($1, $2, $3) as redacted";

    private static final String UNUSED_KEYS = "select keys_without_consent($1) as key_owner";

    /** Where the event that an item began with is. */
    record Place(UUID item, StreamId stream, long version, PartyId controller) {

        /** When it was made, to the millisecond (RFC 9562 §5.7). */
        Instant made() {
            return madeAt(item);
        }
    }

    private final Pool pool;
    private final LongStatements statements;

    DisposalQueries(Pool pool, LongStatements statements) {
        this.pool = pool;
        this.statements = statements;
    }

    /** Puts an order on record; whether none, or the same one, was there under its id. */
    Uni<Boolean> record(TenantId tenant, DispositionBatch batch, String event) {
        UUID[] items = batch.items().toArray(UUID[]::new);
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(RECORD)
                                .execute(
                                        Tuple.tuple()
                                                .addString(tenant.value())
                                                .addUUID(batch.batch())
                                                .addString(batch.kind().name())
                                                .addString(batch.controller().value())
                                                .addArrayOfUUID(items)
                                                .addString(batch.basis())
                                                .addOffsetDateTime(at(batch.orderedAt()))
                                                .addString(event))
                                .chain(
                                        () ->
                                                connection
                                                        .preparedQuery(IS_RECORDED)
                                                        .execute(
                                                                Tuple.of(
                                                                        tenant.value(),
                                                                        batch.batch(),
                                                                        batch.kind().name(),
                                                                        batch.controller().value(),
                                                                        items)))
                                .map(rows -> rows.size() == 1));
    }

    /** Those of the items that are destroyed, under whichever order. */
    Uni<Set<UUID>> gone(TenantId tenant, ItemKind kind, Collection<UUID> items) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        GONE,
                        Tuple.of(tenant.value(), kind.name(), items.toArray(UUID[]::new)))
                .map(
                        rows -> {
                            Set<UUID> gone = new HashSet<>();
                            rows.forEach(row -> gone.add(row.getUUID(0)));
                            return gone;
                        });
    }

    /** Where the items are that are there, whosever they are. */
    Uni<Map<UUID, Place>> find(TenantId tenant, ItemKind kind, List<UUID> items) {
        OffsetDateTime[] made =
                items.stream().map(item -> at(madeAt(item))).toArray(OffsetDateTime[]::new);
        return statements
                .in(
                        pool,
                        tenant,
                        connection ->
                                connection
                                        .preparedQuery(FIND)
                                        .execute(
                                                Tuple.of(
                                                        tenant.value(),
                                                        kind.name(),
                                                        items.toArray(UUID[]::new),
                                                        made)))
                .map(
                        rows -> {
                            Map<UUID, Place> found = new HashMap<>();
                            rows.forEach(row -> found.put(row.getUUID("item"), place(row)));
                            return found;
                        });
    }

    /** Takes the content out of events; the database refuses those that the order does not name. */
    Uni<Void> redact(TenantId tenant, UUID batch, List<StreamId> streams, List<Long> versions) {
        Tuple named =
                Tuple.of(
                        batch,
                        streams.stream().map(StreamId::toString).toArray(String[]::new),
                        versions.toArray(Long[]::new));
        return statements
                .in(pool, tenant, connection -> connection.preparedQuery(REDACT).execute(named))
                .replaceWithVoid();
    }

    /** Whose keys have nothing left to open, of what the order took. */
    Uni<List<SubjectId>> unusedKeys(TenantId tenant, UUID batch) {
        return TenantTransaction.run(pool, tenant, UNUSED_KEYS, Tuple.of(batch))
                .map(
                        rows ->
                                rows.stream()
                                        .map(row -> new SubjectId(row.getString("key_owner")))
                                        .toList());
    }

    private static Place place(Row row) {
        return new Place(
                row.getUUID("item"),
                StreamId.parse(row.getString("stream")),
                row.getLong("version"),
                new PartyId(row.getString("controller")));
    }

    private static Instant madeAt(UUID item) {
        return Instant.ofEpochMilli(item.getMostSignificantBits() >>> 16);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
