// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Passwords, wrapped keys and events travel to PostgreSQL: over a network only to a server whose
 * certificate was verified.
 */
@ApplicationScoped
class DatabaseTransportCheck implements StartupCheck {

    private static final String VERIFIED = "verify-full";

    private static final List<String> REACTIVE =
            List.of(
                    "quarkus.datasource.reactive",
                    "quarkus.datasource.feed.reactive",
                    "quarkus.datasource.keys.reactive",
                    "quarkus.datasource.keys-owner.reactive");

    /** The migrations connect by these addresses alone: what is not in them does not count. */
    private static final List<String> JDBC =
            List.of("quarkus.datasource.jdbc.url", "quarkus.datasource.keys.jdbc.url");

    private final Config config;

    DatabaseTransportCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        List<String> open = new ArrayList<>();
        for (String source : REACTIVE) {
            if (!Addresses.stays(text(source + ".url")) && !verified(source)) {
                open.add(source + ".url");
            }
        }
        for (String address : JDBC) {
            String url = text(address);
            if (!Addresses.stays(url) && !isVerified(Addresses.parameter(url, "sslmode"))) {
                open.add(address);
            }
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "TEMOIN_DB_SSLMODE must be verify-full, because PostgreSQL is reached over"
                                + " a network at "
                                + String.join(", ", open)
                                + ".");
    }

    /** They speak to the databases. */
    @Override
    public boolean alsoOfCommands() {
        return true;
    }

    @Override
    public String override() {
        return "temoin.allow-plaintext-database";
    }

    private boolean verified(String source) {
        return isVerified(text(source + ".postgresql.ssl-mode"))
                && "HTTPS".equals(text(source + ".hostname-verification-algorithm"))
                && !Boolean.parseBoolean(text(source + ".trust-all"));
    }

    private static boolean isVerified(String mode) {
        return mode.toLowerCase(Locale.ROOT).replace('_', '-').equals(VERIFIED);
    }

    private String text(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }
}
