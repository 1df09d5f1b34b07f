// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.requests;

import io.temoin.chassis.requests.Caller;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Rejected;

/** Whom a caller works for. */
public final class Organisations {

    private Organisations() {}

    /**
     * The caller's own organisation, never one it acts for: that one's word is not its own.
     *
     * @param otherwise the problem of a token whose organisation is no party
     */
    public static PartyId of(Caller caller, Rejected.Code otherwise) {
        if (!PartyId.isOne(caller.organisation())) {
            throw new Rejected(
                    otherwise, "The organisation in the token is not a registered party.");
        }
        return new PartyId(caller.organisation());
    }
}
