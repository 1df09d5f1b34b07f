// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Stream;

/**
 * Loads what applies in a tenant: the law of the place, what was laid down in its scopes, and what
 * the controller declared with its purposes.
 */
@ApplicationScoped
public class PolicyResolver {

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
                .with(
                        (own, declared) ->
                                packs.effective(
                                        Stream.concat(
                                                        own.policies().stream(),
                                                        declared.policies(packs::law).stream())
                                                .toList()));
    }
}
