// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One policy of a tenant or a controller, in one of its stages. */
public sealed interface PolicyStage {

    /** What was proposed. */
    Proposal proposal();

    /** The policies that follow from it, with the times at which they could be known. */
    List<OwnPolicy> policies();

    /**
     * What was proposed, and by whom.
     *
     * @param version 1, 2, … of the purpose in the scope
     * @param replaces the policy that it takes over from; absent if none
     */
    record Proposal(
            UUID id,
            PolicyScope scope,
            int version,
            PolicyTerms terms,
            @Nullable UUID replaces,
            String by,
            Instant at) {}

    /** A second person has not activated it yet. */
    record Proposed(Proposal proposal) implements PolicyStage {
        @Override
        public List<OwnPolicy> policies() {
            return List.of();
        }
    }

    /** It applies. */
    record Active(Proposal proposal, String by, Instant at) implements PolicyStage {
        @Override
        public List<OwnPolicy> policies() {
            return List.of(policy(proposal, proposal.terms(), at, null));
        }
    }

    /**
     * Another one takes over from it.
     *
     * @param from the first day of that one
     * @param known since when that is known
     */
    record Replaced(Active active, LocalDate from, Instant known) implements PolicyStage {
        @Override
        public Proposal proposal() {
            return active.proposal();
        }

        @Override
        public List<OwnPolicy> policies() {
            Proposal proposal = active.proposal();
            return List.of(
                    policy(proposal, proposal.terms(), active.at(), known),
                    policy(proposal, proposal.terms().until(from), known, null));
        }
    }

    /**
     * It was taken back.
     *
     * @param before its stage until then
     */
    record Withdrawn(PolicyStage before, @Nullable String reason, String by, Instant at)
            implements PolicyStage {
        @Override
        public Proposal proposal() {
            return before.proposal();
        }

        @Override
        public List<OwnPolicy> policies() {
            return before.policies().stream().map(it -> it.withdrawn(at)).toList();
        }
    }

    private static OwnPolicy policy(
            Proposal proposal, PolicyTerms terms, Instant known, @Nullable Instant withdrawn) {
        return new OwnPolicy(
                proposal.id(), proposal.scope(), proposal.version(), terms, known, withdrawn);
    }
}
