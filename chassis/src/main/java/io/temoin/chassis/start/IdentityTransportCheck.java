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
        String address = text("quarkus.oidc.auth-server-url");
        if (Addresses.stays(address)) {
            return Optional.empty();
        }
        if (!address.startsWith("https://")) {
            return Optional.of("quarkus.oidc.auth-server-url must be an https address.");
        }
        String verification = text("quarkus.oidc.tls.verification");
        if (!verification.isEmpty() && !verification.equalsIgnoreCase("required")) {
            return Optional.of(
                    "quarkus.oidc.tls.verification must be required, not " + verification + ".");
        }
        return trusting("quarkus.tls.")
                .or(
                        () ->
                                trusting(
                                        "quarkus.tls."
                                                + text("quarkus.oidc.tls.tls-configuration-name")
                                                + "."))
                .map(
                        setting ->
                                setting
                                        + " must not have this value: any certificate would be"
                                        + " accepted.");
    }

    /** The setting of a TLS configuration that takes a certificate of anybody, or for any host. */
    private Optional<String> trusting(String tls) {
        if (Boolean.parseBoolean(text(tls + "trust-all"))) {
            return Optional.of(tls + "trust-all");
        }
        return text(tls + "hostname-verification-algorithm").equalsIgnoreCase("none")
                ? Optional.of(tls + "hostname-verification-algorithm")
                : Optional.empty();
    }

    private String text(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }

    @Override
    public String override() {
        return "temoin.allow-plaintext-identity";
    }
}
