// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.register;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.register.domain.ItemPlan;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plans of registered items. */
@ApplicationScoped
class PlanQueries {

    private static final String COLUMNS =
            "select tenant, plan, kind, controller, campaign, kept_for, started_on, keep_until,"
                    + " happened, due_at, generation from item_plan where ";

    private static final String OPEN =
            COLUMNS + "planned_at is null order by tenant, controller, plan limit $1";

    private static final String OLDEST = COLUMNS + "planned_at < $2 order by planned_at limit $1";

    private static final String SOME = COLUMNS + "tenant = $1 and plan = any($2)";

    private static final String PLAN =
            """
            update item_plan set stage = $4, due_on = $5, due_at = $6, erasable_on = $7,
              erasable_at = $8, planned_at = $9, review_on = $10, review_until = $11
            where tenant = $1 and plan = $2 and generation = $3""";

    private static final String STAGE = MarkedRows.stage("$3::text", "$7::timestamptz", "erase_at");

    /** The wait of the plan, unless the person ended what the item is kept for. */
    private static final String REVIEW_ON = "case when unreviewed_since is null then $8::date end";

    private static final String REVIEW_UNTIL =
            "case when unreviewed_since is null then $9::timestamptz end";

    private static final String DUE_ON =
            MarkedRows.due(
                    "$4::date",
                    "$6::date",
                    MarkedRows.floor("floor_on", "kept_on", REVIEW_ON),
                    "erase_on");

    private static final String DUE_AT =
            MarkedRows.due(
                    "$5::timestamptz",
                    "$7::timestamptz",
                    MarkedRows.floor("floor_at", "kept_at", REVIEW_UNTIL),
                    "erase_at");

    /** Only what changes: most plans are found to be as they were. */
    private static final String ITEMS =
            """
            update registered_item set stage = %1$s, due_on = %2$s, due_at = %3$s,
              review_on = %4$s, review_until = %5$s
            where tenant = $1 and plan = $2
              and stage in ('SCHEDULED', 'UNDER_MINIMUM', 'AWAITING_TRIGGER', 'AWAITING_POLICY',
                'IN_CONFLICT', 'KEPT')
              and (stage <> %1$s or due_at is distinct from (%3$s)
                or review_until is distinct from (%5$s))"""
                    .formatted(STAGE, DUE_ON, DUE_AT, REVIEW_ON, REVIEW_UNTIL);

    private static final String COUNT =
            "select count(*) as open from item_plan where planned_at is null";

    private static final String WITHOUT_POLICY =
            "select count(*) as waiting from registered_item where stage = 'AWAITING_POLICY'";

    /**
     * A plan as it stands.
     *
     * @param generation of the policies it was read under
     */
    record Stored(TenantId tenant, UUID plan, PlanKey key, long generation) {}

    private final Pool pool;
    private final Pool tenants;

    /**
     * @param pool connections of the feed role
     * @param tenants those of the runtime role: who claims due items has one of the others, and
     *     would wait for a second
     */
    PlanQueries(@ReactiveDataSource("feed") Pool pool, Pool tenants) {
        this.pool = pool;
        this.tenants = tenants;
    }

    /** Plans that policies have to be applied to, those of one controller together. */
    Uni<List<Stored>> open(int limit) {
        return pool.preparedQuery(OPEN).execute(Tuple.of(limit)).map(PlanQueries::stored);
    }

    /** Plans that were made before {@code before}: the law may have changed since. */
    Uni<List<Stored>> oldest(Instant before, int limit) {
        return pool.preparedQuery(OLDEST)
                .execute(Tuple.of(limit, at(before)))
                .map(PlanQueries::stored);
    }

    /** Some plans of a tenant. */
    Uni<List<Stored>> find(TenantId tenant, Collection<UUID> plans) {
        return TenantTransaction.run(
                        tenants, tenant, SOME, Tuple.of(tenant.value(), plans.toArray(UUID[]::new)))
                .map(PlanQueries::stored);
    }

    /**
     * Keeps what was planned, and moves the items of the plan; does nothing when policies have
     * changed meanwhile. Whoever registers an item under the plan waits, or is waited for.
     */
    Uni<Void> keep(Stored stored, ItemPlan planned, Instant now) {
        Tuple plan =
                Tuple.tuple()
                        .addValue(stored.tenant().value())
                        .addValue(stored.plan())
                        .addValue(stored.generation())
                        .addValue(planned.state().name())
                        .addValue(planned.dueOn())
                        .addValue(at(planned.dueAt()))
                        .addValue(planned.erasableOn())
                        .addValue(at(planned.erasableAt()))
                        .addValue(at(now))
                        .addValue(planned.review() == null ? null : planned.review().on())
                        .addValue(planned.review() == null ? null : at(planned.review().at()));
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery(PLAN)
                                .execute(plan)
                                .flatMap(
                                        updated ->
                                                updated.rowCount() == 0
                                                        ? Uni.createFrom().voidItem()
                                                        : move(connection, stored, planned)));
    }

    private static Uni<Void> move(SqlConnection connection, Stored stored, ItemPlan planned) {
        return connection
                .preparedQuery(ITEMS)
                .execute(
                        Tuple.tuple()
                                .addValue(stored.tenant().value())
                                .addValue(stored.plan())
                                .addValue(planned.state().name())
                                .addValue(planned.dueOn())
                                .addValue(at(planned.dueAt()))
                                .addValue(planned.erasableOn())
                                .addValue(at(planned.erasableAt()))
                                .addValue(planned.review() == null ? null : planned.review().on())
                                .addValue(
                                        planned.review() == null
                                                ? null
                                                : at(planned.review().at())))
                .replaceWithVoid();
    }

    /** How many plans wait for policies to be applied to them. */
    Uni<Long> countOpen() {
        return pool.preparedQuery(COUNT)
                .execute()
                .map(rows -> rows.iterator().next().getLong("open"));
    }

    /** How many items no policy has a say about. */
    Uni<Long> countWithoutPolicy() {
        return pool.preparedQuery(WITHOUT_POLICY)
                .execute()
                .map(rows -> rows.iterator().next().getLong("waiting"));
    }

    private static List<Stored> stored(RowSet<Row> rows) {
        List<Stored> all = new ArrayList<>(rows.size());
        rows.forEach(row -> all.add(stored(row)));
        return all;
    }

    private static Stored stored(Row row) {
        return new Stored(
                new TenantId(row.getString("tenant")),
                row.getUUID("plan"),
                PlanRows.key(row),
                row.getLong("generation"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
