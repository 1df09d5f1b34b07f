// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.limits;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.shredding.postgres.TenantStatement;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Quotas in the database, which all replicas share and a restart does not forget: one row for each
 * holder, with the moment at which the quota is whole again (a generic cell rate algorithm). By the
 * database's clock. A row whose moment has passed says nothing and is removed.
 */
@ApplicationScoped
public class QuotaStore {

    /** For holders who have no tenant; no tenant is called so. */
    static final String NO_TENANT = "*";

    /** {@code $4} one use's interval, {@code $5} uses wanted, {@code $6} the period, in µs. */
    private static final String TAKE =
            """
            insert into quota as q (tenant, name, holder, whole_at)
            values ($1, $2, $3, now() + $4::bigint * $5::bigint * interval '1 microsecond')
            on conflict (tenant, name, holder) do update
            set whole_at = greatest(q.whole_at, now())
              + $4::bigint * interval '1 microsecond' * least($5::bigint, floor(
                extract(epoch from (now() - greatest(q.whole_at, now())
                  + $6::bigint * interval '1 microsecond')) * 1000000 / $4::bigint))
            where greatest(q.whole_at, now()) + $4::bigint * interval '1 microsecond'
              <= now() + $6::bigint * interval '1 microsecond'
            returning round(extract(epoch from (new.whole_at - greatest(old.whole_at, now())))
              * 1000000 / $4::bigint)::bigint as taken\
            """;

    private static final String WAIT =
            """
            select ceil(extract(epoch from (whole_at - now()
              + ($4::bigint - $5::bigint) * interval '1 microsecond')) * 1000)::bigint as millis
            from quota where tenant = $1 and name = $2 and holder = $3\
            """;

    private static final String FORGET = "delete from quota where whole_at < now()";

    /**
     * What a holder got.
     *
     * @param uses none, or up to as many as were wanted
     * @param retryAfter when there is another one, if there was none
     */
    record Grant(long uses, Duration retryAfter) {}

    private final Pool app;
    private final Pool feed;

    QuotaStore(Pool app, @ReactiveDataSource("feed") Pool feed) {
        this.app = app;
        this.feed = feed;
    }

    /**
     * Takes what is left, up to {@code wanted}.
     *
     * @param tenant whose rows these are; {@link #NO_TENANT} for holders of none
     */
    Uni<Grant> take(String tenant, Quota quota, String holder, long wanted) {
        return app.withTransaction(connection -> in(connection, tenant, quota, holder, wanted));
    }

    /** Removes the rows that say nothing any more; answers how many. */
    Uni<Integer> forget() {
        return feed.query(FORGET).execute().map(RowSet::rowCount);
    }

    private static Uni<Grant> in(
            SqlConnection connection, String tenant, Quota quota, String holder, long wanted) {
        Tuple key = Tuple.of(tenant, quota.name(), holder, quota.interval());
        long most = Math.min(wanted, quota.uses());
        return connection
                .preparedQuery(TenantStatement.SET)
                .execute(Tuple.of(tenant))
                .chain(
                        _ ->
                                connection
                                        .preparedQuery(TAKE)
                                        .execute(with(key).addLong(most).addLong(quota.micros())))
                .flatMap(
                        rows ->
                                rows.size() > 0
                                        ? taken(rows.iterator().next())
                                        : refused(connection, with(key).addLong(quota.micros())));
    }

    private static Tuple with(Tuple key) {
        Tuple copy = Tuple.tuple();
        for (int i = 0; i < key.size(); i++) {
            copy.addValue(key.getValue(i));
        }
        return copy;
    }

    private static Uni<Grant> taken(Row row) {
        return Uni.createFrom().item(new Grant(row.getLong("taken"), Duration.ZERO));
    }

    private static Uni<Grant> refused(SqlConnection connection, Tuple key) {
        return connection
                .preparedQuery(WAIT)
                .execute(key)
                .map(rows -> rows.iterator().next().getLong("millis"))
                .map(millis -> new Grant(0, Duration.ofMillis(Math.max(1, millis))));
    }
}
