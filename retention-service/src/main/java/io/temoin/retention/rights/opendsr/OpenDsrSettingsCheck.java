// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.opendsr;

import io.temoin.chassis.start.StartupCheck;
import io.temoin.retention.rights.opendsr.domain.CallbackHosts;
import io.temoin.retention.rights.opendsr.domain.CallbackRetries;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Settings that contradict each other would be noticed when the first request is lost. */
@ApplicationScoped
class OpenDsrSettingsCheck implements StartupCheck {

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final OpenDsrConfig config;

    OpenDsrSettingsCheck(OpenDsrConfig config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        long set =
                Stream.of(config.domain(), config.keyFile(), config.certificateFile())
                        .filter(Optional::isPresent)
                        .count();
        if (set != 0 && set != 3) {
            return Optional.of(
                    "temoin.opendsr.domain, .key-file and .certificate-file must be set together,"
                            + " or none of them.");
        }
        Duration timeout = config.callbackTimeout();
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            return Optional.of(
                    "temoin.opendsr.callback-timeout must be positive and at most one minute.");
        }
        try {
            CallbackHosts.of(config.callbackHosts().orElse(List.of()), false);
            new CallbackRetries(config.callbackAttempts());
            return Optional.empty();
        } catch (IllegalArgumentException failure) {
            return Optional.of(
                    "temoin.opendsr.callback-hosts or .callback-attempts is wrong: "
                            + failure.getMessage()
                            + ".");
        }
    }
}
