// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Insecure settings stop the start in production, each named in one sentence. */
@ApplicationScoped
class StartupChecks {

    private static final Logger LOG = Logger.getLogger(StartupChecks.class);
    private static final List<String> PASSWORDS =
            List.of(
                    "TEMOIN_DB_OWNER_PASSWORD",
                    "TEMOIN_DB_APP_PASSWORD",
                    "TEMOIN_DB_FEED_PASSWORD",
                    "TEMOIN_DB_KEYS_OWNER_PASSWORD",
                    "TEMOIN_DB_KEYS_PASSWORD");
    private static final int SHORTEST_PASSWORD = 16;

    private final List<StartupCheck> checks;
    private final Config config;
    private final ChassisConfig chassis;

    StartupChecks(@All List<StartupCheck> checks, Config config, ChassisConfig chassis) {
        this.checks = checks;
        this.config = config;
        this.chassis = chassis;
    }

    void run(@Observes @Priority(1) StartupEvent event) {
        if (!ConfigUtils.isProfileActive("prod")) {
            return;
        }
        List<String> complaints = complaints();
        complaints.forEach(LOG::warn);
        if (!complaints.isEmpty() && !chassis.allowInsecure()) {
            throw new IllegalStateException(
                    "This configuration is not fit for production: "
                            + String.join(" ", complaints)
                            + " (temoin.allow-insecure=true starts all the same.)");
        }
    }

    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        for (String password : PASSWORDS) {
            if (text(password).length() < SHORTEST_PASSWORD) {
                complaints.add(
                        password
                                + " must be set to at least "
                                + SHORTEST_PASSWORD
                                + " characters.");
            }
        }
        if (!text("quarkus.oidc.auth-server-url").startsWith("https://")) {
            complaints.add("quarkus.oidc.auth-server-url must be an https address.");
        }
        String kafka = text("kafka.security.protocol").toUpperCase(Locale.ROOT);
        if (!kafka.equals("SSL") && !kafka.equals("SASL_SSL")) {
            complaints.add("kafka.security.protocol must be SSL or SASL_SSL.");
        }
        for (StartupCheck check : checks) {
            check.complaint().ifPresent(complaints::add);
        }
        return complaints;
    }

    private String text(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }
}
