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

    /** Whether one of the tenant's own people asks, who see all of it. */
    boolean byTenant();

    /**
     * Enter a party.
     *
     * @param byController whether {@code by} is a controller by the records, and so may engage
     *     others
     */
    record RegisterParty(
            PartyId by,
            boolean byTenant,
            boolean byController,
            PartyId party,
            PartyProfile profile,
            Instant now)
            implements PartyCommand {}

    /** Say something else of it. */
    record AmendParty(
            PartyId by, boolean byTenant, PartyId party, PartyProfile profile, Instant now)
            implements PartyCommand {}
}
