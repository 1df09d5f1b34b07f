// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.start;

import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import io.temoin.chassis.Profile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jboss.logging.Logger;

/**
 * Before anything else of a service begins: its schemas are at its version, or it does not start.
 * With the owners' passwords it is this start that migrates them; without, whoever has them runs
 * {@code migrate} first. Here a start connects for the first time, after everything that refuses it
 * without a database. The commands do their work here and end the process; {@code rotate} looks at
 * the keys' schema alone and migrates nothing.
 */
@ApplicationScoped
class SchemaCheck {

    private static final Logger LOG = Logger.getLogger(SchemaCheck.class);

    private static final String OWNER_PASSWORD = "TEMOIN_DB_OWNER_PASSWORD";
    private static final String KEYS_OWNER_PASSWORD = "TEMOIN_DB_KEYS_OWNER_PASSWORD";

    private final Flyway events;
    private final Flyway keys;
    private final KeyRotation rotation;
    private final KeysetFoundingCommand founding;
    private final Config config;

    SchemaCheck(
            Flyway events,
            @FlywayDataSource("keys") Flyway keys,
            KeyRotation rotation,
            KeysetFoundingCommand founding,
            Config config) {
        this.events = events;
        this.keys = keys;
        this.rotation = rotation;
        this.founding = founding;
        this.config = config;
    }

    void run(@Observes @Priority(StartupChecks.FIRST + 2) StartupEvent event) {
        ServiceCommand command = ServiceCommand.of(config);
        requirePasswords(command);
        switch (command) {
            case SERVE -> requireMigrated(migrated());
            case MIGRATE -> {
                requireMigrated(migrated());
                LOG.infof(
                        "the database schemas match the version of this service: events %s, keys"
                                + " %s",
                        events.info().current().getVersion(), keys.info().current().getVersion());
                throw ended();
            }
            case CREATE_KEYSET, IMPORT_KEYSET, SHARE_PSEUDONYM_KEY -> {
                requireMigrated(pending("keys", keys));
                founding.run(command);
                throw ended();
            }
            case ROTATE -> {
                requireMigrated(pending("keys", keys));
                if (Profile.isProduction()) {
                    rotation.requireOwnKeyset();
                }
                rotation.rotateTokens();
                LOG.infof("key epoch %d is current", rotation.rotateEpochs());
                throw ended();
            }
        }
    }

    /** The exception only skips the rest of the start: Quarkus would then wait for a signal. */
    private static PreventFurtherStepsException ended() {
        Quarkus.asyncExit(0);
        return new PreventFurtherStepsException(0);
    }

    private void requirePasswords(ServiceCommand command) {
        for (String password : command.passwords()) {
            if (command != ServiceCommand.SERVE && !isSet(password)) {
                throw new IllegalStateException(
                        "'%s' needs %s.".formatted(command.argument(), password));
            }
        }
    }

    /**
     * Migrates what it has the passwords for, and names what is missing of the rest. Not by
     * Quarkus, which would migrate before anything could refuse the start.
     */
    private List<String> migrated() {
        List<String> missing = new ArrayList<>();
        missing.addAll(migrated("events", events, OWNER_PASSWORD));
        missing.addAll(migrated("keys", keys, KEYS_OWNER_PASSWORD));
        return missing;
    }

    private List<String> migrated(String schema, Flyway flyway, String ownerPassword) {
        if (isSet(ownerPassword)) {
            flyway.migrate();
            return List.of();
        }
        return pending(schema, flyway);
    }

    private static void requireMigrated(List<String> missing) {
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The database schema does not match the version of this service; missing: "
                            + String.join(", ", missing)
                            + ". Run 'java -jar quarkus-run.jar migrate' with"
                            + " TEMOIN_DB_OWNER_PASSWORD and TEMOIN_DB_KEYS_OWNER_PASSWORD first.");
        }
    }

    private static List<String> pending(String schema, Flyway flyway) {
        return Arrays.stream(flyway.info().pending())
                .map(MigrationInfo::getVersion)
                .map(version -> schema + " " + version)
                .toList();
    }

    private boolean isSet(String password) {
        return config.getOptionalValue(password, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }
}
