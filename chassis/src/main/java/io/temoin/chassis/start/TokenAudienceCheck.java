// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** A token that was made for another application of the same provider must not count here. */
@Singleton
class TokenAudienceCheck implements StartupCheck {

    private static final String AUDIENCE = "quarkus.oidc.token.audience";

    private final Config config;

    TokenAudienceCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        List<String> audiences = config.getOptionalValues(AUDIENCE, String.class).orElse(List.of());
        return audiences.isEmpty() || audiences.contains("any")
                ? Optional.of(
                        AUDIENCE
                                + " must name this installation, for example temoin: otherwise"
                                + " tokens issued for other applications would be accepted.")
                : Optional.empty();
    }

    @Override
    public String override() {
        return "temoin.allow-any-audience";
    }
}
