// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.REGISTER_HIT;
import static io.temoin.consent.rules.domain.ReasonCode.REGISTER_STALE;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.screening.domain.Screening;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the registers say that the law has a caller look at first; nothing known is a no. */
final class RegisterRules {

    private RegisterRules() {}

    /**
     * What they have against the call.
     *
     * @param inForce the person's consents to it
     * @param exempt what lets it be made without one; absent when nothing does
     */
    static List<Reason> against(
            DecideCall call, RulePack pack, List<Consent> inForce, @Nullable Exemption exempt) {
        if (pack.registers().isEmpty()) {
            return List.of();
        }
        LocalDate today = LocalDate.ofInstant(call.now(), pack.zone());
        List<Reason> against = new ArrayList<>(2);
        for (RegisterDuty duty : pack.registers()) {
            if ((!inForce.isEmpty() && duty.consentOverrides()) || duty.excepts(exempt)) {
                continue;
            }
            Screening found = call.circumstances().screening(duty.register());
            if (found.listed()) {
                against.add(Reason.of(REGISTER_HIT, duty.source()));
            }
            if (!found.isFresh(duty.freshWithin(), today)) {
                against.add(Reason.of(REGISTER_STALE, duty.source()));
            }
        }
        return against;
    }
}
