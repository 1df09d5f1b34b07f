// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.Profile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Insecure settings stop the start in production, each named in one sentence. */
@ApplicationScoped
class StartupChecks {

    /** Lets a start go on whatever the checks say. */
    static final String ALLOW_ALL = "temoin.allow-insecure";

    private static final Logger LOG = Logger.getLogger(StartupChecks.class);
    private static final List<String> PASSWORDS =
            List.of(
                    "TEMOIN_DB_OWNER_PASSWORD",
                    "TEMOIN_DB_APP_PASSWORD",
                    "TEMOIN_DB_FEED_PASSWORD",
                    "TEMOIN_DB_KEYS_OWNER_PASSWORD",
                    "TEMOIN_DB_KEYS_PASSWORD");
    private static final int SHORTEST_PASSWORD = 16;

    private record Finding(String complaint, String override) {}

    private final List<StartupCheck> checks;
    private final Config config;
    private final ChassisConfig chassis;

    StartupChecks(@All List<StartupCheck> checks, Config config, ChassisConfig chassis) {
        this.checks = checks;
        this.config = config;
        this.chassis = chassis;
    }

    void run(@Observes @Priority(1) StartupEvent event) {
        if (Profile.isProduction()) {
            requireSecure();
        }
    }

    /**
     * Warns of what is allowed explicitly.
     *
     * @throws IllegalStateException when something insecure is not
     */
    void requireSecure() {
        List<String> refused = new ArrayList<>();
        for (Finding finding : findings()) {
            if (chassis.allowInsecure() || allows(finding.override())) {
                LOG.warnf("Insecure, and allowed: %s", finding.complaint());
            } else {
                refused.add(
                        "%s (Or allow it: %s=true.)"
                                .formatted(finding.complaint(), finding.override()));
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException(
                    "This configuration is not fit for production: " + String.join(" ", refused));
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (String password : PASSWORDS) {
            if (text(password).length() < SHORTEST_PASSWORD) {
                findings.add(
                        new Finding(
                                "%s must be set to at least %d characters."
                                        .formatted(password, SHORTEST_PASSWORD),
                                ALLOW_ALL));
            }
        }
        for (StartupCheck check : checks) {
            check.complaint()
                    .ifPresent(complaint -> findings.add(new Finding(complaint, check.override())));
        }
        return findings;
    }

    private boolean allows(String override) {
        return config.getOptionalValue(override, Boolean.class).orElse(false);
    }

    private String text(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }
}
