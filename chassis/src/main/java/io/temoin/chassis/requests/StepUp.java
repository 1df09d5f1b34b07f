// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Whether somebody signed in strongly enough for what cannot be undone: listening, taking data
 * away, erasing (RFC 9470). On unless a setting says otherwise; the relaxed profiles ask for
 * nothing.
 */
@ApplicationScoped
public class StepUp {

    private final List<String> acceptable;

    StepUp(ChassisConfig config) {
        this.acceptable = List.copyOf(config.stepUp().acr().orElseGet(List::of));
    }

    /** The token's authentication context class is none that suffices (RFC 9470, section 3). */
    public static final class Required extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String acrValues;

        Required(String acrValues) {
            super("a stronger sign-in is needed");
            this.acrValues = acrValues;
        }

        /** Those that would, separated by spaces. */
        String acrValues() {
            return acrValues;
        }
    }

    /**
     * Lets the caller pass.
     *
     * @throws Required when the token does not say that the person signed in strongly enough
     */
    public void require(Caller caller) {
        if (!acceptable.isEmpty() && (caller.acr() == null || !acceptable.contains(caller.acr()))) {
            throw new Required(String.join(" ", acceptable));
        }
    }
}
