// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import static io.temoin.chassis.testing.ProblemAssertions.assertProblem;
import static io.temoin.retention.simulation.SimulationCase.NOON;
import static io.temoin.retention.simulation.SimulationCase.ONE;
import static io.temoin.retention.simulation.SimulationCase.PERSON;
import static io.temoin.retention.simulation.SimulationCase.RHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.temoin.platform.ServiceComponents;
import io.temoin.retention.TestClock;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.schedule.DatabaseRole;
import io.temoin.retention.schedule.domain.ListedKind;
import io.temoin.retention.simulation.SimulationCase.Item;
import io.temoin.retention.simulation.SimulationCase.Plan;
import io.temoin.retention.simulation.SimulationQueueQueries.LeaseLost;
import io.temoin.retention.simulation.SimulationQueueQueries.Leased;
import io.temoin.retention.simulation.SimulationQueueQueries.Page;
import io.temoin.retention.simulation.SimulationStore.Phase;
import io.temoin.retention.simulation.domain.SimulatedChange;
import io.temoin.retention.simulation.domain.SimulatedEnd;
import io.temoin.retention.simulation.domain.SimulatedGroup;
import io.temoin.retention.simulation.domain.SimulatedOutcome;
import io.temoin.shredding.TenantId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A replica goes on with what another one does not end. */
@QuarkusTest
@QuarkusTestResource(
        value = ServiceComponents.class,
        initArgs = @ResourceArg(name = "service", value = "retention"))
class SimulationResumeTest {

    private static final String LEASED =
            """
            insert into policy_simulation (tenant, simulation, policy, controller, as_of, phase,
              recordings, plans, plans_done, counted, reached, expires_at, leased_until, leased_by)
            values (?, ?, ?::uuid, 'rhone-telecom', '2026-11-24T11:00:00Z', 'REGISTERED', 0, 3, 2,
              2, ?, '2026-12-01T11:00:00Z', now() + interval '1 minute', ?)""";

    private final SimulationCase its = new SimulationCase();
    private final UUID simulation = UUID.randomUUID();
    private final UUID elsewhere = UUID.randomUUID();
    private final TestClock clock;
    private final SimulationQueueQueries queue;

    SimulationResumeTest(TestClock clock, SimulationQueueQueries queue) {
        this.clock = clock;
        this.queue = queue;
    }

    @BeforeEach
    void startAtNoon() {
        clock.set(NOON);
    }

    /** What was counted is not counted again. */
    @Test
    void goesOnAfterTheLastPageThatWasCounted() throws SQLException {
        its.stored(
                List.of(
                        Item.of(plan(new UUID(1L << 60, 1)), PERSON),
                        Item.of(plan(new UUID(2L << 60, 1)), PERSON),
                        Item.of(plan(new UUID(3L << 60, 1)), PERSON)));
        var policy = its.shortened("P3M");
        leasedElsewhere(policy, new UUID(2L << 60, 1));

        its.get(policy, simulation.toString())
                .body("state", equalTo("RUNNING"))
                .body("percent", equalTo(66))
                .body("counted", equalTo(2));
        assertProblem(
                its.as(RHONE, ONE, "dpo")
                        .get(
                                "/v1/policies/{id}/simulations/{simulation}/counts",
                                policy,
                                simulation),
                409,
                "simulation-not-completed");

        endTheLease();
        its.awaitState(policy, simulation.toString(), "COMPLETED").body("counted", equalTo(3));
        assertThat(its.counts(policy, simulation.toString(), "then"))
                .isEqualTo(
                        Map.of("CALL_DECISION rhone-telecom [PROSPECTING_CALL] DUE 2026-10", 1L));
    }

    @Test
    void failsWhenThePolicyIsActivatedMeanwhile() throws SQLException {
        var policy = its.shortened("P3M");
        leasedElsewhere(policy, null);
        its.activate(policy);

        endTheLease();

        its.awaitState(policy, simulation.toString(), "FAILED")
                .body("problem", equalTo("POLICY_STATE_CONFLICT"))
                .body("endedAt", equalTo("2026-11-24T11:00:00Z"));
    }

    /** Two replicas that both believe to carry it out do not count a page twice. */
    @Test
    void countsNothingForAReplicaThatHasLostItsLease() throws SQLException {
        var policy = its.shortened("P3M");
        leasedElsewhere(policy, null);
        var leased =
                new Leased(
                        new TenantId(its.tenant),
                        simulation,
                        UUID.fromString(policy),
                        PolicyScope.of(RHONE),
                        NOON,
                        Phase.REGISTERED,
                        null);
        var page = new Page(Map.of(group(), 7L), 1);

        assertThatThrownBy(() -> add(leased, UUID.randomUUID(), page))
                .isInstanceOf(LeaseLost.class);

        assertThat(its.number("select count(*) from simulated_items")).isZero();
        add(leased, elsewhere, page);
        add(leased, elsewhere, page);
        assertThat(its.number("select sum(items) from simulated_items")).isEqualTo(14);
        assertThat(its.number("select counted from policy_simulation")).isEqualTo(16);
    }

    private void add(Leased leased, UUID by, Page page) {
        queue.add(leased, leased.in(Phase.REGISTERED, new UUID(5, 5)), by, page, null)
                .await()
                .atMost(Duration.ofSeconds(10));
    }

    private static SimulatedGroup group() {
        return new SimulatedGroup(
                ListedKind.SUPPRESSION,
                RHONE,
                List.of(),
                SimulatedChange.UNCHANGED,
                new SimulatedEnd(SimulatedOutcome.KEPT, null),
                new SimulatedEnd(SimulatedOutcome.KEPT, null));
    }

    private static Plan plan(UUID id) {
        var plan = Plan.of(ItemKind.CALL_DECISION, "PROSPECTING_CALL", "2026-07-10");
        return new Plan(
                id,
                plan.kind(),
                plan.controller(),
                plan.campaign(),
                plan.keptFor(),
                plan.startedOn(),
                null);
    }

    /** The other replica is gone. */
    private void endTheLease() throws SQLException {
        DatabaseRole.FEED.run(
                "update policy_simulation set leased_until = now() where simulation = '%s'"
                        .formatted(simulation));
    }

    /** A simulation that another replica has begun, and will not end. */
    private void leasedElsewhere(String policy, @Nullable UUID reached) throws SQLException {
        try (var connection = its.app();
                var insert = connection.prepareStatement(LEASED)) {
            insert.setString(1, its.tenant);
            insert.setObject(2, simulation);
            insert.setString(3, policy);
            insert.setObject(4, reached);
            insert.setObject(5, elsewhere);
            insert.execute();
        }
    }
}
