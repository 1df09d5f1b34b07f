// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.DeclaredPeriods;
import io.temoin.retention.policy.domain.EffectivePolicies;
import io.temoin.retention.policy.domain.Establishments;
import io.temoin.retention.policy.domain.OwnPolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyScope;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.PolicyTerms;
import io.temoin.retention.policy.domain.ProvidedPolicy;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.shredding.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Loads what applies in a tenant: the law of the country in which the controller is established,
 * what was laid down in its scopes, and what the controller declared with its purposes.
 */
@ApplicationScoped
public class PolicyResolver {

    /** In whose name nobody activates a policy. */
    private static final String SIMULATION = "simulation";

    private final PolicyPacks packs;
    private final PolicyStream policies;
    private final PurposePeriodStream periods;
    private final ControllerCountryStore countries;

    PolicyResolver(
            PolicyPacks packs,
            PolicyStream policies,
            PurposePeriodStream periods,
            ControllerCountryStore countries) {
        this.packs = packs;
        this.policies = policies;
        this.periods = periods;
        this.countries = countries;
    }

    /**
     * What applies to a controller, as of now, with the times at which each policy could be known.
     */
    public Uni<EffectivePolicies> load(TenantId tenant, String controller) {
        return load(tenant, countries.of(tenant, controller), controller);
    }

    /** The same where the controller was established by what it had said at {@code knownAt}. */
    public Uni<EffectivePolicies> load(TenantId tenant, String controller, Instant knownAt) {
        return load(tenant, places(tenant, controller, knownAt), controller);
    }

    /** Where a controller was established, by what it had said at {@code knownAt}. */
    public Uni<Establishments> places(TenantId tenant, String controller, Instant knownAt) {
        return countries.of(tenant, controller, knownAt);
    }

    private Uni<EffectivePolicies> load(
            TenantId tenant, Uni<Establishments> places, String controller) {
        return Uni.combine()
                .all()
                .unis(policies.policies(tenant), periods.declared(tenant, controller), places)
                .with(this::effective);
    }

    /** The same, if the tenant and its controllers had laid down {@code own}. */
    public Uni<EffectivePolicies> load(TenantId tenant, String controller, TenantPolicies own) {
        return Uni.combine()
                .all()
                .unis(periods.declared(tenant, controller), countries.of(tenant, controller))
                .with((declared, places) -> effective(own, declared, places));
    }

    private EffectivePolicies effective(
            TenantPolicies own, DeclaredPeriods declared, Establishments places) {
        List<OwnPolicy> ofController = declared.policies(period -> packs.law(places, period));
        return packs.effective(
                places, Stream.concat(own.policies().stream(), ofController.stream()).toList());
    }

    /**
     * The policies of a tenant as if a proposed one were activated at {@code at}. Fails with {@link
     * Rejected} when it could not be activated.
     *
     * @param own what is laid down
     */
    public Uni<TenantPolicies> simulate(
            TenantId tenant, TenantPolicies own, Proposal proposal, Instant at) {
        return law(tenant, proposal.scope(), proposal.terms(), at)
                .map(
                        law ->
                                PolicyDecider.simulate(
                                        new ActivatePolicy(
                                                proposal.id(), law.orElse(null), SIMULATION, at),
                                        own));
    }

    /** What the law provides, on the first day of some terms, where the controller is then. */
    Uni<Optional<ProvidedPolicy>> law(
            TenantId tenant, PolicyScope scope, PolicyTerms terms, Instant knownAt) {
        return countries
                .of(tenant, scope.controller())
                .map(places -> Optional.ofNullable(packs.law(places, terms, knownAt)));
    }
}
