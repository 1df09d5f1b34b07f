// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.ShippedPolicies;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyActivated;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyProposed;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyWithdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the activation of a policy would make of the policies of a tenant. */
class SimulatedActivationTest {

    private static final Instant AT = Instant.parse("2026-11-24T11:00:00Z");
    private static final PolicyScope RHONE = PolicyScope.of("rhone-telecom");
    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(1, 2);
    private static final String ONE = "person-1";
    private static final String OTHER = "person-2";

    /** Also for the person who proposed it: nothing is activated. */
    @Test
    void isThePolicyBesideTheOthers() {
        var state = after(proposed(FIRST, "P3M"));

        var simulated = PolicyDecider.simulate(activate(FIRST, ONE), state);

        assertThat(simulated.policies())
                .containsExactly(new OwnPolicy(FIRST, RHONE, 1, quality("P3M"), AT, null));
        assertThat(state.policies()).isEmpty();
    }

    @Test
    void needsAProposal() {
        isRefused(FIRST, after(), PolicyProblem.RETENTION_POLICY_UNKNOWN);
        isRefused(
                FIRST,
                after(proposed(FIRST, "P3M"), activated(FIRST, "P3M")),
                PolicyProblem.POLICY_STATE_CONFLICT);
        isRefused(
                FIRST,
                after(
                        proposed(FIRST, "P3M"),
                        new PolicyWithdrawn(
                                FIRST, RHONE, Purpose.QUALITY, 1, "LAW_CHANGED", ONE, AT)),
                PolicyProblem.POLICY_STATE_CONFLICT);
    }

    @Test
    void isRefusedWhenTheActivationWouldBe() {
        isRefused(
                FIRST,
                after(proposed(FIRST, "P3M"), proposed(SECOND, "P2M"), activated(SECOND, "P2M")),
                PolicyProblem.POLICY_OVERLAPS);
        isRefused(FIRST, after(proposed(FIRST, "P7M")), PolicyProblem.POLICY_LOOSENED);
    }

    private static void isRefused(UUID policy, TenantPolicies state, PolicyProblem problem) {
        assertThatThrownBy(() -> PolicyDecider.simulate(activate(policy, OTHER), state))
                .isInstanceOfSatisfying(
                        Rejected.class, refused -> assertThat(refused.code()).isEqualTo(problem));
    }

    private static ActivatePolicy activate(UUID policy, String by) {
        return new ActivatePolicy(policy, ShippedPolicies.law(quality("P3M"), AT), by, AT);
    }

    private static PolicyProposed proposed(UUID policy, String atMost) {
        return new PolicyProposed(policy, RHONE, 1, quality(atMost), null, ONE, AT);
    }

    private static PolicyActivated activated(UUID policy, String atMost) {
        return new PolicyActivated(policy, RHONE, 1, quality(atMost), null, ONE, OTHER, AT);
    }

    private static PolicyTerms quality(String atMost) {
        return new PolicyTerms(
                Purpose.QUALITY,
                RetentionTrigger.RECORDING_ENDED,
                null,
                Period.parse(atMost),
                "our decision",
                LocalDate.of(2026, 12, 1),
                null);
    }

    private static TenantPolicies after(PolicyEvent... events) {
        var decider = new PolicyDecider();
        var state = decider.initialState();
        for (PolicyEvent event : events) {
            state = decider.evolve(state, event);
        }
        return state;
    }
}
