// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.permission.domain.ConsentProblem.PROCESSOR_NOT_AUTHORISED;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.agreement.domain.Mandate.Finding;
import io.temoin.consent.party.domain.ActingParty;
import io.temoin.consent.party.domain.PartyId;
import io.temoin.eventsourcing.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Who touches a controller's data does so on its instructions (GDPR art. 28(3), 29). A withdrawal
 * and an objection need none: they are never refused for want of one (C. conso. R223-3).
 */
final class InstructionCheck {

    private InstructionCheck() {}

    /** Rejects whose token does not name the controller, and a processor that has no mandate. */
    static void mustBe(ActingParty by, PartyId controller, @Nullable Mandate mandate) {
        ContactPermissionDecider.mustActFor(by, controller);
        Rejected refusal = refusal(by, controller, mandate);
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Why a processor may not do this; {@code null} where it may, and for the controller. */
    static @Nullable Rejected refusal(
            ActingParty by, PartyId controller, @Nullable Mandate mandate) {
        if (by.organisation().equals(controller) || (mandate != null && mandate.allows())) {
            return null;
        }
        Finding finding = mandate == null ? Finding.NO_AGREEMENT : mandate.finding();
        return Rejected.at("/controller", PROCESSOR_NOT_AUTHORISED, finding.detail());
    }
}
