// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;

/** A legal entity, as the tenant's records know it. */
public sealed interface Party {

    /** One that nobody registered. */
    static Party unknown() {
        return new Unknown();
    }

    /** Not in the records. */
    record Unknown() implements Party {}

    /** In the records. */
    record Known(PartyId id, PartyProfile profile) implements Party {}

    /** Whether it is in the records and decides purposes and means. */
    default boolean decides() {
        return this instanceof Known(_, PartyProfile profile) && profile.decides();
    }

    /** Whether it is in the records and processes on behalf of others. */
    default boolean processes() {
        return this instanceof Known(_, PartyProfile profile) && profile.processes();
    }

    /** What it wants for callers that a consent does not name. */
    default UnnamedCallers unnamedCallers() {
        return switch (this) {
            case Unknown _ -> UnnamedCallers.DENY;
            case Known(_, var profile) -> profile.unnamedCallers();
        };
    }

    static Party evolve(PartyEvent event) {
        return switch (event) {
            case PartyEvent.PartyRegistered(var party, var profile, _, _) ->
                    new Known(party, profile);
            case PartyEvent.PartyAmended(var party, var profile, _, _) -> new Known(party, profile);
        };
    }
}
