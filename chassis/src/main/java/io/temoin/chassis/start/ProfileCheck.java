// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * A combination such as {@code prod,demo} is production, but would take the demonstration's
 * settings with it.
 */
@Singleton
class ProfileCheck implements StartupCheck {

    private final List<String> active;

    ProfileCheck() {
        this(ConfigUtils.getProfiles());
    }

    ProfileCheck(List<String> active) {
        this.active = active;
    }

    @Override
    public Optional<String> complaint() {
        return active.size() > 1
                ? Optional.of(
                        "QUARKUS_PROFILE must name a single profile, not "
                                + String.join(",", active)
                                + ", because each profile has its own settings.")
                : Optional.empty();
    }
}
