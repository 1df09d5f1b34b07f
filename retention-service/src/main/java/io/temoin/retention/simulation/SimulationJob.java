// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.temoin.chassis.start.PollingScheduler;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.RetentionConfig;
import io.temoin.retention.policy.PolicyResolver;
import io.temoin.retention.policy.PolicyStream;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyStage;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.simulation.SimulatedItemQueries.CountedRecordings;
import io.temoin.retention.simulation.SimulatedItemQueries.Keepers;
import io.temoin.retention.simulation.SimulatedItemQueries.Plan;
import io.temoin.retention.simulation.SimulatedItemQueries.PlannedItems;
import io.temoin.retention.simulation.SimulationQueueQueries.LeaseLost;
import io.temoin.retention.simulation.SimulationQueueQueries.Leased;
import io.temoin.retention.simulation.SimulationQueueQueries.Page;
import io.temoin.retention.simulation.SimulationStore.Phase;
import io.temoin.retention.simulation.domain.SimulatedGroup;
import io.temoin.retention.simulation.domain.SimulatedPlan;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the simulations that were asked for. Each is leased by one replica, which says every
 * few seconds that it is alive; when it is not, another goes on after the last page that was
 * counted. Each page is a transaction of its own, and memory does not grow with what is stored: a
 * plan of registered items is decided twice by the planner that would decide it once the policy is
 * active, and its items are counted.
 */
@ApplicationScoped
class SimulationJob {

    private static final Logger LOG = Logger.getLogger(SimulationJob.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration EXPIRY = Duration.ofHours(1);
    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration BEAT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /**
     * Of the plans that are decided together. Items of one plan lie all over their table, of which
     * each page reads most: the fewer, the better, but what is counted between two of them is lost
     * with a replica. A large centre has some thousand items of each plan.
     */
    private static final int PLANS = 4_000;

    private static final int RECORDINGS = 50_000;

    /** Controllers whose policies are kept at hand. */
    private static final int CONTROLLERS = 200;

    /** Decided plans that are: about 300 bytes each. */
    private static final int SIGNATURES = 20_000;

    private final UUID self = UUID.randomUUID();
    private final SimulationQueueQueries queue;
    private final SimulatedItemQueries items;
    private final PolicyStream policies;
    private final PolicyResolver resolver;
    private final Clock clock;
    private final ZoneId zone;
    private final PollingScheduler polling;

    SimulationJob(
            SimulationQueueQueries queue,
            SimulatedItemQueries items,
            PolicyStream policies,
            PolicyResolver resolver,
            Clock clock,
            RetentionConfig config,
            PollingScheduler polling) {
        this.queue = queue;
        this.items = items;
        this.policies = policies;
        this.resolver = resolver;
        this.clock = clock;
        this.zone = config.zone();
        this.polling = polling;
    }

    void start(@Observes StartupEvent event) {
        polling.every(PERIOD, "a simulation failed; it will be retried", this::run);
        polling.every(EXPIRY, "expired simulations could not be deleted", this::expire);
    }

    /** Carries out what is queued, one after the other. */
    void run() {
        @Nullable Leased next = lease();
        while (next != null) {
            carryOut(next);
            next = lease();
        }
    }

    /** Deletes results that are no longer kept. */
    void expire() {
        awaited(queue.expire(clock.instant()));
    }

    private @Nullable Leased lease() {
        return awaited(queue.lease(self, LEASE));
    }

    private void carryOut(Leased simulation) {
        Cancellable beating = beat(simulation);
        try {
            count(simulation);
        } catch (LeaseLost lost) {
            LOG.infov("simulation {0}: {1}", simulation.simulation(), lost.getMessage());
        } finally {
            beating.cancel();
        }
    }

    private Cancellable beat(Leased simulation) {
        return Multi.createFrom()
                .ticks()
                .every(BEAT)
                .onOverflow()
                .drop()
                .onItem()
                .transformToUniAndConcatenate(_ -> queue.renew(simulation, self, LEASE))
                .subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warn("the lease of a simulation was not renewed", failure));
    }

    /** Goes on with a simulation until it is completed, or can no longer be. */
    private void count(Leased leased) {
        TenantPolicies now = awaited(policies.policies(leased.tenant()));
        TenantPolicies then;
        try {
            then = simulated(leased, now);
        } catch (Rejected refused) {
            // Activated, withdrawn or contradicted meanwhile: there is nothing left to simulate.
            awaited(queue.fail(leased, self, refused.code().name(), clock.instant()));
            return;
        }
        awaited(queue.begin(leased, self, clock.instant()));
        Keepers keepers = awaited(items.keepers(leased));
        Leased at = leased;
        while (at.phase() == Phase.RECORDINGS) {
            at = recordings(at, keepers);
        }
        Both both = new Both(now, then, latest(CONTROLLERS), latest(SIGNATURES));
        while (at.phase() == Phase.REGISTERED) {
            at = registered(at, keepers, both);
        }
    }

    private TenantPolicies simulated(Leased leased, TenantPolicies now) {
        PolicyStage stage = now.find(leased.policy());
        if (stage == null) {
            throw PolicyDecider.unknown();
        }
        return awaited(resolver.simulate(leased.tenant(), now, stage.proposal(), leased.asOf()));
    }

    private Leased recordings(Leased at, Keepers keepers) {
        @Nullable UUID last = awaited(items.lastRecording(at, RECORDINGS));
        Map<SimulatedGroup, Long> groups = new HashMap<>();
        for (CountedRecordings counted : awaited(items.recordings(at, last, keepers))) {
            groups.merge(counted.recordings().group(), counted.items(), Long::sum);
        }
        Leased next = last == null ? at.in(Phase.REGISTERED, null) : at.in(Phase.RECORDINGS, last);
        awaited(queue.add(at, next, self, new Page(groups, last == null ? 0 : RECORDINGS), null));
        return next;
    }

    private Leased registered(Leased at, Keepers keepers, Both both) {
        List<Plan> page = awaited(items.plans(at, PLANS));
        Map<UUID, SimulatedPlan> plans = new LinkedHashMap<>();
        for (Plan plan : page) {
            plans.put(plan.id(), decided(at, plan.key(), both));
        }
        Map<SimulatedGroup, Long> groups = new HashMap<>();
        for (PlannedItems counted : awaited(items.items(at, plans.keySet(), keepers))) {
            SimulatedPlan plan = plans.get(counted.plan());
            if (plan != null) {
                groups.merge(
                        plan.group(counted.floor(), counted.erased(), counted.kept(), at.asOf()),
                        counted.items(),
                        Long::sum);
            }
        }
        boolean over = page.size() < PLANS;
        Leased next =
                over ? at.in(Phase.COMPLETED, null) : at.in(Phase.REGISTERED, page.getLast().id());
        Instant now = clock.instant();
        awaited(queue.add(at, next, self, new Page(groups, page.size()), over ? now : null));
        return next;
    }

    /**
     * What is laid down, with and without the simulated policy.
     *
     * @param of what was read of it, by controller
     * @param decided plans, by what they depend on
     */
    private record Both(
            TenantPolicies now,
            TenantPolicies then,
            Map<String, SimulatedPlan.Policies> of,
            Map<PlanKey, SimulatedPlan> decided) {}

    private SimulatedPlan decided(Leased at, PlanKey key, Both both) {
        SimulatedPlan.Policies policies = policies(at, key.controller(), both);
        return both.decided()
                .computeIfAbsent(
                        policies.signature(key),
                        signature -> SimulatedPlan.of(signature, policies, zone, at.asOf()));
    }

    private SimulatedPlan.Policies policies(Leased at, String controller, Both both) {
        return both.of()
                .computeIfAbsent(
                        controller,
                        _ ->
                                new SimulatedPlan.Policies(
                                        awaited(resolver.load(at.tenant(), controller, both.now())),
                                        awaited(
                                                resolver.load(
                                                        at.tenant(), controller, both.then()))));
    }

    /** A tenant may have more than there is room for. */
    private static <K, V> Map<K, V> latest(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    private static <T extends @Nullable Object> T awaited(Uni<T> answer) {
        return answer.await().atMost(LIMIT);
    }
}
