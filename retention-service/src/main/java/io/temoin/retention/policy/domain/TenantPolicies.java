// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import io.temoin.retention.policy.domain.PolicyEvent.PolicyActivated;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyProposed;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyWithdrawn;
import io.temoin.retention.policy.domain.PolicyStage.Active;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.PolicyStage.Proposed;
import io.temoin.retention.policy.domain.PolicyStage.Replaced;
import io.temoin.retention.policy.domain.PolicyStage.Withdrawn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All policies that a tenant and its controllers have laid down, in the order of their proposals.
 * They are one consistency boundary, since a policy of one scope may contradict that of another.
 */
public record TenantPolicies(Map<UUID, PolicyStage> stages) {

    public TenantPolicies {
        stages = Collections.unmodifiableMap(new LinkedHashMap<>(stages));
    }

    /** That policy; {@code null} when there is none. */
    public @Nullable PolicyStage find(UUID policy) {
        return stages.get(policy);
    }

    /** Those that apply, or did, with the times at which they could be known. */
    public List<OwnPolicy> policies() {
        return stages.values().stream().flatMap(stage -> stage.policies().stream()).toList();
    }

    /** Those of a purpose that apply, as is known now. */
    Stream<OwnPolicy> applying(Purpose purpose) {
        return policies().stream()
                .filter(policy -> policy.withdrawnAt() == null)
                .filter(policy -> policy.terms().purpose() == purpose);
    }

    /** The version that the next policy of a purpose in a scope has. */
    int nextVersion(PolicyScope scope, Purpose purpose) {
        return 1
                + (int)
                        stages.values().stream()
                                .map(PolicyStage::proposal)
                                .filter(proposal -> proposal.scope().equals(scope))
                                .filter(proposal -> proposal.terms().purpose() == purpose)
                                .count();
    }

    /** The state after one more event. */
    static TenantPolicies evolve(TenantPolicies state, PolicyEvent event) {
        Map<UUID, PolicyStage> stages = new LinkedHashMap<>(state.stages);
        switch (event) {
            case PolicyProposed proposed ->
                    stages.put(
                            proposed.policy(),
                            new Proposed(
                                    new Proposal(
                                            proposed.policy(),
                                            proposed.scope(),
                                            proposed.version(),
                                            proposed.terms(),
                                            proposed.replaces(),
                                            proposed.proposedBy(),
                                            proposed.at())));
            case PolicyActivated activated -> {
                stages.computeIfPresent(
                        activated.policy(),
                        (_, stage) ->
                                new Active(
                                        stage.proposal(), activated.activatedBy(), activated.at()));
                if (activated.replaces() != null) {
                    stages.computeIfPresent(
                            activated.replaces(), (_, stage) -> replaced(stage, activated));
                }
            }
            case PolicyWithdrawn withdrawn ->
                    stages.computeIfPresent(
                            withdrawn.policy(),
                            (_, stage) ->
                                    new Withdrawn(
                                            stage,
                                            withdrawn.reason(),
                                            withdrawn.withdrawnBy(),
                                            withdrawn.at()));
        }
        return new TenantPolicies(stages);
    }

    private static PolicyStage replaced(PolicyStage stage, PolicyActivated by) {
        return stage instanceof Active active
                ? new Replaced(active, by.terms().validFrom(), by.at())
                : stage;
    }
}
