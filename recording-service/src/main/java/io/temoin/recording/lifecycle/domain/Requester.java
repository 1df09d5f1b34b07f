// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.Set;

/**
 * Who asks.
 *
 * @param actor pseudonymous id of the person or service account
 * @param organisation the party the actor works for
 * @param onBehalfOf controllers this party may act for
 */
public record Requester(
        String actor, PartyId organisation, Set<PartyId> onBehalfOf, Set<Role> roles) {

    public Requester {
        onBehalfOf = Set.copyOf(onBehalfOf);
        roles = Set.copyOf(roles);
    }

    /**
     * Whether the recordings of this call exist for the requester: for the controller itself, and
     * for the processor that made the call while it still works for that controller. Another
     * processor of the same controller has no business with them (GDPR art. 28(3)(a)).
     */
    public boolean sees(PartyId controller, PartyId processor) {
        return organisation.equals(controller)
                || (organisation.equals(processor) && onBehalfOf.contains(controller));
    }

    boolean hasAny(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
