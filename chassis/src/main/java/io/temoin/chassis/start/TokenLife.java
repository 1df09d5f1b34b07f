// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.temoin.chassis.ChassisConfig;
import java.time.Duration;
import java.util.Optional;

/** Checks that tokens and links expire before the key that signed them is retired. */
public final class TokenLife {

    private TokenLife() {}

    /**
     * The complaint of a {@link StartupCheck}; empty when the overlap is long enough. A replica may
     * sign with a replaced key until its next look at the keyset, so that time counts too.
     *
     * @param property sets the life
     */
    public static Optional<String> complaint(
            String property, Duration life, ChassisConfig.Keys keys) {
        Duration overlap = keys.tokens().overlap();
        return overlap.compareTo(life.plus(keys.checkInterval())) >= 0
                ? Optional.empty()
                : Optional.of(
                        "temoin.keys.tokens.overlap (%s) must be at least the sum of %s (%s)"
                                        .formatted(overlap, property, life)
                                + " and temoin.keys.check-interval (%s)."
                                        .formatted(keys.checkInterval()));
    }
}
