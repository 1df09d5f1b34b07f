// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks of all tenants, as the job that makes them sees them. Each is tried by one process
 * at a time, which has it for a while and may die with it.
 */
@ApplicationScoped
class CallbackStore {

    /**
     * One of a later change waits for those before it, to the same address. What failed gives way
     * to what did not, so that a slow receiver does not hold up the others. Who sent the request
     * stands with the request.
     */
    private static final String CLAIM =
            """
            update opendsr_callback made
            set lease = $1, lease_until = $2, attempts = made.attempts + 1
            from opendsr_request sent
            where sent.tenant = made.tenant and sent.request = made.request
              and (made.tenant, made.callback) in (
              select due.tenant, due.callback from opendsr_callback due
              where next_at <= $3 and (lease_until is null or lease_until <= $3)
                and not exists (
                  select 1 from opendsr_callback earlier
                  where earlier.tenant = due.tenant and earlier.request = due.request
                    and earlier.url = due.url and earlier.next_at is not null
                    and earlier.number < due.number)
              order by attempts, next_at, number limit $4 for update skip locked)
            returning made.tenant, made.callback, made.request, sent.organisation,
              sent.tenant_wide, made.controller, made.url, made.body, made.attempts, made.number\
            """;

    private static final String DELIVERED =
            """
            update opendsr_callback
            set next_at = null, lease = null, lease_until = null, settled_at = $4,
              delivered = true, failure = null
            where tenant = $1 and callback = $2 and lease = $3\
            """;

    private static final String FAILED =
            """
            update opendsr_callback
            set next_at = $4, lease = null, lease_until = null, settled_at = $5, failure = $6
            where tenant = $1 and callback = $2 and lease = $3\
            """;

    private static final String FAILING =
            "select count(*) as failing from opendsr_callback"
                    + " where next_at is not null and failure is not null and attempts >= $1";

    private static final String PRUNE = "delete from opendsr_callback where settled_at < $1";

    /**
     * A callback that this process makes now.
     *
     * @param organisation that sent the request, and is told
     * @param tenantWide whether it sent it as one who sees the whole tenant
     * @param attempts how often it has been tried, this time included
     */
    record Claimed(
            TenantId tenant,
            UUID id,
            UUID request,
            String organisation,
            boolean tenantWide,
            String controller,
            URI url,
            String body,
            int attempts,
            UUID lease) {}

    private final Pool feed;

    CallbackStore(@ReactiveDataSource("feed") Pool feed) {
        this.feed = feed;
    }

    /**
     * Takes callbacks that are due, those that failed least first.
     *
     * @param until when another process may take them, if nothing was heard of this one
     */
    Uni<List<Claimed>> claim(UUID lease, Instant now, Instant until, int limit) {
        return feed.preparedQuery(CLAIM)
                .execute(Tuple.of(lease, utc(until), utc(now), limit))
                .map(
                        rows -> {
                            List<Row> all = new ArrayList<>(rows.size());
                            rows.forEach(all::add);
                            all.sort(Comparator.comparing(row -> row.getLong("number")));
                            return all.stream().map(row -> claimed(row, lease)).toList();
                        });
    }

    private static Claimed claimed(Row row, UUID lease) {
        return new Claimed(
                new TenantId(row.getString("tenant")),
                row.getUUID("callback"),
                row.getUUID("request"),
                row.getString("organisation"),
                row.getBoolean("tenant_wide"),
                row.getString("controller"),
                URI.create(row.getString("url")),
                row.getString("body"),
                row.getInteger("attempts"),
                lease);
    }

    /** It was received. */
    Uni<Void> delivered(Claimed callback, Instant at) {
        return feed.preparedQuery(DELIVERED)
                .execute(
                        Tuple.of(
                                callback.tenant().value(),
                                callback.id(),
                                callback.lease(),
                                utc(at)))
                .replaceWithVoid();
    }

    /**
     * It was not.
     *
     * @param next when to try again; absent when it is given up
     */
    Uni<Void> failed(Claimed callback, String failure, @Nullable Instant next, Instant at) {
        return feed.preparedQuery(FAILED)
                .execute(
                        Tuple.tuple()
                                .addValue(callback.tenant().value())
                                .addValue(callback.id())
                                .addValue(callback.lease())
                                .addValue(next == null ? null : utc(next))
                                .addValue(next == null ? utc(at) : null)
                                .addValue(failure))
                .replaceWithVoid();
    }

    /** How many wait that failed at least so often. */
    Uni<Long> failing(int attempts) {
        return feed.preparedQuery(FAILING)
                .execute(Tuple.of(attempts))
                .map(rows -> rows.iterator().next().getLong("failing"));
    }

    /** Forgets those that were delivered or given up before that moment. */
    Uni<Void> prune(Instant before) {
        return feed.preparedQuery(PRUNE).execute(Tuple.of(utc(before))).replaceWithVoid();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
