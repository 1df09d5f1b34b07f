// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.temoin.chassis.Profile;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * A combination such as {@code prod,demo}, or a name that Quarkus reads otherwise than {@link
 * Profile} does ({@code "demo,"}), is production, but would take the demonstration's settings with
 * it.
 */
@Singleton
class ProfileCheck implements StartupCheck {

    @Override
    public Optional<String> complaint() {
        List<String> written = Profile.asWritten();
        return written.size() == 1 && written.equals(ConfigUtils.getProfiles())
                ? Optional.empty()
                : Optional.of(
                        "QUARKUS_PROFILE must name a single profile exactly, not '"
                                + String.join(",", written)
                                + "', because each profile has its own settings.");
    }
}
