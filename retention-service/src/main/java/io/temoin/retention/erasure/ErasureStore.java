// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.erasure;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.eventsourcing.store.JsonFields;
import io.temoin.eventsourcing.store.StoredEvent;
import io.temoin.retention.rights.ErasureState;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The erasures that a job takes on. Doing a thing again changes nothing. */
@ApplicationScoped
class ErasureStore {

    private static final String PUT =
            """
            insert into erasure (tenant, request, controller, subject, state, begun_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant, request) do update set state = excluded.state\
            """;

    /** A decision comes first, unless the erasure began when decisions were not recorded yet. */
    private static final String PUT_FIRST =
            """
            insert into erasure (tenant, request, controller, subject, state, begun_at)
            values ($1, $2, $3, $4, $5, $6)
            on conflict (tenant, request) do nothing\
            """;

    /** Of one that is decided, and has not begun yet. */
    private static final String DECIDED = "DECIDED";

    private static final String OPEN =
            "select tenant, request from erasure where state in ('DECIDED', 'WITH_OWNERS')"
                    + " and ($2::uuid is null or (tenant, request) > ($1, $2))"
                    + " order by tenant, request limit $3";

    /** An erasure that has to begin, or whose owners are not done. */
    record OpenErasure(TenantId tenant, UUID request) {}

    private final Pool pool;
    private final Pool feed;

    ErasureStore(Pool pool, @ReactiveDataSource("feed") Pool feed) {
        this.pool = pool;
        this.feed = feed;
    }

    /** It is decided, and is to begin. */
    Uni<Void> putDecided(TenantId tenant, StoredEvent decision) {
        return put(PUT_FIRST, tenant, decision, DECIDED);
    }

    /** Each event of an erasure is a step further, and they come in order. */
    Uni<Void> put(TenantId tenant, StoredEvent event, ErasureState state) {
        return put(PUT, tenant, event, state.name());
    }

    private Uni<Void> put(String sql, TenantId tenant, StoredEvent event, String state) {
        JsonFields data = event.fields();
        Tuple row =
                Tuple.tuple()
                        .addValue(tenant.value())
                        .addValue(data.uuid("request"))
                        .addValue(data.text("controller"))
                        .addValue(data.text("subject"))
                        .addValue(state)
                        .addValue(event.metadata().at().atOffset(ZoneOffset.UTC));
        return TenantTransaction.run(pool, tenant, sql, row).replaceWithVoid();
    }

    /** Those of all tenants, after one of them; from the first when it is absent. */
    Uni<List<OpenErasure>> open(@Nullable OpenErasure after, int limit) {
        return feed.preparedQuery(OPEN)
                .execute(
                        Tuple.of(
                                after == null ? null : after.tenant().value(),
                                after == null ? null : after.request(),
                                limit))
                .map(
                        rows -> {
                            List<OpenErasure> open = new ArrayList<>();
                            rows.forEach(
                                    row ->
                                            open.add(
                                                    new OpenErasure(
                                                            new TenantId(row.getString("tenant")),
                                                            row.getUUID("request"))));
                            return open;
                        });
    }
}
