// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy;

import io.smallrye.mutiny.Uni;
import io.temoin.eventsourcing.StreamId;
import io.temoin.eventsourcing.store.CommandHandler;
import io.temoin.eventsourcing.store.CommandOutcome;
import io.temoin.eventsourcing.store.EventCodec;
import io.temoin.eventsourcing.store.EventMetadata;
import io.temoin.eventsourcing.store.EventStore;
import io.temoin.eventsourcing.store.Replayed;
import io.temoin.retention.policy.domain.PolicyCommand;
import io.temoin.retention.policy.domain.PolicyDecider;
import io.temoin.retention.policy.domain.PolicyEvent;
import io.temoin.retention.policy.domain.TenantPolicies;
import io.temoin.shredding.TenantId;
import io.temoin.shredding.keys.ShreddableKeys;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The stream {@code policy-tenant} of each tenant: the policies of all its scopes. They are few,
 * and one may contradict another, so one version number guards them all.
 */
@ApplicationScoped
public class PolicyStream {

    private static final StreamId POLICIES = new StreamId("policy", "tenant");

    private final CommandHandler<PolicyCommand, TenantPolicies, PolicyEvent> policies;

    PolicyStream(EventStore store, ShreddableKeys keys) {
        this.policies = new CommandHandler<>(store, codec(keys), new PolicyDecider());
    }

    /** How what becomes of policies is recorded and published. */
    public static EventCodec<PolicyEvent> codec(ShreddableKeys keys) {
        return new EventCodec<>(PolicyEvent.class, keys);
    }

    Uni<CommandOutcome<TenantPolicies, PolicyEvent>> handle(
            PolicyCommand command, EventMetadata metadata) {
        return policies.handle(POLICIES, command, metadata);
    }

    /** The policies of a tenant, as of now. */
    public Uni<TenantPolicies> policies(TenantId tenant) {
        return policies.replay(tenant, POLICIES).map(Replayed::state);
    }
}
