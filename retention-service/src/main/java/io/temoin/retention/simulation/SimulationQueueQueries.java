// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.simulation.SimulationStore.Phase;
import io.temoin.retention.simulation.domain.SimulatedEnd;
import io.temoin.retention.simulation.domain.SimulatedGroup;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The simulations that have to be carried out, of all tenants. Uses the feed role. */
@ApplicationScoped
class SimulationQueueQueries {

    private static final String LEASE =
            """
            update policy_simulation s set leased_until = now() + $2::int * interval '1 second',
              leased_by = $1
            where (tenant, simulation) in (select tenant, simulation from policy_simulation
              where phase in ('RECORDINGS', 'REGISTERED')
                and (leased_until is null or leased_until < now())
              order by as_of, tenant, simulation limit 1 for update skip locked)
            returning *""";

    private static final String RENEW =
            """
            update policy_simulation set leased_until = now() + $4::int * interval '1 second'
            where tenant = $1 and simulation = $2 and leased_by = $3""";

    private static final String BEGIN =
            """
            update policy_simulation set begun_at = $4,
              recordings = (select count(*) from retained_item i where i.tenant = $1),
              plans = (select count(*) from item_plan p where p.tenant = $1
                and (policy_simulation.controller is null
                  or p.controller = policy_simulation.controller)
                and (policy_simulation.campaign is null
                  or p.campaign = policy_simulation.campaign))
            where tenant = $1 and simulation = $2 and leased_by = $3 and plans is null""";

    /** The last recordings are no full page: with it, all of them are done. */
    private static final String REACHED =
            """
            update policy_simulation set phase = $4::text, reached = $5,
              recordings_done = case when $4::text = 'RECORDINGS' then recordings_done + $6
                else recordings end,
              plans_done = plans_done + $7,
              counted = counted + $8, ended_at = $9
            where tenant = $1 and simulation = $2 and leased_by = $3""";

    /** Arrays of arrays have no common length, so purposes come joined; codes hold no comma. */
    private static final String ADD =
            """
            insert into simulated_items as s (tenant, simulation, kind, controller, purposes,
              change, outcome_now, month_now, outcome_then, month_then, items)
            select $1::text, $2::uuid, x.kind, x.controller, string_to_array(x.purposes, ','), x.change,
              x.outcome_now, nullif(x.month_now, '')::date,
              x.outcome_then, nullif(x.month_then, '')::date, x.items
            from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::bigint[])
              as x (kind, controller, purposes, change, outcome_now, month_now, outcome_then,
                month_then, items)
            on conflict (tenant, simulation, kind, controller, purposes, change, outcome_now,
              month_now, outcome_then, month_then)
            do update set items = s.items + excluded.items""";

    private static final String FAILED =
            """
            update policy_simulation set phase = 'FAILED', problem = $4, ended_at = $5
            where tenant = $1 and simulation = $2 and leased_by = $3""";

    /** Together: nobody is shown a simulation without its groups. */
    private static final String EXPIRE =
            """
            with gone as (
              delete from policy_simulation where expires_at <= $1 returning tenant, simulation)
            delete from simulated_items i using gone
            where i.tenant = gone.tenant and i.simulation = gone.simulation""";

    /**
     * A simulation to go on with.
     *
     * @param scope whose items are counted
     * @param reached the last row of the phase that was counted; absent at its beginning
     */
    record Leased(
            TenantId tenant,
            UUID simulation,
            UUID policy,
            PolicyScope scope,
            Instant asOf,
            Phase phase,
            @Nullable UUID reached) {

        Leased in(Phase next, @Nullable UUID at) {
            return new Leased(tenant, simulation, policy, scope, asOf, next, at);
        }
    }

    /**
     * What was counted of one page.
     *
     * @param rows that were gone through
     */
    record Page(Map<SimulatedGroup, Long> groups, long rows) {

        Page {
            groups = Map.copyOf(groups);
        }

        long items() {
            return groups.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** Another replica carries the simulation out by now, or it has expired. */
    static final class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1;

        LeaseLost() {
            super("the simulation is carried out elsewhere, or has expired");
        }
    }

    private final Pool pool;

    SimulationQueueQueries(@ReactiveDataSource("feed") Pool pool) {
        this.pool = pool;
    }

    /** Takes the oldest simulation that nobody carries out; {@code null} if there is none. */
    Uni<@Nullable Leased> lease(UUID by, Duration lease) {
        return pool.preparedQuery(LEASE)
                .execute(Tuple.of(by, Math.toIntExact(lease.toSeconds())))
                .map(rows -> rows.size() == 0 ? null : leased(rows.iterator().next()));
    }

    /** Says that a simulation is still carried out here. */
    Uni<Void> renew(Leased one, UUID by, Duration lease) {
        return pool.preparedQuery(RENEW)
                .execute(
                        Tuple.of(
                                one.tenant().value(),
                                one.simulation(),
                                by,
                                Math.toIntExact(lease.toSeconds())))
                .replaceWithVoid();
    }

    /** Keeps how much there is to go through, for the first time. */
    Uni<Void> begin(Leased one, UUID by, Instant at) {
        return pool.preparedQuery(BEGIN)
                .execute(
                        Tuple.of(
                                one.tenant().value(),
                                one.simulation(),
                                by,
                                at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /**
     * Adds what was counted of a page, and keeps how far it is: both, or nothing.
     *
     * @param of how far it was
     * @param next how far it is then
     * @param endedAt absent while it goes on
     * @throws LeaseLost when it is carried out elsewhere
     */
    Uni<Void> add(Leased of, Leased next, UUID by, Page page, @Nullable Instant endedAt) {
        boolean recordings = of.phase() == Phase.RECORDINGS;
        Tuple reached =
                Tuple.tuple()
                        .addValue(next.tenant().value())
                        .addValue(next.simulation())
                        .addValue(by)
                        .addValue(next.phase().name())
                        .addValue(next.reached())
                        .addValue(recordings ? page.rows() : 0L)
                        .addValue(recordings ? 0L : page.rows())
                        .addValue(page.items())
                        .addValue(endedAt == null ? null : endedAt.atOffset(ZoneOffset.UTC));
        return pool.withTransaction(
                connection ->
                        connection
                                .preparedQuery(REACHED)
                                .execute(reached)
                                .invoke(
                                        updated -> {
                                            if (updated.rowCount() == 0) {
                                                throw new LeaseLost();
                                            }
                                        })
                                .chain(() -> insert(connection, next, page)));
    }

    private static Uni<Void> insert(SqlConnection connection, Leased of, Page page) {
        if (page.groups().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map.Entry<SimulatedGroup, Long>> all = new ArrayList<>(page.groups().entrySet());
        Tuple values =
                Tuple.of(of.tenant().value(), of.simulation())
                        .addValue(texts(all, group -> group.kind().name()))
                        .addValue(texts(all, SimulatedGroup::controller))
                        .addValue(texts(all, group -> String.join(",", group.purposes())))
                        .addValue(texts(all, group -> group.change().name()))
                        .addValue(texts(all, group -> group.now().outcome().name()))
                        .addValue(texts(all, group -> month(group.now())))
                        .addValue(texts(all, group -> group.then().outcome().name()))
                        .addValue(texts(all, group -> month(group.then())))
                        .addValue(all.stream().map(Map.Entry::getValue).toArray(Long[]::new));
        return connection.preparedQuery(ADD).execute(values).replaceWithVoid();
    }

    /** It cannot go on. */
    Uni<Void> fail(Leased one, UUID by, String problem, Instant at) {
        return pool.preparedQuery(FAILED)
                .execute(
                        Tuple.of(
                                one.tenant().value(),
                                one.simulation(),
                                by,
                                problem,
                                at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Deletes simulations whose results are no longer kept. */
    Uni<Void> expire(Instant now) {
        return pool.preparedQuery(EXPIRE)
                .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    private interface Text {
        String of(SimulatedGroup group);
    }

    private static String[] texts(List<Map.Entry<SimulatedGroup, Long>> all, Text text) {
        return all.stream().map(entry -> text.of(entry.getKey())).toArray(String[]::new);
    }

    private static String month(SimulatedEnd end) {
        return end.month() == null ? "" : end.month().atDay(1).toString();
    }

    private static Leased leased(Row row) {
        return new Leased(
                new TenantId(row.getString("tenant")),
                row.getUUID("simulation"),
                row.getUUID("policy"),
                new PolicyScope(row.getString("controller"), row.getString("campaign")),
                row.getOffsetDateTime("as_of").toInstant(),
                Phase.valueOf(row.getString("phase")),
                row.getUUID("reached"));
    }
}
