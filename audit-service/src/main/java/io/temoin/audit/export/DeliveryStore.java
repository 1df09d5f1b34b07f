// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.audit.export.ExportQueueStore.Claim;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * Deliveries of exports. The role of the feed hands them out across all tenants; all else happens
 * inside one. Whoever sends has a lease, as whoever writes has.
 */
@Singleton
class DeliveryStore {

    /** A later request begins anew, whatever the clock says; a repeated one changes nothing. */
    private static final String OPEN =
            """
            insert into export_delivery as d
              (tenant, export, id, collector, correlation, requested_at, version)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (tenant, export) do update
              set id = excluded.id, collector = excluded.collector,
                correlation = excluded.correlation, requested_at = excluded.requested_at,
                version = excluded.version,
                state = 'REQUESTED', sent = 0, failure = null, lease = null, lease_until = null,
                attempts = 0
              where d.id <> excluded.id and d.version < excluded.version""";

    /** One that waits has no lease yet; afterwards it keeps the last one until it has ended. */
    private static final String FIND =
            """
            select d.export, d.id, d.collector, d.correlation, d.requested_at,
              case when d.state = 'REQUESTED' and d.lease is not null then 'RUNNING'
                else d.state end as state,
              d.sent, e.chunks, d.failure
            from export_delivery d join export e on e.tenant = d.tenant and e.id = d.export
            where d.export = $1""";

    private static final String CLAIM =
            """
            update export_delivery set lease = $1,
              lease_until = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1
            where (tenant, export) = (
              select tenant, export from export_delivery
              where state = 'REQUESTED'
                and (lease_until is null or lease_until < clock_timestamp())
              order by coalesce(lease_until, requested_at), export
              limit 1 for update skip locked)
            returning tenant, export, attempts""";

    private static final String RENEWED =
            """
            update export_delivery
            set lease_until = clock_timestamp() + make_interval(secs => $3)
            where export = $1 and lease = $2""";

    private static final String SENT =
            """
            update export_delivery set sent = $3, attempts = 0
            where export = $1 and lease = $2""";

    private static final String ENDED =
            """
            update export_delivery
            set state = $3, failure = $4, lease = null, lease_until = null
            where export = $1 and lease = $2""";

    private final Pool pool;
    private final Pool everyTenant;

    DeliveryStore(Pool pool, @ReactiveDataSource("feed") Pool everyTenant) {
        this.pool = pool;
        this.everyTenant = everyTenant;
    }

    /**
     * Has a delivery wait to be made, unless this one or a later one is known.
     *
     * @param version of the export's stream at which it was asked for
     */
    Uni<Void> open(TenantId tenant, DeliveryRow wanted, long version) {
        Tuple parameters =
                Tuple.tuple()
                        .addString(tenant.value())
                        .addUUID(wanted.export())
                        .addUUID(wanted.id())
                        .addString(wanted.collector())
                        .addString(wanted.correlation())
                        .addOffsetDateTime(wanted.requestedAt().atOffset(ZoneOffset.UTC))
                        .addLong(version);
        return TenantTransaction.run(pool, tenant, OPEN, parameters).replaceWithVoid();
    }

    /** The last delivery of an export. */
    Uni<Optional<DeliveryRow>> find(TenantId tenant, UUID export) {
        return TenantTransaction.run(pool, tenant, FIND, Tuple.of(export))
                .map(
                        rows ->
                                rows.size() == 0
                                        ? Optional.empty()
                                        : Optional.of(row(rows.iterator().next())));
    }

    /** Takes up a delivery that waits, or whose sender has not been heard of for too long. */
    Uni<Optional<Claim>> claim(UUID lease, Duration lasts) {
        return everyTenant
                .preparedQuery(CLAIM)
                .execute(Tuple.of(lease, seconds(lasts)))
                .map(rows -> Claim.of(rows, lease));
    }

    /**
     * Gives a sign of life, or the turn to others after {@code lasts}.
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
     * Notes how many chunks the collector has.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> sent(Claim claim, int chunks) {
        return written(claim, SENT, Tuple.of(claim.export(), claim.lease(), chunks));
    }

    /**
     * Notes that the collector has all of it.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> complete(Claim claim) {
        return written(claim, ENDED, Tuple.of(claim.export(), claim.lease(), "COMPLETED", null));
    }

    /**
     * Notes that it is not tried any more.
     *
     * @throws LeaseLost in the {@code Uni}
     */
    Uni<Void> fail(Claim claim, String code) {
        return written(claim, ENDED, Tuple.of(claim.export(), claim.lease(), "FAILED", code));
    }

    private Uni<Void> written(Claim claim, String statement, Tuple parameters) {
        return TenantTransaction.run(pool, claim.tenant(), statement, parameters)
                .invoke(
                        rows -> {
                            if (rows.rowCount() != 1) {
                                throw new LeaseLost();
                            }
                        })
                .replaceWithVoid();
    }

    private static DeliveryRow row(Row row) {
        return new DeliveryRow(
                row.getUUID("export"),
                row.getUUID("id"),
                row.getString("collector"),
                row.getString("correlation"),
                row.getOffsetDateTime("requested_at").toInstant(),
                row.getString("state"),
                row.getInteger("sent"),
                row.getInteger("chunks"),
                row.getString("failure"));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
