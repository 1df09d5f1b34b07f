// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.PartyProfile;
import io.temoin.consent.rules.domain.CallFact;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the register of parties says of a controller, as far as a decision needs it.
 *
 * @param legalName by which announcements of the law call it
 * @param mandatory what it wants to be stated before calls; absent when nothing
 */
public record ControllerFacts(String legalName, @Nullable List<CallFact> mandatory) {

    public ControllerFacts {
        mandatory = mandatory == null || mandatory.isEmpty() ? null : List.copyOf(mandatory);
    }

    /** What its profile says. */
    public static ControllerFacts of(PartyProfile controller) {
        return new ControllerFacts(controller.legalName(), controller.mandatoryFacts());
    }

    boolean wants(CallFact fact) {
        return mandatory != null && mandatory.contains(fact);
    }
}
