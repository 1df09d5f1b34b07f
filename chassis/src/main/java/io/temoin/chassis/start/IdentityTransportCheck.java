// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Whoever can alter the identity provider's keys on their way can be anybody. */
@ApplicationScoped
class IdentityTransportCheck implements StartupCheck {

    private final Config config;

    IdentityTransportCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        String address =
                config.getOptionalValue("quarkus.oidc.auth-server-url", String.class).orElse("");
        if (!address.startsWith("https://") && !Addresses.stays(address)) {
            return Optional.of("quarkus.oidc.auth-server-url must be an https address.");
        }
        String verification =
                config.getOptionalValue("quarkus.oidc.tls.verification", String.class).orElse("");
        return verification.equalsIgnoreCase("none")
                ? Optional.of("quarkus.oidc.tls.verification must not be none.")
                : Optional.empty();
    }

    @Override
    public String override() {
        return "temoin.allow-plaintext-identity";
    }
}
