// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.agreement.domain.Mandate;
import io.temoin.consent.screening.domain.Screening;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was looked up for a decision.
 *
 * @param mandate what the controller instructed the caller to do; absent when the controller itself
 *     asks
 * @param screenings what was found in registers and in the controller's own list; absent where
 *     there was none to look at
 * @param controllerFacts what the register of parties says of the controller; absent where nobody
 *     registered it
 */
public record LookupResults(
        @Nullable Mandate mandate,
        @Nullable List<Screening> screenings,
        @Nullable ControllerFacts controllerFacts) {

    public LookupResults {
        screenings = screenings == null || screenings.isEmpty() ? null : List.copyOf(screenings);
    }

    /** What was found in that register; that there is no copy of it when nobody looked. */
    Screening screening(String register) {
        return screenings == null
                ? Screening.ofNoCopy(register)
                : screenings.stream()
                        .filter(found -> found.register().equals(register))
                        .findFirst()
                        .orElseGet(() -> Screening.ofNoCopy(register));
    }
}
