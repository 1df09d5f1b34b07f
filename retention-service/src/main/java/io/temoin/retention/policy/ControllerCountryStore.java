// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.policy.domain.Establishments;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where controllers are established, and since when, as far as it was heard of. */
@ApplicationScoped
class ControllerCountryStore {

    private static final String NOTE =
            """
            insert into controller_country (tenant, controller, since, country, stated_at)
            values ($1, $2, $3, $4, $5)
            on conflict (tenant, controller, since) do update
              set country = excluded.country, stated_at = excluded.stated_at
              where excluded.stated_at >= controller_country.stated_at""";

    private static final String FIND =
            "select since, country from controller_country where tenant = $1 and controller = $2"
                    + " and ($3::timestamptz is null or stated_at <= $3)";

    /**
     * What a party said of itself.
     *
     * @param country ISO 3166-1 code
     * @param since first local day on which it counts
     * @param at when it was said
     */
    record Stated(String controller, String country, LocalDate since, Instant at) {}

    private final Pool pool;
    private final String configured;

    ControllerCountryStore(Pool pool, RetentionConfig config) {
        this.pool = pool;
        this.configured = config.country();
    }

    /** Notes it; noting it again changes nothing. Of two on a day, what was said last counts. */
    Uni<Void> note(TenantId tenant, Stated stated) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        NOTE,
                        Tuple.of(
                                tenant.value(),
                                stated.controller(),
                                stated.since(),
                                stated.country(),
                                stated.at().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /**
     * Where a controller is established.
     *
     * @param controller {@code null} for what is laid down for all of them
     */
    Uni<Establishments> of(TenantId tenant, @Nullable String controller) {
        return of(tenant, controller, null);
    }

    /**
     * The same, as it had said by then.
     *
     * @param by {@code null} for all that it has said
     */
    Uni<Establishments> of(TenantId tenant, @Nullable String controller, @Nullable Instant by) {
        return controller == null
                ? Uni.createFrom().item(Establishments.unknown(configured))
                : TenantTransaction.run(
                                pool,
                                tenant,
                                FIND,
                                Tuple.of(
                                        tenant.value(),
                                        controller,
                                        by == null ? null : by.atOffset(ZoneOffset.UTC)))
                        .map(this::read);
    }

    private Establishments read(RowSet<Row> rows) {
        SortedMap<LocalDate, String> since = new TreeMap<>();
        rows.forEach(row -> since.put(row.getLocalDate("since"), row.getString("country")));
        return new Establishments(since, configured);
    }
}
