// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.consents;

import io.smallrye.mutiny.Uni;
import io.temoin.consent.agreement.PartyStream;
import io.temoin.consent.agreement.domain.Party.Registered;
import io.temoin.consent.consents.ConsentDocument.Party;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.shredding.TenantId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * Says of the parties of a consent record who they are and how they are reached, as the register of
 * parties says now: a record is read to reach somebody. A receipt does not: it is signed, and the
 * same for ever, also when a party moves.
 */
@Singleton
final class NamedParties {

    private final PartyStream register;

    NamedParties(PartyStream register) {
        this.register = register;
    }

    /** The record with all that is known of its parties; one that nobody registered stays an id. */
    Uni<ConsentDocument> in(TenantId tenant, ConsentDocument record) {
        List<PartyId> ids =
                record.partyIdentification().stream()
                        .map(party -> new PartyId(party.partyId()))
                        .toList();
        return register.all(tenant, ids)
                .map(
                        known ->
                                record.with(
                                        record.partyIdentification().stream()
                                                .map(party -> named(party, known))
                                                .toList()));
    }

    private static Party named(
            Party party, Map<PartyId, io.temoin.consent.agreement.domain.Party> known) {
        return known.get(new PartyId(party.partyId())) instanceof Registered(_, var profile, _)
                ? party.named(profile)
                : party;
    }
}
