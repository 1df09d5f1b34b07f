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

    /**
     * Enter a party.
     *
     * @param entersOthers whether {@code by} engages others: it is a controller by the records, or
     *     the organisation that runs the tenant
     */
    record RegisterParty(
            PartyId by, boolean entersOthers, PartyId party, PartyProfile profile, Instant now)
            implements PartyCommand {}

    /** Say something else of it. */
    record AmendParty(PartyId by, PartyId party, PartyProfile profile, Instant now)
            implements PartyCommand {}
}
