// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Whoever was signed out or dismissed must not go on listening until their token ends. */
@ApplicationScoped
class RevocationSettingsCheck implements StartupCheck {

    private static final String INTROSPECT = "temoin.identity.introspect";
    private static final String CACHE_TTL = "temoin.identity.introspection-cache-ttl";
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Config config;

    RevocationSettingsCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        if (!config.getOptionalValue(INTROSPECT, Boolean.class).orElse(true)) {
            return Optional.of(
                    INTROSPECT
                            + " must not be false: otherwise an ended session could listen and"
                            + " export until its token expires.");
        }
        Duration counts =
                config.getOptionalValue(CACHE_TTL, String.class)
                        .map(DurationConverter::parseDuration)
                        .orElse(Duration.ZERO);
        if (counts.compareTo(LONGEST) > 0) {
            return Optional.of(
                    CACHE_TTL
                            + " must be at most a minute: an ended session remains usable for that"
                            + " long.");
        }
        return config.getOptionalValue("quarkus.oidc.client-id", String.class).isPresent()
                ? Optional.empty()
                : Optional.of(
                        "quarkus.oidc.client-id and its credentials must be set: the service uses"
                                + " them to ask the identity provider whether a token is still"
                                + " valid.");
    }

    @Override
    public String override() {
        return "temoin.allow-unchecked-tokens";
    }
}
