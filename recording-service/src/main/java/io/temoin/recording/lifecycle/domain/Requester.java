// SPDX-License-Identifier: Apache-2.0
package io.temoin.recording.lifecycle.domain;

import java.util.Set;

/**
 * Who asks.
 *
 * @param actor pseudonymous id of the person or service account
 * @param organisation the party the actor works for
 * @param onBehalfOf controllers this party may act for; of a recording that is asked for, those
 *     with whom an agreement is in force that covers it
 * @param wholeTenant whether everything of the tenant exists for the requester
 */
public record Requester(
        String actor,
        PartyId organisation,
        Set<PartyId> onBehalfOf,
        Set<Role> roles,
        boolean wholeTenant) {

    /** One for whom not everything of the tenant exists. */
    public Requester(String actor, PartyId organisation, Set<PartyId> onBehalfOf, Set<Role> roles) {
        this(actor, organisation, onBehalfOf, roles, false);
    }

    public Requester {
        onBehalfOf = Set.copyOf(onBehalfOf);
        roles = Set.copyOf(roles);
    }

    /**
     * Whether the recordings of this call exist for the requester: for the tenant's own people, the
     * controller itself, and the processor that made the call while it is instructed to. Another
     * processor of the same controller has no business with them (GDPR art. 28(3)(a)).
     */
    public boolean sees(PartyId controller, PartyId processor) {
        return wholeTenant
                || organisation.equals(controller)
                || (organisation.equals(processor) && onBehalfOf.contains(controller));
    }

    /** Whether the requester speaks for the controller itself. */
    public boolean isOf(PartyId controller) {
        return wholeTenant || organisation.equals(controller);
    }

    /** Whether one of the requester's roles is wanted. */
    public boolean hasAny(Set<Role> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
