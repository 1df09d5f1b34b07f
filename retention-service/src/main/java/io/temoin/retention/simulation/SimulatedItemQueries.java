// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.engine.domain.ItemState;
import io.temoin.retention.hold.HoldMatch;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.register.PlanRows;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.simulation.SimulationQueueQueries.Leased;
import io.temoin.retention.simulation.domain.Keeping;
import io.temoin.retention.simulation.domain.Keeping.KeptRecording;
import io.temoin.retention.simulation.domain.Keeping.Reviewed;
import io.temoin.retention.simulation.domain.SimulatedPlan.Erased;
import io.temoin.retention.simulation.domain.SimulatedPlan.Floor;
import io.temoin.retention.simulation.domain.SimulatedRecordings;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
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

/**
 * Counts what is stored, page by page, in groups of which the same becomes. Uses the feed role;
 * writes nothing.
 */
@ApplicationScoped
class SimulatedItemQueries {

    /** What is kept: whatever is ordered destroyed stays so. */
    private static final String LIVING =
            "i.stage in ('SCHEDULED', 'UNDER_MINIMUM', 'AWAITING_TRIGGER', 'AWAITING_POLICY',"
                    + " 'IN_CONFLICT', 'KEPT')";

    /** To ask of every item would be dear where there are none. */
    private static final String KEEPERS =
            """
            select exists (select 1 from legal_hold h where h.tenant = $1
                and h.state <> 'RELEASED') as holds,
              exists (select 1 from item_freeze f where f.tenant = $1 and not f.over
                and f.until > $2) as freezes,
              exists (select 1 from erased_person e where e.tenant = $1) as erasures""";

    private static final String PLANS =
            """
            select plan, kind, controller, campaign, kept_for, started_on, keep_until, happened
            from item_plan
            where tenant = $1 and ($2::uuid is null or plan > $2)
              and ($3::text is null or controller = $3) and ($4::text is null or campaign = $4)
            order by plan limit $5""";

    private static final String ITEMS =
            "select i.plan, i.floor_on, i.floor_at, i.erase_on, i.erase_at, %s as held,"
                    + " %s as frozen, %s, i.kept_on as reviewed_on, i.kept_at as reviewed_at,"
                    + " i.released_for, i.unreviewed_since is not null as unreviewed,"
                    + " count(*) as items"
                    + " from registered_item i %s where i.tenant = $1 and i.plan = any($2) and "
                    + LIVING
                    + " group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14";

    /** Of recordings that stay, the last; of one whose day is over something else keeps it. */
    private static final String RECORDINGS =
            """
            left join lateral (select true as kept,
                case when bool_and(coalesce(r.due_at > $3, false)) then max(r.due_on) end as on_day,
                case when bool_and(coalesce(r.due_at > $3, false)) then max(r.due_at) end as at
              from %s having count(*) > 0) k on true"""
                    .formatted(HoldMatch.KEEPING_RECORDINGS);

    /** The last row of the next page. */
    private static final String LAST =
            """
            select recording from retained_item
            where tenant = $1 and ($2::uuid is null or recording > $2)
            order by recording offset $3 limit 1""";

    /** Whether anything is held, or frozen, in a tenant, and whether anybody is erased. */
    record Keepers(boolean holds, boolean freezes, boolean erasures) {}

    /** A plan of registered items. */
    record Plan(UUID id, PlanKey key) {}

    /** How many items of a plan have these days and are kept like this. */
    record PlannedItems(UUID plan, Floor floor, Erased erased, Keeping kept, long items) {}

    /** How many recordings are alike. */
    record CountedRecordings(SimulatedRecordings recordings, long items) {}

    private final Pool pool;

    SimulatedItemQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** What keeps items of the tenant as of the simulation. */
    Uni<Keepers> keepers(Leased of) {
        return pool.preparedQuery(KEEPERS)
                .execute(Tuple.of(of.tenant().value(), asOf(of)))
                .map(
                        rows -> {
                            Row row = rows.iterator().next();
                            return new Keepers(
                                    row.getBoolean("holds"),
                                    row.getBoolean("freezes"),
                                    row.getBoolean("erasures"));
                        });
    }

    /** The next plans in the scope of the simulation, at most {@code limit}. */
    Uni<List<Plan>> plans(Leased of, int limit) {
        PolicyScope scope = of.scope();
        return pool.preparedQuery(PLANS)
                .execute(
                        Tuple.of(
                                of.tenant().value(),
                                of.reached(),
                                scope.controller(),
                                scope.campaign(),
                                limit))
                .map(
                        rows -> {
                            List<Plan> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(plan(row)));
                            return all;
                        });
    }

    /** The items of some plans, counted. */
    Uni<List<PlannedItems>> items(Leased of, Collection<UUID> plans, Keepers keepers) {
        Tuple values = Tuple.of(of.tenant().value(), plans.toArray(UUID[]::new));
        if (keepers.freezes() || keepers.erasures()) {
            values.addValue(asOf(of));
        }
        String statement =
                ITEMS.formatted(
                        keepers.holds() ? "not " + HoldMatch.registeredIsNotHeld() : "false",
                        keepers.freezes()
                                ? "not " + HoldMatch.registeredIsNotFrozen("$3")
                                : "false",
                        keepers.erasures()
                                ? "k.kept, k.on_day as kept_on, k.at as kept_at"
                                : "null::boolean as kept, null::date as kept_on,"
                                        + " null::timestamptz as kept_at",
                        keepers.erasures() ? RECORDINGS : "");
        return pool.preparedQuery(statement)
                .execute(values)
                .map(
                        rows -> {
                            List<PlannedItems> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(items(row)));
                            return all;
                        });
    }

    /** The last recording of the next page; {@code null} when what is left is no full page. */
    Uni<@Nullable UUID> lastRecording(Leased of, int size) {
        return pool.preparedQuery(LAST)
                .execute(Tuple.of(of.tenant().value(), of.reached(), size - 1))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getUUID(0));
    }

    /** The recordings of the next page, counted. */
    Uni<List<CountedRecordings>> recordings(Leased of, @Nullable UUID last, Keepers keepers) {
        return pool.preparedQuery(recordings(keepers))
                .execute(
                        Tuple.of(
                                of.tenant().value(),
                                of.reached(),
                                last,
                                of.scope().controller(),
                                of.scope().campaign(),
                                asOf(of)))
                .map(
                        rows -> {
                            List<CountedRecordings> all = new ArrayList<>(rows.size());
                            rows.forEach(row -> all.add(recordings(row)));
                            return all;
                        });
    }

    private static String recordings(Keepers keepers) {
        return """
            select controller, purposes, stage, month, over, waits, held, frozen,
              count(*) as items
            from (
              select i.controller, i.purposes, i.stage,
                date_trunc('month', i.due_on)::date as month,
                coalesce(i.due_at <= $6, false) as over,
                i.review_at is not null and coalesce(i.review_until > $6, true) as waits,
                %s as held, %s as frozen
              from retained_item i
              where i.tenant = $1 and ($2::uuid is null or i.recording > $2)
                and ($3::uuid is null or i.recording <= $3)
                and ($4::text is null or i.controller = $4)
                and ($5::text is null or i.campaign = $5) and %s) item
            group by controller, purposes, stage, month, over, waits, held, frozen"""
                .formatted(
                        keepers.holds() ? "not " + HoldMatch.recordingIsNotHeld() : "false",
                        keepers.freezes() ? "not " + HoldMatch.notFrozen("$6") : "false",
                        LIVING);
    }

    private static Plan plan(Row row) {
        return new Plan(row.getUUID("plan"), PlanRows.key(row));
    }

    private static PlannedItems items(Row row) {
        return new PlannedItems(
                row.getUUID("plan"),
                new Floor(row.getLocalDate("floor_on"), instant(row, "floor_at")),
                new Erased(row.getLocalDate("erase_on"), instant(row, "erase_at")),
                keeping(
                        row,
                        recording(row),
                        new Reviewed(
                                row.getLocalDate("reviewed_on"),
                                instant(row, "reviewed_at"),
                                instant(row, "released_for"),
                                row.getBoolean("unreviewed"))),
                row.getLong("items"));
    }

    private static @Nullable KeptRecording recording(Row row) {
        return row.getBoolean("kept") == null
                ? null
                : new KeptRecording(row.getLocalDate("kept_on"), instant(row, "kept_at"));
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime at = row.getOffsetDateTime(column);
        return at == null ? null : at.toInstant();
    }

    private static CountedRecordings recordings(Row row) {
        return new CountedRecordings(
                new SimulatedRecordings(
                        row.getString("controller"),
                        List.of(row.getArrayOfStrings("purposes")),
                        ItemState.valueOf(row.getString("stage")),
                        row.getLocalDate("month"),
                        row.getBoolean("over"),
                        row.getBoolean("waits"),
                        keeping(row, null, Reviewed.NOT)),
                row.getLong("items"));
    }

    private static Keeping keeping(Row row, @Nullable KeptRecording recording, Reviewed reviewed) {
        return new Keeping(row.getBoolean("held"), row.getBoolean("frozen"), recording, reviewed);
    }

    private static OffsetDateTime asOf(Leased of) {
        return of.asOf().atOffset(ZoneOffset.UTC);
    }
}
