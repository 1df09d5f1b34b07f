// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import static io.temoin.retention.policy.domain.PolicyProblem.POLICY_STATE_CONFLICT;
import static io.temoin.retention.policy.domain.PolicyProblem.RETENTION_POLICY_UNKNOWN;
import static io.temoin.retention.policy.domain.PolicyProblem.SAME_PERSON;

import io.temoin.eventsourcing.Decider;
import io.temoin.eventsourcing.Rejected;
import io.temoin.retention.policy.domain.PolicyCommand.ActivatePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.ProposePolicy;
import io.temoin.retention.policy.domain.PolicyCommand.WithdrawPolicy;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyActivated;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyProposed;
import io.temoin.retention.policy.domain.PolicyEvent.PolicyWithdrawn;
import io.temoin.retention.policy.domain.PolicyStage.Active;
import io.temoin.retention.policy.domain.PolicyStage.Proposal;
import io.temoin.retention.policy.domain.PolicyStage.Proposed;
import io.temoin.retention.policy.domain.PolicyStage.Replaced;
import io.temoin.retention.policy.domain.PolicyStage.Withdrawn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The life of the policies of one tenant: proposed by one person, activated by another, withdrawn.
 * The rules are asked again at the activation, as other policies may have come between.
 */
public final class PolicyDecider implements Decider<PolicyCommand, TenantPolicies, PolicyEvent> {

    @Override
    public TenantPolicies initialState() {
        return new TenantPolicies(Map.of());
    }

    @Override
    public List<PolicyEvent> decide(PolicyCommand command, TenantPolicies state) {
        return List.of(
                switch (command) {
                    case ProposePolicy propose -> propose(propose, state);
                    case ActivatePolicy activate -> activate(activate, state);
                    case WithdrawPolicy withdraw -> withdraw(withdraw, state);
                });
    }

    @Override
    public TenantPolicies evolve(TenantPolicies state, PolicyEvent event) {
        return TenantPolicies.evolve(state, event);
    }

    /** The refusal of a policy that does not exist for the caller. */
    public static Rejected unknown() {
        return new Rejected(RETENTION_POLICY_UNKNOWN, "No retention policy has this id.");
    }

    private static PolicyEvent propose(ProposePolicy command, TenantPolicies state) {
        if (state.find(command.policy()) != null) {
            throw conflict("This policy has already been proposed.");
        }
        PolicyTerms terms = command.terms();
        requireAllowed(command.scope(), terms, command.law(), command.replaces(), state);
        return new PolicyProposed(
                command.policy(),
                command.scope(),
                state.nextVersion(command.scope(), terms.purpose()),
                terms,
                command.replaces(),
                command.by(),
                command.now());
    }

    private static PolicyEvent activate(ActivatePolicy command, TenantPolicies state) {
        Proposal proposal = proposed(command, state);
        if (proposal.by().equals(command.by())) {
            throw new Rejected(
                    SAME_PERSON, "You proposed this policy; somebody else must activate it.");
        }
        return activated(proposal, command, state);
    }

    /**
     * The policies as if somebody else than who proposed it activated a policy: no event is
     * recorded.
     *
     * @throws Rejected when it could not be activated
     */
    public static TenantPolicies simulate(ActivatePolicy command, TenantPolicies state) {
        Proposal proposal = proposed(command, state);
        return TenantPolicies.evolve(state, activated(proposal, command, state));
    }

    private static Proposal proposed(ActivatePolicy command, TenantPolicies state) {
        return switch (find(command, state)) {
            case Proposed(var proposal) -> proposal;
            case Active _, Replaced _ -> throw conflict("This policy is already active.");
            case Withdrawn _ -> throw withdrawn();
        };
    }

    private static PolicyEvent activated(
            Proposal proposal, ActivatePolicy command, TenantPolicies state) {
        requireAllowed(
                proposal.scope(), proposal.terms(), command.law(), proposal.replaces(), state);
        return new PolicyActivated(
                proposal.id(),
                proposal.scope(),
                proposal.version(),
                proposal.terms(),
                proposal.replaces(),
                proposal.by(),
                command.by(),
                command.now());
    }

    private static PolicyEvent withdraw(WithdrawPolicy command, TenantPolicies state) {
        Proposal proposal =
                switch (find(command, state)) {
                    case Proposed(var proposed) -> proposed;
                    case Active active -> active.proposal();
                    case Replaced replaced -> replaced.proposal();
                    case Withdrawn _ -> throw withdrawn();
                };
        return new PolicyWithdrawn(
                proposal.id(),
                proposal.scope(),
                proposal.terms().purpose(),
                proposal.version(),
                command.reason(),
                command.by(),
                command.now());
    }

    private static void requireAllowed(
            PolicyScope scope,
            PolicyTerms terms,
            @Nullable ProvidedPolicy law,
            @Nullable UUID replaces,
            TenantPolicies state) {
        if (replaces != null) {
            requireReplaceable(replaces, scope, terms, state);
        }
        PolicyRules.require(scope, terms, law, state.applying(terms.purpose()).toList(), replaces);
    }

    private static void requireReplaceable(
            UUID replaces, PolicyScope scope, PolicyTerms terms, TenantPolicies state) {
        boolean replaceable =
                state.find(replaces) instanceof Active active
                        && active.proposal().scope().equals(scope)
                        && active.proposal().terms().purpose() == terms.purpose()
                        && active.proposal().terms().validFrom().isBefore(terms.validFrom());
        if (!replaceable) {
            throw Rejected.at(
                    "/replaces",
                    POLICY_STATE_CONFLICT,
                    "Only an active policy of the same scope and purpose that begins earlier can"
                            + " be replaced.");
        }
    }

    private static PolicyStage find(PolicyCommand command, TenantPolicies state) {
        PolicyStage stage = state.find(command.policy());
        if (stage == null) {
            throw unknown();
        }
        return stage;
    }

    private static Rejected withdrawn() {
        return conflict("This policy has been withdrawn; propose it again.");
    }

    private static Rejected conflict(String sentence) {
        return new Rejected(POLICY_STATE_CONFLICT, sentence);
    }
}
