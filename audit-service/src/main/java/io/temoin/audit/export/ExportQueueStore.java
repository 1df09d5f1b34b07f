// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.export;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The exports of all tenants, as the one role that hands their work out. It knows which there are,
 * not what they hold.
 */
@Singleton
class ExportQueueStore {

    /**
     * Of those that nobody works on, the one that waits longest. Not before every transaction that
     * was under way when it was asked for has ended: what it holds cannot change from then on.
     */
    private static final String CLAIM =
            """
            update export set state = 'RUNNING', lease = $1,
              lease_until = clock_timestamp() + make_interval(secs => $2), attempts = attempts + 1
            where (tenant, id) = (
              select tenant, id from export
              where state in ('REQUESTED', 'RUNNING')
                and (lease_until is null or lease_until < clock_timestamp())
                and settled_after <= pg_snapshot_xmin(pg_current_snapshot())
              order by coalesce(lease_until, requested_at), id
              limit 1 for update skip locked)
            returning tenant, id as export, attempts\
            """;

    private static final String EXPIRE =
            """
            update export set state = 'EXPIRED'
            where (tenant, id) in (
              select tenant, id from export where state = 'COMPLETED' and expires_at <= $1
              limit 100 for update skip locked)\
            """;

    private static final String UNENDED =
            """
            select e.tenant, e.id
            from unnest($1::text[], $2::uuid[]) as w (tenant, id) join export e using (tenant, id)
            where e.state in ('REQUESTED', 'RUNNING', 'COMPLETED')\
            """;

    /**
     * An export that is this process's to write until its lease ends.
     *
     * @param attempt how often it was taken up since it last grew
     */
    record Claim(TenantId tenant, UUID export, UUID lease, int attempt) {

        /** Which export it is. */
        ExportId id() {
            return new ExportId(tenant, export);
        }

        /** What a statement that claims found, if there was something. */
        static Optional<Claim> of(RowSet<Row> found, UUID lease) {
            if (found.size() == 0) {
                return Optional.empty();
            }
            Row row = found.iterator().next();
            return Optional.of(
                    new Claim(
                            new TenantId(row.getString("tenant")),
                            row.getUUID("export"),
                            lease,
                            row.getInteger("attempts")));
        }
    }

    private final Pool pool;

    ExportQueueStore(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Takes up an export that waits, or whose writer has not been heard of for too long. */
    Uni<Optional<Claim>> claim(UUID lease, Duration lasts) {
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(lease, lasts.toMillis() / 1000.0))
                .map(rows -> Claim.of(rows, lease));
    }

    /** Those of these exports of which there may be chunks. */
    Uni<Set<ExportId>> unended(Collection<ExportId> exports) {
        Tuple asked =
                Tuple.tuple()
                        .addArrayOfString(
                                exports.stream()
                                        .map(key -> key.tenant().value())
                                        .toArray(String[]::new))
                        .addArrayOfUUID(
                                exports.stream().map(ExportId::export).toArray(UUID[]::new));
        return pool.preparedQuery(UNENDED)
                .execute(asked)
                .map(
                        rows -> {
                            Set<ExportId> unended = new HashSet<>();
                            rows.forEach(
                                    row ->
                                            unended.add(
                                                    new ExportId(
                                                            new TenantId(row.getString("tenant")),
                                                            row.getUUID("id"))));
                            return unended;
                        });
    }

    /**
     * Ends the exports whose time is over, a hundred at most; the database takes the chunks of what
     * has ended.
     */
    Uni<Void> expire(Instant now) {
        return pool.preparedQuery(EXPIRE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
