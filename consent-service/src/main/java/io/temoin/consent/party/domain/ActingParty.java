// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.party.domain;

import java.util.Set;

/**
 * Who asks, as the access token says: the outer bound of what it may do. Inside it, a processor
 * needs an agreement with the controller, too.
 *
 * @param organisation the party the caller works for
 * @param onBehalfOf controllers that party may act for (GDPR art. 28(3), 29)
 */
public record ActingParty(PartyId organisation, Set<PartyId> onBehalfOf) {

    public ActingParty {
        onBehalfOf = Set.copyOf(onBehalfOf);
    }

    /**
     * Whether the party is {@code controller} itself or may act for it, as far as the token goes.
     */
    public boolean actsFor(PartyId controller) {
        return organisation.equals(controller) || onBehalfOf.contains(controller);
    }
}
