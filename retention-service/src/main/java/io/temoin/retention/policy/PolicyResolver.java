// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.DeclaredPeriods;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Loads what applies in a tenant: the law of the place, what was laid down in its scopes, and what
 * the controller declared with its purposes.
 */
@ApplicationScoped
public class PolicyResolver {

    /** In whose name nobody activates a policy. */
    private static final String SIMULATION = "simulation";

    private final PolicyPacks packs;
    private final PolicyStream policies;
    private final PurposePeriodStream periods;

    PolicyResolver(PolicyPacks packs, PolicyStream policies, PurposePeriodStream periods) {
        this.packs = packs;
        this.policies = policies;
        this.periods = periods;
    }

    /**
     * What applies to a controller, as of now, with the times at which each policy could be known.
     */
    public Uni<EffectivePolicies> load(TenantId tenant, String controller) {
        return Uni.combine()
                .all()
                .unis(policies.policies(tenant), periods.declared(tenant, controller))
                .with(this::effective);
    }

    /** The same, if the tenant and its controllers had laid down {@code own}. */
    public Uni<EffectivePolicies> load(TenantId tenant, String controller, TenantPolicies own) {
        return periods.declared(tenant, controller).map(declared -> effective(own, declared));
    }

    private EffectivePolicies effective(TenantPolicies own, DeclaredPeriods declared) {
        return packs.effective(
                Stream.concat(own.policies().stream(), declared.policies(packs::law).stream())
                        .toList());
    }

    /**
     * The policies of a tenant as if a proposed one were activated at {@code at}.
     *
     * @param own what is laid down
     * @throws Rejected when it could not be activated
     */
    public TenantPolicies simulate(TenantPolicies own, Proposal proposal, Instant at) {
        return PolicyDecider.simulate(
                new ActivatePolicy(proposal.id(), packs.law(proposal.terms(), at), SIMULATION, at),
                own);
    }
}
