// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.hold;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.store.RecordedEvent;
import io.temoin.retention.hold.domain.HoldEvent;
import io.temoin.retention.hold.domain.HoldEvent.HoldPlaced;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseCancelled;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleaseProposed;
import io.temoin.retention.hold.domain.HoldEvent.HoldReleased;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The holds that orders look at: see {@link ItemHoldStore}. Doing a thing again changes nothing.
 */
@ApplicationScoped
class HoldStore {

    private static final String PLACE =
            """
            insert into legal_hold (tenant, hold, controller, subject, campaign, purposes, by_items,
              ended_from, ended_before, state, placed_at, version)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict do nothing""";

    /** Orders to destroy have a share of this lock until they are committed (V1030). */
    static final String ALONE = "select pg_advisory_xact_lock(1746, hashtext($1))";

    private static final String IS_THERE =
            "select 1 from legal_hold where tenant = $1 and hold = $2";

    private static final String LIST =
            """
            insert into hold_item (tenant, item, hold)
            select $1, l.item, $2 from (%s) l
            on conflict do nothing"""
                    .formatted(listed("$3"));

    private static final String CHANGE =
            """
            update legal_hold set state = $3, version = $4
            where tenant = $1 and hold = $2 and version < $4""";

    /**
     * What a hold of the tenant {@code $1} lists that names {@code items}. A document may go with
     * its recording: while it is held, so are the recordings of its call.
     */
    static String listed(String items) {
        return """
        select item from unnest(%1$s::uuid[]) item
        union
        select c.recording from registered_item d
        join call_item c on c.tenant = d.tenant and c.decision = d.decision
          and c.controller = d.controller
        where d.tenant = $1 and d.item = any(%1$s::uuid[])
          and d.kind in ('SHEET', 'TRANSCRIPT')"""
                .formatted(items);
    }

    private final Pool pool;

    HoldStore(Pool pool) {
        this.pool = pool;
    }

    /** Puts in effect what was recorded. */
    Uni<Void> apply(TenantId tenant, RecordedEvent<HoldEvent> recorded) {
        return switch (recorded.event()) {
            case HoldPlaced placed -> place(tenant, placed, recorded.version());
            case HoldReleaseProposed proposed ->
                    change(tenant, proposed.hold(), HoldState.RELEASE_PROPOSED, recorded.version());
            case HoldReleaseCancelled cancelled ->
                    change(tenant, cancelled.hold(), HoldState.IN_FORCE, recorded.version());
            case HoldReleased released ->
                    change(tenant, released.hold(), HoldState.RELEASED, recorded.version());
        };
    }

    /** What is there needs no lock: the projection comes after the command that put it there. */
    private Uni<Void> place(TenantId tenant, HoldPlaced placed, long version) {
        return TenantTransaction.run(
                        pool, tenant, IS_THERE, Tuple.of(tenant.value(), placed.hold()))
                .flatMap(
                        rows ->
                                rows.size() > 0
                                        ? Uni.createFrom().voidItem()
                                        : placeAlone(tenant, placed, version));
    }

    /** Waits for the orders that are under way, and lets none begin before it is there. */
    private Uni<Void> placeAlone(TenantId tenant, HoldPlaced placed, long version) {
        return TenantTransaction.in(
                pool,
                tenant,
                connection ->
                        connection
                                .preparedQuery(ALONE)
                                .execute(Tuple.of(tenant.value()))
                                .chain(() -> insert(connection, tenant, placed, version)));
    }

    private static Uni<Void> insert(
            SqlConnection connection, TenantId tenant, HoldPlaced placed, long version) {
        Tuple row =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(placed.hold())
                        .addValue(placed.controller())
                        .addValue(placed.subject())
                        .addValue(placed.campaign())
                        .addValue(placed.criteria().purposeCodes().toArray(String[]::new))
                        .addValue(!placed.items().isEmpty())
                        .addValue(at(placed.endedFrom()))
                        .addValue(at(placed.endedBefore()))
                        .addValue(HoldState.IN_FORCE.name())
                        .addValue(at(placed.placedAt()))
                        .addValue(version);
        Tuple items = Tuple.of(tenant.value(), placed.hold(), placed.items().toArray(UUID[]::new));
        return connection
                .preparedQuery(PLACE)
                .execute(row)
                .chain(() -> connection.preparedQuery(LIST).execute(items))
                .replaceWithVoid();
    }

    private Uni<Void> change(TenantId tenant, UUID hold, HoldState state, long version) {
        return TenantTransaction.run(
                        pool, tenant, CHANGE, Tuple.of(tenant.value(), hold, state.name(), version))
                .replaceWithVoid();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
