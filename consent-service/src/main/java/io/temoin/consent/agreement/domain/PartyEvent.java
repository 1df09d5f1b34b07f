// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.party.domain.PartyId;
import java.time.Instant;

/** What happened to a party's entry in the records. */
public sealed interface PartyEvent {

    /** The party entered the records. */
    record PartyRegistered(PartyId party, PartyProfile profile, PartyId registeredBy, Instant at)
            implements PartyEvent {}

    /** What is said of the party is this from now on, as a whole. */
    record PartyAmended(PartyId party, PartyProfile profile, PartyId amendedBy, Instant at)
            implements PartyEvent {}
}
