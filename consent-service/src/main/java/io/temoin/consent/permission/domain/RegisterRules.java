// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import static io.temoin.consent.rules.domain.ReasonCode.REGISTER_HIT;
import static io.temoin.consent.rules.domain.ReasonCode.REGISTER_STALE;

import io.temoin.consent.permission.domain.ContactPermissionCommand.DecideCall;
import io.temoin.consent.rules.domain.Exemption;
import io.temoin.consent.rules.domain.Fact;
import io.temoin.consent.rules.domain.FactName;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.RegisterDuty;
import io.temoin.consent.rules.domain.RulePack;
import io.temoin.consent.rules.domain.SourceStrength;
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
            Screening found = call.circumstances().lookups().screening(duty.register());
            if (found.listed()) {
                against.add(Reason.of(REGISTER_HIT, duty.source()).with(copy(found)));
            }
            if (!found.isFresh(duty.freshWithin(), today)) {
                against.add(stale(duty, found));
            }
        }
        return against;
    }

    /** The registers that were checked, and as of which day. */
    static List<Fact> checked(DecideCall call, RulePack pack) {
        return pack.registers().stream()
                .map(duty -> call.circumstances().lookups().screening(duty.register()))
                .flatMap(found -> copy(found).stream())
                .toList();
    }

    private static Reason stale(RegisterDuty duty, Screening found) {
        Reason stale =
                Reason.of(REGISTER_STALE, duty.source())
                        .with(copy(found))
                        .with(Fact.of(FactName.FRESH_WITHIN, duty.freshWithin()));
        return duty.standing() == SourceStrength.PRACTICE
                ? stale.with(Fact.of(FactName.STANDING, SourceStrength.PRACTICE))
                : stale;
    }

    /** Which register was checked, and as of which day. */
    static List<Fact> copy(Screening found) {
        Fact register = Fact.of(FactName.REGISTER, found.register());
        return found.asOf() == null
                ? List.of(register)
                : List.of(register, Fact.of(FactName.REGISTER_AS_OF, found.asOf()));
    }
}
