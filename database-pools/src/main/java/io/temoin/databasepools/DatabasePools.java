// SPDX-License-Identifier: Apache-2.0
package io.temoin.databasepools;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the pool of each role, by the settings of its datasource and two of our own. */
@ApplicationScoped
class DatabasePools {

    private final Optional<Path> passwordFolder;
    private final Duration tcpUserTimeout;

    /**
     * The settings.
     *
     * @param passwordFolder with files that are named as the environment variables of the
     *     passwords, which win over these and may change at any time
     * @param tcpUserTimeout for how many milliseconds what was sent may be unacknowledged
     */
    DatabasePools(
            @ConfigProperty(name = "temoin.db.password-folder") Optional<Path> passwordFolder,
            @ConfigProperty(name = "temoin.limits.database.tcp-user-timeout-ms")
                    int tcpUserTimeout) {
        this.passwordFolder = passwordFolder;
        this.tcpUserTimeout = Duration.ofMillis(tcpUserTimeout);
    }

    @Produces
    @Singleton
    PgPoolCreator app() {
        return poolOf("TEMOIN_DB_APP_PASSWORD");
    }

    @Produces
    @Singleton
    @ReactiveDataSource("feed")
    PgPoolCreator feed() {
        return poolOf("TEMOIN_DB_FEED_PASSWORD");
    }

    @Produces
    @Singleton
    @ReactiveDataSource("keys")
    PgPoolCreator keys() {
        return poolOf("TEMOIN_DB_KEYS_PASSWORD");
    }

    @Produces
    @Singleton
    @ReactiveDataSource("keys-owner")
    PgPoolCreator keysOwner() {
        return poolOf("TEMOIN_DB_KEYS_OWNER_PASSWORD");
    }

    private PgPoolCreator poolOf(String passwordName) {
        return new LastingPool(
                passwordFolder.map(folder -> folder.resolve(passwordName)), tcpUserTimeout);
    }
}
