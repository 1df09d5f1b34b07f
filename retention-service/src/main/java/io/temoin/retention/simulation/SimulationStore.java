// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.smallrye.mutiny.Uni;
import io.temoin.chassis.events.TenantTransaction;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.simulation.domain.SimulatedChange;
import io.temoin.retention.simulation.domain.SimulatedEnd;
import io.temoin.retention.simulation.domain.SimulatedGroup;
import io.temoin.retention.simulation.domain.SimulatedOutcome;
import io.temoin.shredding.TenantId;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Simulations as they are asked for and shown. */
@ApplicationScoped
class SimulationStore {

    /** How long a result can be read. */
    static final Duration KEPT = Duration.ofDays(7);

    private static final String ADD =
            """
            insert into policy_simulation (tenant, simulation, policy, controller, campaign, as_of,
              phase, expires_at)
            values ($1, $2, $3, $4, $5, $6, 'RECORDINGS', $7)
            on conflict do nothing""";

    private static final String FIND =
            """
            select * from policy_simulation
            where tenant = $1 and policy = $2 and simulation = $3 and expires_at > $4""";

    /** Changes on one side, outcomes on both: a few rows, however many groups there are. */
    private static final String TOTALS =
            """
            select change, outcome_now, outcome_then, sum(items)::bigint as items
            from simulated_items where tenant = $1 and simulation = $2
            group by change, outcome_now, outcome_then""";

    /** A completed result does not change, so a page may be told by its number. */
    private static final String GROUPS =
            """
            select * from simulated_items where tenant = $1 and simulation = $2
            order by controller, kind, purposes, month_then nulls first, month_now nulls first,
              outcome_then, outcome_now, change
            offset $3 limit $4""";

    /** Where a simulation is. */
    enum Phase {
        RECORDINGS,
        REGISTERED,
        COMPLETED,
        FAILED
    }

    /**
     * A simulation, as far as it is.
     *
     * @param asOf when it was asked for
     * @param problem why it failed; a code
     * @param rows to go through; 0 before that is known
     * @param done of these
     */
    record Known(
            UUID simulation,
            UUID policy,
            Phase phase,
            Instant asOf,
            @Nullable String problem,
            long rows,
            long done,
            long counted,
            @Nullable Instant endedAt,
            Instant expiresAt) {

        /** One that nobody has begun with. */
        static Known queued(UUID simulation, UUID policy, Instant asOf) {
            return new Known(
                    simulation,
                    policy,
                    Phase.RECORDINGS,
                    asOf,
                    null,
                    0,
                    0,
                    0,
                    null,
                    asOf.plus(KEPT));
        }
    }

    /** How many items change like this. */
    record Total(SimulatedChange change, SimulatedOutcome now, SimulatedOutcome then, long items) {}

    /** How many items are in a group. */
    record Counted(SimulatedGroup group, long items) {}

    private final Pool pool;

    SimulationStore(Pool pool) {
        this.pool = pool;
    }

    /** Queues a simulation; the same command once. */
    Uni<Boolean> add(TenantId tenant, UUID simulation, Proposal proposal, Instant asOf) {
        PolicyScope scope = proposal.scope();
        return TenantTransaction.run(
                        pool,
                        tenant,
                        ADD,
                        Tuple.tuple()
                                .addValue(tenant.value())
                                .addValue(simulation)
                                .addValue(proposal.id())
                                .addValue(scope.controller())
                                .addValue(scope.campaign())
                                .addValue(asOf.atOffset(ZoneOffset.UTC))
                                .addValue(asOf.plus(KEPT).atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.rowCount() == 1);
    }

    /** A simulation of a policy; {@code null} if there is none, or no longer. */
    Uni<@Nullable Known> find(TenantId tenant, UUID policy, UUID simulation, Instant now) {
        return TenantTransaction.run(
                        pool,
                        tenant,
                        FIND,
                        Tuple.of(tenant.value(), policy, simulation, now.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.size() == 0 ? null : known(rows.iterator().next()));
    }

    /** What it has counted so far, in sums. */
    Uni<List<Total>> totals(TenantId tenant, UUID simulation) {
        return TenantTransaction.run(pool, tenant, TOTALS, Tuple.of(tenant.value(), simulation))
                .map(
                        rows -> {
                            List<Total> all = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row ->
                                            all.add(
                                                    new Total(
                                                            change(row),
                                                            outcome(row, "outcome_now"),
                                                            outcome(row, "outcome_then"),
                                                            row.getLong("items"))));
                            return all;
                        });
    }

    /** The groups after the first {@code skipped} ones of a completed simulation. */
    Uni<List<Counted>> groups(TenantId tenant, UUID simulation, int skipped, int limit) {
        return TenantTransaction.run(
                        pool, tenant, GROUPS, Tuple.of(tenant.value(), simulation, skipped, limit))
                .map(
                        rows -> {
                            List<Counted> all = new ArrayList<>(rows.size());
                            rows.forEach(
                                    row -> all.add(new Counted(group(row), row.getLong("items"))));
                            return all;
                        });
    }

    private static Known known(Row row) {
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        return new Known(
                row.getUUID("simulation"),
                row.getUUID("policy"),
                Phase.valueOf(row.getString("phase")),
                row.getOffsetDateTime("as_of").toInstant(),
                row.getString("problem"),
                orZero(row.getLong("recordings")) + orZero(row.getLong("plans")),
                row.getLong("recordings_done") + row.getLong("plans_done"),
                row.getLong("counted"),
                ended == null ? null : ended.toInstant(),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    private static long orZero(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    private static SimulatedGroup group(Row row) {
        return new SimulatedGroup(
                ListedKind.valueOf(row.getString("kind")),
                row.getString("controller"),
                List.of(row.getArrayOfStrings("purposes")),
                change(row),
                new SimulatedEnd(outcome(row, "outcome_now"), month(row, "month_now")),
                new SimulatedEnd(outcome(row, "outcome_then"), month(row, "month_then")));
    }

    private static SimulatedChange change(Row row) {
        return SimulatedChange.valueOf(row.getString("change"));
    }

    private static SimulatedOutcome outcome(Row row, String column) {
        return SimulatedOutcome.valueOf(row.getString(column));
    }

    private static @Nullable YearMonth month(Row row, String column) {
        LocalDate first = row.getLocalDate(column);
        return first == null ? null : YearMonth.from(first);
    }
}
