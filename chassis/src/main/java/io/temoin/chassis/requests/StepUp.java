// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.chassis.ChassisConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether somebody signed in strongly enough, and lately, for what cannot be undone: listening,
 * taking data away, erasing (RFC 9470). On unless a setting says otherwise; the relaxed profiles
 * ask for nothing. A refreshed token keeps how its session was begun: only the time of the sign-in
 * tells that the person is still there.
 */
@ApplicationScoped
public class StepUp {

    private final List<String> acceptable;
    private final Duration maxAge;
    private final Clock clock;

    StepUp(ChassisConfig config, Clock clock) {
        this.acceptable = List.copyOf(config.stepUp().acr().orElseGet(List::of));
        this.maxAge = config.stepUp().maxAge();
        this.clock = clock;
    }

    /** The sign-in is too weak, or too long ago (RFC 9470, section 3). */
    public static final class Required extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String acrValues;
        private final long maxAge;

        Required(String acrValues, Duration maxAge) {
            super("a stronger sign-in is needed");
            this.acrValues = acrValues;
            this.maxAge = maxAge.toSeconds();
        }

        /** Those that would, separated by spaces. */
        String acrValues() {
            return acrValues;
        }

        /** How long ago it may be, in seconds. */
        long maxAge() {
            return maxAge;
        }
    }

    /**
     * Lets the caller pass.
     *
     * @throws Required when the token does not say that the person signed in strongly enough, and
     *     when
     */
    public void require(Caller caller) {
        if (!acceptable.isEmpty() && !suffices(caller.signIn())) {
            throw new Required(String.join(" ", acceptable), maxAge);
        }
    }

    private boolean suffices(Caller.SignIn signIn) {
        String acr = signIn.acr();
        Instant at = signIn.at();
        return acr != null
                && at != null
                && acceptable.contains(acr)
                && !at.isBefore(clock.instant().minus(maxAge))
                // Two clocks are never quite the same.
                && !at.isAfter(clock.instant().plusSeconds(60));
    }
}
