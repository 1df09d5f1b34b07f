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

    /**
     * In the records.
     *
     * @param enteredBy the party whose entry it is: itself, once it has spoken; until then a
     *     controller that engages it, or the tenant's own organisation
     */
    record Registered(PartyId id, PartyProfile profile, PartyId enteredBy) implements Party {}

    /** Whether it is in the records and decides purposes and means. */
    default boolean decides() {
        return this instanceof Registered(_, PartyProfile profile, _) && profile.decides();
    }

    /** Whether it is in the records and processes on behalf of others. */
    default boolean processes() {
        return this instanceof Registered(_, PartyProfile profile, _) && profile.processes();
    }

    /** What it wants for callers that a consent does not name. */
    default UnnamedCallers unnamedCallers() {
        return switch (this) {
            case Unknown _ -> UnnamedCallers.DENY;
            case Registered(_, var profile, _) -> profile.unnamedCallers();
        };
    }

    static Party evolve(Party state, PartyEvent event) {
        return switch (event) {
            case PartyEvent.PartyRegistered(var party, var profile, var by, _) ->
                    new Registered(party, profile, by);
            case PartyEvent.PartyAmended(var party, var profile, var by, _) ->
                    new Registered(
                            party,
                            profile,
                            state instanceof Registered known && !by.equals(party)
                                    ? known.enteredBy()
                                    : by);
        };
    }
}
