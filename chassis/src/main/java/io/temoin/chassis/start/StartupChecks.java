// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.arc.All;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.ChassisConfig;
import io.temoin.chassis.Profile;
import io.temoin.databasepools.PasswordFolder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Insecure settings stop the start in production, each named in one sentence. */
@ApplicationScoped
class StartupChecks {

    /** Lets a start go on whatever the checks say. */
    static final String ALLOW_ALL = "temoin.allow-insecure";

    private static final Logger LOG = Logger.getLogger(StartupChecks.class);

    /**
     * Before whatever else observes the start. What refuses a start without asking anybody comes
     * before what connects: then {@link KeyFilesCheck}, {@link SchemaCheck}, {@link KeysetCheck}.
     */
    static final int FIRST = -1_000;

    /** After whatever may wait for the key provider: until then {@link WaitingStart} answers. */
    static final int LAST = 10_000;

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

    void run(@Observes @Priority(FIRST) StartupEvent event) {
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
                LOG.warnf("Insecure, but explicitly allowed: %s", finding.complaint());
            } else {
                refused.add(
                        "%s (To allow it anyway, set %s=true.)"
                                .formatted(finding.complaint(), finding.override()));
            }
        }
        if (!refused.isEmpty()) {
            throw new IllegalStateException(
                    "This configuration is not safe for production: " + String.join(" ", refused));
        }
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ServiceCommand command = ServiceCommand.of(config);
        for (String password : passwords(command)) {
            if (text(password).length() < SHORTEST_PASSWORD) {
                findings.add(
                        new Finding(
                                "%s must be set to at least %d characters."
                                        .formatted(password, SHORTEST_PASSWORD),
                                ALLOW_ALL));
            }
        }
        if (command == ServiceCommand.SERVE) {
            ownerPasswords().ifPresent(findings::add);
            PasswordFolder.of(config).stream()
                    .flatMap(
                            files ->
                                    files
                                            .complaints(command.passwords(), SHORTEST_PASSWORD)
                                            .stream())
                    .forEach(complaint -> findings.add(new Finding(complaint, ALLOW_ALL)));
        }
        for (StartupCheck check : checks) {
            if (command == ServiceCommand.SERVE || check.alsoOfCommands()) {
                check.complaint()
                        .ifPresent(
                                complaint ->
                                        findings.add(new Finding(complaint, check.override())));
            }
        }
        return findings;
    }

    /** Those it needs, and those it was given for nothing: a short one is a hole all the same. */
    private List<String> passwords(ServiceCommand command) {
        List<String> passwords = new ArrayList<>(command.passwords());
        ServiceCommand.OWNER_PASSWORDS.stream()
                .filter(password -> !passwords.contains(password) && !text(password).isEmpty())
                .forEach(passwords::add);
        return passwords;
    }

    /** Whoever takes the service over could grant itself everything with them. */
    private Optional<Finding> ownerPasswords() {
        List<String> given =
                ServiceCommand.OWNER_PASSWORDS.stream()
                        .filter(
                                password ->
                                        !text(password).isEmpty()
                                                || PasswordFolder.of(config)
                                                        .filter(files -> files.has(password))
                                                        .isPresent())
                        .toList();
        if (given.isEmpty()) {
            return Optional.empty();
        }
        String complaint =
                "%s must not be given to a running service: use them only with the commands"
                                .formatted(String.join(" and ", given))
                        + " migrate and rotate.";
        if (chassis.refuseOwnerPasswords()) {
            return Optional.of(new Finding(complaint, ALLOW_ALL));
        }
        LOG.warnf(
                "%s (Set temoin.refuse-owner-passwords=true to reject them at startup.)",
                complaint);
        return Optional.empty();
    }

    private boolean allows(String override) {
        return config.getOptionalValue(override, Boolean.class).orElse(false);
    }

    private String text(String property) {
        return config.getOptionalValue(property, String.class).orElse("");
    }
}
