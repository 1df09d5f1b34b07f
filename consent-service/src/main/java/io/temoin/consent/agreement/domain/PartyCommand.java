// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;

/** What may be asked of a party's entry in the records. */
public sealed interface PartyCommand {

    /** The organisation that asks. */
    PartyId by();

    PartyId party();

    PartyProfile profile();

    /** Enter a party. */
    record RegisterParty(PartyId by, PartyId party, PartyProfile profile, Instant now)
            implements PartyCommand {}

    /** Say something else of it. */
    record AmendParty(PartyId by, PartyId party, PartyProfile profile, Instant now)
            implements PartyCommand {}
}
