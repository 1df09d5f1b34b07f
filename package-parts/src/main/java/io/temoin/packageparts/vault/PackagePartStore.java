// SPDX-License-Identifier: Apache-2.0
package io.temoin.packageparts.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.packageparts.domain.PartAsked;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The parts that a service still has to write. A process that works on one holds a lease; whoever
 * finds the lease over begins anew.
 */
@ApplicationScoped
class PackagePartStore {

    private static final String KEEP =
            """
            insert into package_part (tenant, package, asked, cause, correlation)
            values ($1, $2, $3, $4, $5) on conflict do nothing\
            """;

    private static final String CLAIM =
            """
            update package_part set lease = $1, attempts = attempts + 1,
              lease_until = clock_timestamp() + make_interval(secs => $2)
            where (tenant, package) = (
              select tenant, package from package_part
              where lease_until is null or lease_until < clock_timestamp()
              order by asked_at, package limit 1 for update skip locked)
            returning tenant, asked, cause, correlation, attempts\
            """;

    private static final String HOLD =
            """
            update package_part
            set lease_until = clock_timestamp() + make_interval(secs => $4)
            where tenant = $1 and package = $2 and lease = $3\
            """;

    private static final String REMOVE =
            "delete from package_part where tenant = $1 and package = $2";

    /** A part that is this process's to write until its lease ends. */
    record Claim(
            TenantId tenant,
            PartAsked asked,
            String cause,
            String correlation,
            UUID lease,
            int attempt) {}

    private final Pool pool;
    private final Pool feed;

    PackagePartStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /** Keeps what is asked for. Keeping it again changes nothing. */
    Uni<Void> keep(TenantId tenant, PartAsked asked, String cause, String correlation) {
        Tuple values =
                Tuple.of(tenant.value(), asked.accessPackage(), text(asked), cause, correlation);
        return TenantTransaction.run(pool, tenant, KEEP, values).replaceWithVoid();
    }

    /** The next one that nobody works on, of any tenant. */
    Uni<Optional<Claim>> claim(UUID lease, Duration held) {
        return feed.preparedQuery(CLAIM)
                .execute(Tuple.of(lease, (double) held.toMillis() / 1000))
                .map(rows -> claimed(rows, lease));
    }

    /** Whether this process still holds it, which it then does for so long. */
    Uni<Boolean> hold(Claim claim, Duration held) {
        return TenantTransaction.run(
                        pool,
                        claim.tenant(),
                        HOLD,
                        Tuple.of(
                                claim.tenant().value(),
                                claim.asked().accessPackage(),
                                claim.lease(),
                                (double) held.toMillis() / 1000))
                .map(rows -> rows.rowCount() > 0);
    }

    /** Nothing is left to do. */
    Uni<Void> remove(Claim claim) {
        return TenantTransaction.run(
                        pool,
                        claim.tenant(),
                        REMOVE,
                        Tuple.of(claim.tenant().value(), claim.asked().accessPackage()))
                .replaceWithVoid();
    }

    private static Optional<Claim> claimed(RowSet<Row> rows, UUID lease) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        return Optional.of(
                new Claim(
                        new TenantId(row.getString("tenant")),
                        asked(row.getString("asked")),
                        row.getString("cause"),
                        row.getString("correlation"),
                        lease,
                        row.getInteger("attempts")));
    }

    private static String text(PartAsked asked) {
        try {
            return EventCodec.JSON.writeValueAsString(asked);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("what is asked for must be writable", failure);
        }
    }

    private static PartAsked asked(String text) {
        try {
            return EventCodec.JSON.readValue(text, PartAsked.class);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("what was asked for cannot be read", failure);
        }
    }
}
