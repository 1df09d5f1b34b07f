// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.simulation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyCommand;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyEvent;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.Purpose;
import io.temoin.retention.policy.domain.RetentionTrigger;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.retention.register.domain.ItemKind;
import io.temoin.retention.register.domain.ItemPlanner;
import io.temoin.retention.register.domain.PlanKey;
import io.temoin.retention.simulation.domain.SimulatedPlan.Planned;
import io.temoin.retention.simulation.domain.SimulatedPlan.Policies;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * For random policies and items: what is simulated is what is planned once somebody has activated
 * the policy.
 */
class SimulatedPlanPropertiesTest {

    private static final int SEEDS = 200;
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");
    private static final Instant ACTIVATED = NOW.plusSeconds(60);
    private static final List<String> CONTROLLERS = List.of("rhone-telecom", "loire-energie");
    private static final List<String> CAMPAIGNS = List.of("fibre", "mobile");
    private static final List<Purpose> PURPOSES =
            List.of(
                    Purpose.PROSPECTING_CALL,
                    Purpose.QUALITY,
                    Purpose.CONTRACT_PROOF,
                    Purpose.PROSPECT_FILE,
                    Purpose.ANALYSIS_SHEET,
                    Purpose.INVESTMENT_ORDER);

    private final PolicyDecider decider = new PolicyDecider();

    @Test
    void isWhatIsPlannedAfterTheActivation() {
        int simulated = 0;
        int moved = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            TenantPolicies state = decider.initialState();
            List<UUID> proposed = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                TenantPolicies before = state;
                state = propose(random, id, state);
                if (state != before) {
                    proposed.add(id);
                    state = decideOn(random, id, state);
                }
            }
            for (UUID id : proposed) {
                @Nullable TenantPolicies then = simulated(state, id);
                @Nullable TenantPolicies activated = activated(state, id);
                assertThat(then == null).as("seed %d", seed).isEqualTo(activated == null);
                if (then != null && activated != null) {
                    simulated++;
                    moved += compare(random, seed, state, then, activated);
                }
            }
        }
        // A property of nothing holds.
        assertThat(simulated).isGreaterThan(SEEDS);
        assertThat(moved).isGreaterThan(SEEDS);
    }

    private static int compare(
            Random random,
            int seed,
            TenantPolicies now,
            TenantPolicies then,
            TenantPolicies activated) {
        Policies policies = new Policies(effective(now), effective(then));
        EffectivePolicies later = effective(activated);
        int moved = 0;
        for (int i = 0; i < 40; i++) {
            PlanKey key = key(random);
            SimulatedPlan plan = SimulatedPlan.of(key, policies, PARIS, NOW);
            assertThat(plan.then())
                    .as("seed %d, %s", seed, key)
                    .isEqualTo(Planned.of(ItemPlanner.plan(key, later, PARIS, ACTIVATED)));
            SimulatedPlan alike = SimulatedPlan.of(policies.signature(key), policies, PARIS, NOW);
            assertThat(alike.now()).as("seed %d, %s", seed, key).isEqualTo(plan.now());
            assertThat(alike.then()).as("seed %d, %s", seed, key).isEqualTo(plan.then());
            moved += plan.then().equals(plan.now()) ? 0 : 1;
        }
        return moved;
    }

    private static EffectivePolicies effective(TenantPolicies policies) {
        return ShippedPolicies.effective(policies.policies().toArray(OwnPolicy[]::new));
    }

    private TenantPolicies propose(Random random, UUID id, TenantPolicies state) {
        Purpose purpose = any(random, PURPOSES);
        LocalDate from = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300));
        PolicyTerms draft =
                new PolicyTerms(
                        purpose,
                        RetentionTrigger.RECORDING_ENDED,
                        null,
                        Period.ofMonths(1 + random.nextInt(30)),
                        "decision of the board",
                        from,
                        random.nextBoolean() ? null : from.plusDays(1 + random.nextInt(200)));
        var provided = ShippedPolicies.law(draft, NOW);
        var law = provided == null ? null : provided.policy();
        RetentionTrigger trigger =
                law == null || law.from() == null ? RetentionTrigger.RECORDING_ENDED : law.from();
        boolean minimum = law != null && law.atLeast() != null;
        PolicyTerms terms =
                new PolicyTerms(
                        purpose,
                        trigger,
                        minimum ? Period.ofYears(5 + random.nextInt(4)) : null,
                        minimum ? null : draft.atMost(),
                        draft.reference(),
                        from,
                        draft.validTo());
        return after(
                new ProposePolicy(
                        id,
                        scope(random),
                        terms,
                        provided,
                        state.stages().keySet().stream()
                                .filter(_ -> random.nextInt(4) == 0)
                                .findFirst()
                                .orElse(null),
                        "anne",
                        NOW.minusSeconds(300)),
                state);
    }

    /** Some are active by now, some are taken back, the rest waits. */
    private TenantPolicies decideOn(Random random, UUID id, TenantPolicies state) {
        TenantPolicies next = state;
        if (random.nextInt(3) == 0) {
            var terms = Objects.requireNonNull(state.find(id)).proposal().terms();
            next =
                    after(
                            new ActivatePolicy(
                                    id,
                                    ShippedPolicies.law(terms, NOW),
                                    "bruno",
                                    NOW.minusSeconds(200)),
                            next);
        }
        return random.nextInt(5) == 0
                ? after(new WithdrawPolicy(id, null, "anne", NOW.minusSeconds(100)), next)
                : next;
    }

    private TenantPolicies after(PolicyCommand command, TenantPolicies state) {
        try {
            TenantPolicies next = state;
            for (PolicyEvent event : decider.decide(command, state)) {
                next = decider.evolve(next, event);
            }
            return next;
        } catch (Rejected _) {
            return state;
        }
    }

    private static @Nullable TenantPolicies simulated(TenantPolicies state, UUID id) {
        try {
            return PolicyDecider.simulate(command(state, id, "anybody", NOW), state);
        } catch (Rejected _) {
            return null;
        }
    }

    private @Nullable TenantPolicies activated(TenantPolicies state, UUID id) {
        TenantPolicies next = after(command(state, id, "bruno", ACTIVATED), state);
        return next == state ? null : next;
    }

    private static ActivatePolicy command(TenantPolicies state, UUID id, String by, Instant at) {
        var terms = Objects.requireNonNull(state.find(id)).proposal().terms();
        return new ActivatePolicy(id, ShippedPolicies.law(terms, at), by, at);
    }

    private static PolicyScope scope(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> PolicyScope.TENANT;
            case 1 -> new PolicyScope(any(random, CONTROLLERS), any(random, CAMPAIGNS));
            default -> PolicyScope.of(any(random, CONTROLLERS));
        };
    }

    private static PlanKey key(Random random) {
        List<String> keptFor = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            keptFor.add(random.nextInt(20) == 0 ? "UNHEARD_OF" : any(random, PURPOSES).name());
        }
        LocalDate startedOn = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(330));
        return new PlanKey(
                any(random, List.of(ItemKind.values())),
                any(random, CONTROLLERS),
                random.nextBoolean() ? null : any(random, CAMPAIGNS),
                keptFor.stream().distinct().toList(),
                startedOn,
                random.nextInt(4) == 0 ? startedOn.plusDays(random.nextInt(900)) : null);
    }

    private static <T> T any(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
