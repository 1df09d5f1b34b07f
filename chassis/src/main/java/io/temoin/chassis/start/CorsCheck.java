// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * A page that may send somebody's credentials along acts as that person, so the pages that may are
 * named one by one.
 */
@ApplicationScoped
class CorsCheck implements StartupCheck {

    private static final String ORIGINS = "quarkus.http.cors.origins";
    private static final String CREDENTIALS = "quarkus.http.cors.access-control-allow-credentials";

    private final Config config;

    CorsCheck(Config config) {
        this.config = config;
    }

    @Override
    public Optional<String> complaint() {
        boolean enabled =
                config.getOptionalValue("quarkus.http.cors.enabled", Boolean.class).orElse(false);
        boolean credentials = config.getOptionalValue(CREDENTIALS, Boolean.class).orElse(false);
        return enabled && credentials
                ? config.getOptionalValues(ORIGINS, String.class).orElse(List.of()).stream()
                        .map(String::strip)
                        .filter(CorsCheck::isPattern)
                        .findFirst()
                        .map(CorsCheck::complaint)
                : Optional.empty();
    }

    /** Any origin, or a regular expression, which often takes more than it was meant to. */
    private static boolean isPattern(String origin) {
        return origin.equals("*") || origin.startsWith("/");
    }

    private static String complaint(String origin) {
        return "%s must list each origin, not %s, while %s is true."
                .formatted(CorsSettings.ORIGINS, origin, CREDENTIALS);
    }
}
