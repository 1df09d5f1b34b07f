// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;

/** Loads what applies in a tenant: the law of the place, and what was laid down in its scopes. */
@ApplicationScoped
public class PolicyResolver {

    private final PolicyPacks packs;
    private final PolicyStream policies;

    PolicyResolver(PolicyPacks packs, PolicyStream policies) {
        this.packs = packs;
        this.policies = policies;
    }

    /** As of now, with the times at which each policy could be known. */
    public Uni<EffectivePolicies> load(TenantId tenant) {
        return policies.policies(tenant).map(own -> packs.effective(own.policies()));
    }
}
