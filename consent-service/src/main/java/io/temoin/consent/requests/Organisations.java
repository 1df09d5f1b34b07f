// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement;

import io.temoin.chassis.requests.Caller;
import io.temoin.consent.agreement.domain.AgreementProblem;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Rejected;

/** Whom a caller works for. */
final class Organisations {

    private Organisations() {}

    /** The caller's own organisation, never one it acts for: that one's word is not its own. */
    static PartyId of(Caller caller) {
        if (!PartyId.isOne(caller.organisation())) {
            throw new Rejected(
                    AgreementProblem.NOT_THE_CONTROLLER,
                    "The token's organisation is not a party of this suite.");
        }
        return new PartyId(caller.organisation());
    }
}
